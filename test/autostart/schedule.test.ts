import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test, vi } from 'vitest';
import { planOf } from '../../src/autostart/schedule.ts';
import { backups } from '../../src/doctor/checks/backups.ts';
import type { DoctorSurroundings } from '../../src/doctor/surroundings.ts';
import { openStore } from '../../src/ledger/store.ts';
import { backupNote, keepNewest, rememberBackup } from '../../src/lifecycle/backup/kept.ts';
import { transaction } from '../../src/store/database.ts';
import { syncTables } from '../../src/tables/sync.ts';
import { run } from '../cli/run.ts';
import { temporaryHome } from '../home.ts';
import { temporaryFolder } from '../ledger/open.ts';
import { succeeded } from '../succeeded.ts';

/** A stopped stack with something to lose, and a `systemctl` that takes everything. */
const prepared = () => {
  const home = temporaryHome('runtime: native\n');
  const ledger = openStore(path.join(home.data, 'ledger'));
  transaction(ledger, () => syncTables(ledger, []));
  ledger.exec("INSERT INTO marks (time, text) VALUES (1, 'precious')");
  ledger.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  ledger.close();
  const around = temporaryFolder();
  const bin = path.join(around, 'stand-ins');
  mkdirSync(bin);
  writeFileSync(path.join(bin, 'systemctl'), `#!/bin/sh\necho "$*" >>'${around}/calls'\n`);
  chmodSync(path.join(bin, 'systemctl'), 0o755);
  const env = {
    PATH: `${bin}:${process.env['PATH']}`,
    XDG_CONFIG_HOME: path.join(around, 'config'),
    HOME: around,
  };
  const units = path.join(around, 'config', 'systemd', 'user');
  return { home, env, units, called: () => readFileSync(path.join(around, 'calls'), 'utf8') };
};

const onLinux = test.skipIf(process.platform !== 'linux');

/** What a unit runs, run. */
const doJob = async (unit: string, env: Record<string, string>) => {
  const text = readFileSync(unit, 'utf8');
  const [, line = ''] = /^ExecStart=(.*)$/m.exec(text) ?? [];
  const [, root = ''] = /^Environment="START_OBSERVABILITY_HOME=(.*)"$/m.exec(text) ?? [];
  await execa('sh', ['-c', line], { env: { ...env, START_OBSERVABILITY_HOME: root }, stdin: 'ignore' });
};

onLinux(
  'a scheduled backup is made, can be restored, and only the newest stay',
  { timeout: 120_000 },
  async () => {
    const { home, env, units, called } = prepared();
    const folder = path.join(temporaryFolder(), 'kept here');
    succeeded(await run(home, ['backup', 'schedule', 'daily', '--keep', '2', '--folder', folder], env));
    expect(called()).toContain('--user enable --now start-observability-backup.timer');
    expect(readFileSync(path.join(units, 'start-observability-backup.timer'), 'utf8')).toMatch(
      /^OnCalendar=\*-\*-\* 03:10:00$/m,
    );
    writeFileSync(path.join(folder, 'start-observability-2026-01-01T03-10-00Z.tar.gz'), 'old');
    writeFileSync(path.join(folder, 'start-observability-2026-01-02T03-10-00Z.tar.gz'), 'old');
    writeFileSync(path.join(folder, 'mine.tar.gz'), 'of the person');
    await doJob(path.join(units, 'start-observability-backup.service'), env);
    const archives = readdirSync(folder).sort();
    expect(archives).toHaveLength(3);
    expect(archives).toContain('mine.tar.gz');
    expect(archives).not.toContain('start-observability-2026-01-01T03-10-00Z.tar.gz');

    const [newest = ''] = archives.filter((name) => name.startsWith('start-')).slice(-1);
    rmSync(path.join(home.data, 'ledger'), { recursive: true });
    succeeded(await run(home, ['restore', path.join(folder, newest), '--yes'], env));
    const ledger = openStore(path.join(home.data, 'ledger'));
    expect(ledger.prepare('SELECT text FROM marks').all()).toEqual([{ text: 'precious' }]);
    ledger.close();

    expect((await run(home, ['backup', 'schedule', 'daily', '--folder', home.data], env)).err).toContain(
      'a backup of',
    );
    succeeded(await run(home, ['backup', 'schedule', 'off'], env));
    expect(existsSync(path.join(units, 'start-observability-backup.timer'))).toBe(false);
  },
);

onLinux('a scheduled report is written into its folder', async () => {
  const { home, env, units } = prepared();
  const folder = path.join(temporaryFolder(), 'reports');
  succeeded(await run(home, ['report', 'schedule', 'weekly', '--folder', folder], env));
  expect(readFileSync(path.join(units, 'start-observability-report.timer'), 'utf8')).toMatch(
    /^OnCalendar=Mon /m,
  );
  await doJob(path.join(units, 'start-observability-report.service'), env);
  writeFileSync(path.join(home.root, 'prices.yaml'), 'prices: []\n');
  await run(home, ['backup', path.join(folder, 'signed.tar.gz')], env);
  rmSync(path.join(folder, 'signed.tar.gz'));
  const [file = ''] = readdirSync(folder);
  expect(file).toMatch(/^report-\d{4}-\d{2}-\d{2}-7d\.html$/);
  expect(readFileSync(path.join(folder, file), 'utf8')).toMatch(/^<!doctype html>/);
  expect(await run(home, ['uninstall', '--yes'], { ...env, CLAUDE_CONFIG_DIR: env.HOME })).toMatchObject({
    code: 0,
    err: expect.stringContaining('Uninstalled'),
  });
  expect(readdirSync(units)).toEqual([]);
  expect(existsSync(home.root)).toBe(false);
});

test('launchd is given the same work', () => {
  const options = {
    launcher: '/a & b/start-observability',
    root: '/state',
    logs: '/logs',
    node: '/bin/node',
    path: '/bin',
  };
  const [agent] = planOf(
    { name: 'backup', every: 'weekly', args: ['backup', '/x'] },
    options,
    {},
    'darwin',
  ).files;
  expect(agent?.file).toMatch(/Library\/LaunchAgents\/io\.github\.start-observability\.backup\.plist$/);
  expect(agent?.text).toContain(
    '<string>/a &amp; b/start-observability</string>\n    <string>backup</string>\n    <string>/x</string>',
  );
  expect(agent?.text).toContain('<key>Weekday</key>\n    <integer>1</integer>');
});

test('the last good backup is told, and that the next is overdue', async () => {
  const home = temporaryHome('runtime: native\n');
  const now = Date.parse('2026-11-30T12:00:00Z');
  expect(backupNote(home, undefined, now)).toBeUndefined();
  expect(backupNote(home, 'daily', now)).toContain('No backup was made yet');
  const archive = path.join(home.root, 'kept.tar.gz');
  writeFileSync(archive, '');
  await rememberBackup(home, { archive, at: '2026-11-29T03:10:00Z', bytes: 1 });
  expect(backupNote(home, 'daily', now)).toBe(`Last good backup: 2026-11-29 03:10 UTC, ${archive}.`);
  expect(backupNote(home, 'daily', now + 86_400_000)).toContain('overdue');
  expect(backupNote(home, 'weekly', now + 86_400_000)).not.toContain('overdue');
  rmSync(archive);
  expect(backupNote(home, 'daily', now)).toContain('gone');
});

test('archives of other names are nobody’s to remove', () => {
  const folder = temporaryFolder();
  for (const name of [
    'start-observability-2026-01-01T00-00-00Z.tar.gz',
    'start-observability-before-upgrade.tar.gz',
    'x.tar.gz',
  ])
    writeFileSync(path.join(folder, name), '');
  expect(keepNewest(folder, 1)).toEqual([]);
  expect(readdirSync(folder)).toHaveLength(3);
});

onLinux(
  'without a service manager a schedule is not written, and the line for a crontab is told',
  async () => {
    const { home, env, units } = prepared();
    const [bin = ''] = env.PATH.split(':');
    writeFileSync(path.join(bin, 'systemctl'), '#!/bin/sh\nexit 1\n');
    const folder = path.join(temporaryFolder(), 'kept here');
    const { code, err } = await run(home, ['backup', 'schedule', 'weekly', '--folder', folder], env);
    expect(code).toBe(1);
    expect(err).toMatch(
      /crontab: 10 3 \* \* 1 START_OBSERVABILITY_HOME='.*' '.*\/start-observability' 'backup' '.*kept here' '--keep' '7'/,
    );
    expect(existsSync(units)).toBe(false);
  },
);

onLinux('doctor warns of a scheduled backup that is overdue', async () => {
  const { home, env } = prepared();
  vi.stubEnv('XDG_CONFIG_HOME', env.XDG_CONFIG_HOME);
  onTestFinished(() => void vi.unstubAllEnvs());
  const look = () => backups.run({ home } as DoctorSurroundings);
  expect(await look()).toEqual({ ok: 'none scheduled' });
  await run(home, ['backup', 'schedule', 'daily', '--folder', temporaryFolder()], env);
  expect(await look()).toMatchObject({ problem: 'overdue' });
  const archive = path.join(home.root, 'kept.tar.gz');
  writeFileSync(archive, '');
  await rememberBackup(home, { archive, at: new Date().toISOString(), bytes: 1 });
  expect(await look()).toMatchObject({ ok: expect.stringContaining('Last good backup') });
});
