import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { load } from '../../src/config/load.ts';
import { run as runIn } from '../cli/run.ts';
import { succeeded } from '../succeeded.ts';
import { type Person, person, textOf } from './place.ts';

const run = (who: Person, ...args: readonly string[]) => runIn(who.home, args, who.env);

/** Every file below a folder with its content, every folder and link by name. */
const everything = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .toSorted()
      .map((name) => {
        const file = path.join(folder, name);
        return [name, statSync(file).isFile() ? readFileSync(file, 'hex') : 'folder'];
      }),
  );

it('setup and uninstall leave a home folder exactly as it was', async () => {
  const who = person('{\n\t"model": "opus",\n\t"hooks": { "Stop": [] }\n}');
  const before = everything(who.folder);
  succeeded(await run(who, 'setup', '--yes', '--team', 'R&D', '--prompts'));
  succeeded(await run(who, 'setup', '--env'));
  expect(everything(who.folder)).not.toEqual(before);
  const { code, err } = await run(who, 'uninstall', '--yes');
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(err).toContain('byte for byte');
  expect(everything(who.folder)).toEqual(before);
});

it('uninstall --keep-data keeps configuration, data, secrets and copies, and nothing else', async () => {
  const who = person('{"model":"opus"}');
  await run(who, 'setup', '--yes', '--guard', 'strict');
  writeFileSync(path.join(who.home.data, 'kept'), '');
  succeeded(await run(who, 'uninstall', '--yes', '--keep-data'));
  expect(readdirSync(who.home.root).toSorted()).toEqual(['backups', 'config.yaml', 'data', 'secrets']);
  expect(textOf(who.settings)).toBe('{"model":"opus"}');
});

it('uninstall refuses a state folder that holds other things', async () => {
  const who = person('{}');
  const elsewhere = { ...who.env, START_OBSERVABILITY_HOME: who.folder };
  mkdirSync(path.join(who.folder, 'bin'));
  const { code, err } = await runIn(who.home, ['uninstall', '--yes'], elsewhere);
  expect(code).toBe(2);
  expect(err).toContain('not a folder of its own');
  expect(existsSync(path.join(who.folder, 'bin'))).toBe(true);
});

it('neither asks nor acts where there is nobody to ask', async () => {
  const who = person('{"model":"opus"}');
  const before = everything(who.folder);
  for (const command of ['setup', 'uninstall']) {
    const { code, err } = await run(who, command);
    expect(code).toBe(2);
    expect(err).toContain(`start-observability ${command} --yes`);
  }
  expect(everything(who.folder)).toEqual(before);
});

it('setup --dry-run and --json show old and new value, file and reason, and write nothing', async () => {
  const who = person('{"env":{"OTEL_EXPORTER_OTLP_ENDPOINT":"https://me:secret@otel.example.com"}}');
  const before = everything(who.folder);
  const shown = await run(who, 'setup', '--dry-run');
  expect(shown.code).toBe(0);
  expect(shown.out).toContain(who.settings);
  expect(shown.out).toContain('"https://***@otel.example.com" → "http://127.0.0.1:4317"');
  expect(shown.out).toContain('Nothing is exported without it.');
  const data = JSON.parse((await run(who, 'setup', '--json')).out);
  expect(data).toMatchObject({ outcome: 'planned', file: who.settings });
  expect(data.changes.length).toBeGreaterThan(20);
  expect(everything(who.folder)).toEqual(before);
});

it('a second setup starts from the choices of the first', async () => {
  const who = person('{}');
  await run(who, 'setup', '--yes', '--team', 'platform', '--metric-interval', '30s', '--no-session-id');
  expect(JSON.parse((await run(who, 'setup', '--yes', '--json')).out)).toMatchObject({
    outcome: 'unchanged',
    changes: [],
  });
  await run(who, 'setup', '--yes', '--team', '', '--project', 'shop');
  expect(JSON.parse(textOf(who.settings)).env).toMatchObject({
    OTEL_RESOURCE_ATTRIBUTES: 'project=shop',
    OTEL_METRIC_EXPORT_INTERVAL: '30000',
    OTEL_METRICS_INCLUDE_SESSION_ID: 'false',
  });
});

it('content is sent only when it is switched on, and the stack then keeps it', async () => {
  const who = person('{}');
  await run(who, 'setup', '--yes');
  expect(textOf(who.settings)).not.toContain('OTEL_LOG_USER_PROMPTS');
  const { err } = await run(who, 'setup', '--yes', '--prompts', '--tool-details');
  expect(err).toContain('The text of prompts will be sent and stored');
  expect(JSON.parse(textOf(who.settings)).env).toMatchObject({
    OTEL_LOG_USER_PROMPTS: '1',
    OTEL_LOG_ASSISTANT_RESPONSES: '0',
    OTEL_LOG_TOOL_DETAILS: '1',
  });
  expect(load(who.home, {}).config.privacy).toMatchObject({
    prompts: 'keep',
    tools: 'keep',
    responses: 'drop',
  });
  await run(who, 'setup', '--yes', '--no-prompts');
  expect(textOf(who.settings)).not.toContain('OTEL_LOG_USER_PROMPTS');
  expect(load(who.home, {}).config.privacy).toMatchObject({ prompts: 'drop', tools: 'keep' });
});

it('USER_NAME and USER_EMAIL name the person, with a warning and the switches that keep names', async () => {
  const who = person('{}');
  const env = { ...who.env, USER_NAME: 'Ada Lovelace', USER_EMAIL: 'ada@example.com' };
  const { code, err } = await runIn(who.home, ['setup', '--yes'], env);
  expect(code).toBe(0);
  expect(err).toContain('everybody who sees the dashboards sees who did what');
  expect(JSON.parse(textOf(who.settings)).env.OTEL_RESOURCE_ATTRIBUTES).toBe(
    'user.name=Ada%20Lovelace,user.email=ada%40example.com',
  );
  const { config } = load(who.home, {});
  expect(config.privacy.person).toBe('keep');
  expect(config.labels.shared).toContain('user');
  await run(who, 'setup', '--yes', '--user-name', '', '--user-email', '');
  const after = load(who.home, {}).config;
  expect(after.privacy.person).toBe('drop');
  expect(after.labels.shared).not.toContain('user');
});

it.each([
  [['--user-email', 'nobody'], 'not an e-mail address'],
  [['--metric-interval', '10'], 'metricInterval'],
  [['--metric-interval', 'soon'], 'ms, s or m'],
  [['--endpoint', 'collector:4317'], 'endpoint'],
  [['--attribute', 'team'], 'name=value'],
  [['--team', 'x'.repeat(300)], 'longer than 255'],
  [['--guard', 'none'], "'none' is invalid"],
] as const)('refuses %j', async (args, word) => {
  const who = person('{}');
  const { code, err } = await run(who, 'setup', '--yes', ...args);
  expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining(word) });
  expect(textOf(who.settings)).toBe('{}');
});

it('managed settings are whole, name no home folder and no person', async () => {
  const who = person('{}');
  const file = path.join(who.folder, '50-observability.json');
  const { code, err } = await run(
    who,
    'setup',
    '--managed',
    file,
    '--team',
    'platform',
    '--endpoint',
    'https://otel.example.com:4317',
  );
  expect(code).toBe(0);
  expect(err).toContain('/etc/claude-code/managed-settings.d/50-observability.json');
  const settings = JSON.parse(textOf(file));
  expect(settings.env).toMatchObject({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otel.example.com:4317',
    OTEL_RESOURCE_ATTRIBUTES: 'team=platform',
  });
  expect(textOf(file)).not.toContain(who.folder);
  expect(await run(who, 'setup', '--managed', '--user-name', 'Ada')).toMatchObject({ code: 2 });
  expect(textOf(who.settings)).toBe('{}');
});

it('a roll-out holds what was said in its command, and nothing that the administrator chose for themselves', async () => {
  const who = person('{}');
  const own = [
    '--prompts',
    '--responses',
    '--tool-details',
    '--traces',
    '--project',
    'secretproj',
    '--attribute',
  ];
  await run(who, 'setup', '--yes', ...own, 'ticket=ABC-1', '--user-name', 'Ada', '--metric-interval', '30s');
  writeFileSync(who.home.config, `${textOf(who.home.config)}ports:\n  otlpGrpc: 24317\n  hooks: 24320\n`);
  const { code, out } = await run(who, 'setup', '--managed', '--team', 'platform', '--cost-centre', '4711');
  const { env } = JSON.parse(out);
  expect(code).toBe(0);
  expect(env.OTEL_RESOURCE_ATTRIBUTES).toBe('team=platform,cost_center=4711');
  expect(Object.keys(env).filter((name) => /LOG_|TRACES|ENHANCED/.test(name))).toEqual([]);
  expect(env).toMatchObject({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4317',
    OTEL_METRIC_EXPORT_INTERVAL: '10000',
  });
});

it.each(['--prompts', '--responses', '--tool-details'])(
  'a roll-out with %s must be said twice, because everybody then sends texts',
  async (option) => {
    const who = person('{}');
    const once = await run(who, 'setup', '--managed', option);
    expect(once).toMatchObject({ code: 2, err: expect.stringContaining('--for-everybody') });
    const twice = await run(who, 'setup', '--managed', option, '--for-everybody');
    expect(twice.code).toBe(0);
    expect(twice.out).toMatch(/OTEL_LOG_\w+": "1"/);
  },
);

it.each(['sh', 'bash'])(
  'env gives the variables to claude alone: other agents in the same %s export nothing',
  async (shell) => {
    const who = person('{}');
    const bin = path.join(who.folder, 'bin');
    mkdirSync(bin);
    for (const name of ['claude', 'codex']) {
      writeFileSync(
        path.join(bin, name),
        `#!/bin/sh\necho "$0 $* $OTEL_METRICS_EXPORTER $OTEL_RESOURCE_ATTRIBUTES"\n`,
        {
          mode: 0o755,
        },
      );
    }
    const { out } = await run(who, 'env', '--shell', 'sh', '--team', "R&D's");
    const { stdout } = await execa(shell, ['-c', `${out}\nclaude -p 'a b'; codex; claude`], {
      env: { PATH: `${bin}:/usr/bin:/bin` },
      extendEnv: false,
    });
    expect(stdout.split('\n')).toEqual([
      `${bin}/claude -p a b otlp team=R%26D's`,
      `${bin}/codex   `,
      `${bin}/claude  otlp team=R%26D's`,
    ]);
    const exported = await run(who, 'env', '--shell', 'sh', '--export');
    expect(exported.out).toContain('export OTEL_METRICS_EXPORTER=');
    expect(exported.err).toContain('Copilot');
  },
);

it("managed hooks call the person's own entry, and say nothing where there is none", async () => {
  const who = person('{}');
  unheard(who);
  const { out } = await run(who, 'setup', '--managed');
  const { command } = JSON.parse(out).hooks.PreToolUse[0].hooks[0];
  const call = () => execa('sh', ['-c', command], { input: dangerous, env: who.env, reject: false });
  expect(await call()).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  await run(who, 'setup', '--yes');
  expect((await call()).stdout).toContain('"deny"');
});

/** A port where nobody answers, so that no stack of this machine hears of the test. */
const unheard = ({ home }: Person): void => {
  mkdirSync(home.root);
  writeFileSync(home.config, 'ports:\n  hooks: 9\n');
};

const dangerous = JSON.stringify({
  hook_event_name: 'PreToolUse',
  session_id: 's',
  cwd: '/tmp',
  tool_name: 'Bash',
  tool_use_id: 't',
  tool_input: { command: 'rm -rf /' },
});

it('the hook that setup writes guards at once, before the stack ever ran', async () => {
  const who = person('{}');
  unheard(who);
  await run(who, 'setup', '--yes');
  const { command } = JSON.parse(textOf(who.settings)).hooks.PreToolUse[0].hooks[0];
  const { stdout } = await execa('sh', ['-c', command], { input: dangerous });
  expect(JSON.parse(stdout).hookSpecificOutput.permissionDecision).toBe('deny');
});

it('the lines of env set in a shell what setup would write, and --unset takes it away', async () => {
  const who = person('{}');
  const name = `O'Hara & "Söhne", 100%`;
  const { out } = await run(who, 'env', '--export', '--shell', 'sh', '--team', name);
  const unset = (await run(who, 'env', '--shell', 'sh', '--team', name, '--unset')).out;
  const values = JSON.parse((await run(who, 'env', '--json', '--team', name)).out);
  expect(decodeURIComponent(values.OTEL_RESOURCE_ATTRIBUTES)).toBe(`team=${name}`);
  const shell = (script: string) =>
    execa('sh', ['-c', `${script}\nenv`], { env: { PATH: process.env['PATH'] }, extendEnv: false });
  const set = (await shell(out)).stdout.split('\n');
  for (const [variable, value] of Object.entries(values)) expect(set).toContain(`${variable}=${value}`);
  expect((await shell(`${out}\n${unset}`)).stdout).not.toContain('OTEL_');
});

it('setup --env writes a file that only its owner can read and any shell can source', async () => {
  const who = person('{}');
  const { code } = await run(who, 'setup', '--env', '--export', '--environment', 'ci');
  const file = path.join(who.home.root, 'telemetry.env');
  expect(code).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { stdout } = await execa('sh', ['-c', `. '${file}'; printf %s "$OTEL_RESOURCE_ATTRIBUTES"`]);
  expect(stdout).toBe('env=ci');
  expect(textOf(who.settings)).toBe('{}');
});

it('an attribute of your own becomes a label of every number, or is refused with the reason', async () => {
  const who = person('{}');
  expect((await run(who, 'setup', '--yes', '--attribute', 'ticket=ABC-1')).code).toBe(0);
  expect(load(who.home, {}).config.labels.extra).toEqual(['ticket']);
  const refused = await run(who, 'setup', '--yes', '--attribute', 'session.id=x');
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('session.id cannot be kept') });
  await run(who, 'setup', '--yes', '--attribute', 'ticket=');
  expect(load(who.home, {}).config.labels.extra).toEqual([]);
});
