import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { everies, planOf } from '../../src/autostart/schedule.ts';
import { launchdAgent, searchPath, systemdUnit, type UnitOptions } from '../../src/autostart/unit.ts';
import { run } from '../cli/run.ts';
import { temporaryHome } from '../home.ts';
import { succeeded } from '../succeeded.ts';

/** As people have them: blanks, quotes, percent signs, ampersands. */
const awkward: UnitOptions = {
  launcher: '/bin/true',
  root: '/home/o\'neil "x"/50 % of $HOME & <more>/state',
  logs: '/home/o & <more>/logs',
  node: '/home/me/.nvm/versions/node/v20.19.0/bin/node',
  path: '/home/me/.nvm/versions/node/v20.19.0/bin:relative:/opt/homebrew/bin:/x/node_modules/.bin:/usr/bin',
};

const has = async (command: string): Promise<boolean> =>
  !(await execa('sh', ['-c', `command -v ${command}`], { reject: false })).failed;

const analyze = await has('systemd-analyze');
if (!analyze) console.warn('skipped: this machine has no systemd-analyze');
const python = await has('python3');
if (!python) console.warn('skipped: this machine has no python3 to read a property list');

test('Node comes first on the PATH of a service, and nothing relative or of the moment is on it', () => {
  expect(searchPath(awkward)).toBe(
    '/home/me/.nvm/versions/node/v20.19.0/bin:/opt/homebrew/bin:/usr/bin:/usr/local/bin:/bin',
  );
});

test.skipIf(!analyze)('systemd has nothing to say about the unit', async () => {
  const folder = temporaryHome().root;
  const unit = path.join(folder, 'start-observability.service');
  writeFileSync(unit, systemdUnit(awkward));
  const { exitCode, stderr } = await execa('systemd-analyze', ['verify', '--user', '--man=no', unit], {
    reject: false,
    env: { XDG_RUNTIME_DIR: folder },
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});

test.skipIf(!analyze)(
  'systemd complains about a unit whose program is missing: the check above can fail',
  async () => {
    const folder = temporaryHome().root;
    const unit = path.join(folder, 'start-observability.service');
    writeFileSync(unit, systemdUnit({ ...awkward, launcher: '/no/such/program' }));
    const { exitCode } = await execa('systemd-analyze', ['verify', '--user', '--man=no', unit], {
      reject: false,
      env: { XDG_RUNTIME_DIR: folder },
    });
    expect(exitCode).not.toBe(0);
  },
);

test.skipIf(!python)('launchd reads from the agent what was meant', async () => {
  const script = 'import json, plistlib, sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))';
  const { stdout } = await execa('python3', ['-c', script], { input: launchdAgent(awkward) });
  expect(JSON.parse(stdout)).toMatchObject({
    ProgramArguments: ['/bin/true', 'start'],
    EnvironmentVariables: { START_OBSERVABILITY_HOME: awkward.root, PATH: searchPath(awkward) },
    RunAtLoad: true,
    AbandonProcessGroup: true,
    StandardOutPath: `${awkward.logs}/service.log`,
    Umask: 0o77,
  });
});

const scheduled = (every: (typeof everies)[number], platform: 'linux' | 'darwin') => {
  const args = ['backup', '/kept "here"/50 %', '--keep', '7'];
  return planOf({ name: 'backup', every, args }, awkward, {}, platform).files;
};

test.skipIf(!analyze).each(everies)(
  'systemd takes the %s schedule: nothing to say about the units, and the next time is ten past three',
  async (every) => {
    const folder = temporaryHome().root;
    const written = scheduled(every, 'linux').map(({ file, text }) => {
      const unit = path.join(folder, path.basename(file));
      writeFileSync(unit, text);
      return unit;
    });
    expect(written.map((unit) => path.extname(unit))).toEqual(['.service', '.timer']);
    const verified = await execa('systemd-analyze', ['verify', '--user', '--man=no', ...written], {
      reject: false,
      env: { XDG_RUNTIME_DIR: folder },
    });
    expect([verified.exitCode, verified.stderr]).toEqual([0, '']);
    const [, when = ''] = /^OnCalendar=(.*)$/m.exec(readFileSync(written[1] ?? '', 'utf8')) ?? [];
    const { stdout } = await execa('systemd-analyze', ['calendar', '--iterations=3', when], {
      env: { TZ: 'UTC', LC_ALL: 'C' },
    });
    const times = [...stdout.matchAll(/: (\w{3}) \d{4}-\d\d-\d\d (\d\d:\d\d:\d\d) UTC$/gm)];
    expect(times).toHaveLength(3);
    for (const [, day, time] of times)
      expect([every === 'weekly' ? day : 'Mon', time]).toEqual(['Mon', '03:10:00']);
  },
);

test.skipIf(!python).each(everies)('launchd reads from the %s schedule what was meant', async (every) => {
  const [agent] = scheduled(every, 'darwin');
  const script = 'import json, plistlib, sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))';
  const { stdout } = await execa('python3', ['-c', script], { input: agent?.text ?? '' });
  expect(JSON.parse(stdout)).toMatchObject({
    ProgramArguments: ['/bin/true', 'backup', '/kept "here"/50 %', '--keep', '7'],
    EnvironmentVariables: { START_OBSERVABILITY_HOME: awkward.root },
    StartCalendarInterval: { Hour: 3, Minute: 10, ...(every === 'weekly' && { Weekday: 1 }) },
  });
});

/** A `systemctl` that notes what it is told and remembers what is enabled. */
const withSystemctl = (exitCode = 0) => {
  const home = temporaryHome();
  const [bin, calls] = [path.join(home.root, 'stand-ins'), path.join(home.root, 'calls')];
  mkdirSync(bin);
  for (const name of ['systemctl', 'loginctl']) {
    writeFileSync(path.join(bin, name), `#!/bin/sh\necho "${name} $*" >>'${calls}'\nexit ${exitCode}\n`);
    chmodSync(path.join(bin, name), 0o755);
  }
  const env = { PATH: `${bin}:${process.env['PATH']}`, XDG_CONFIG_HOME: path.join(home.root, 'config') };
  const file = path.join(home.root, 'config', 'systemd', 'user', 'start-observability.service');
  return {
    home,
    env: { ...env, HOME: home.root, CLAUDE_CONFIG_DIR: home.root },
    file,
    called: () => readFileSync(calls, 'utf8'),
    service: (...args: readonly string[]) => run(home, ['service', ...args], env),
  };
};

test.skipIf(process.platform !== 'linux')(
  'install writes and enables the unit, remove takes it away again',
  async () => {
    const { file, called, service } = withSystemctl();
    expect(await service('status')).toMatchObject({ code: 3 });
    const installed = await service('install');
    succeeded(installed);
    expect(installed.err).toContain('loginctl enable-linger');
    expect(readFileSync(file, 'utf8')).toContain('ExecStart="/');
    expect(called()).toContain('systemctl --user enable start-observability.service');
    succeeded(await service('install'));
    expect(JSON.parse((await service('status', '--json')).out)).toMatchObject({
      isInstalled: true,
      isEnabled: true,
    });
    succeeded(await service('remove'));
    expect(called()).toContain('systemctl --user disable start-observability.service');
    expect(() => readFileSync(file)).toThrow();
    expect((await service('remove')).err).toContain('No service');
  },
);

test.skipIf(process.platform !== 'linux')(
  'uninstall takes away the service of its own state folder only',
  async () => {
    const { home, env, file, service } = withSystemctl();
    await service('install');
    const other = temporaryHome('runtime: native\n');
    succeeded(await run(other, ['uninstall', '--yes'], env));
    expect(readFileSync(file, 'utf8')).toContain(home.root);
    const own = temporaryHome('runtime: native\n');
    await run(own, ['service', 'install'], env);
    succeeded(await run(own, ['uninstall', '--yes'], env));
    expect(() => readFileSync(file)).toThrow();
  },
);

test.skipIf(process.platform !== 'linux')(
  'without a service manager nothing is written, and it is said',
  async () => {
    const { file, service } = withSystemctl(1);
    const { code, err } = await service('install');
    expect(code).toBe(1);
    expect(err).toContain('crontab');
    expect(() => readFileSync(file)).toThrow();
  },
);
