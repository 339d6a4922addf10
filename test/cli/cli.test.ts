import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { table } from '../../src/cli/terminal.ts';
import { temporaryHome } from '../home.ts';
import { run } from './run.ts';

test('the help names every command, with examples and exit codes', async () => {
  const { code, out } = await run(temporaryHome(), ['--help']);
  expect(code).toBe(0);
  for (const [name, { brief }] of Object.entries(commands)) {
    expect(out).toMatch(new RegExp(`^  ${name} .*${brief.split(' ')[0]}`, 'm'));
  }
  expect(out).toContain('Examples:');
  expect(out).toContain('Exit codes:');
  expect(await run(temporaryHome(), [])).toMatchObject({ code: 0, out });
});

test('--version is the command version', async () => {
  const { code, out } = await run(temporaryHome(), ['--version']);
  expect(code).toBe(0);
  expect(out).toMatch(/^start-observability {2}\d+\.\d+\.\d+\n/);
});

test.for(Object.keys(commands))('%s --help has examples and changes nothing', async (name) => {
  const home = temporaryHome();
  const { code, out } = await run(home, [name, '--help']);
  expect(code).toBe(0);
  expect(out).toContain(`Usage: start-observability ${name}`);
  expect(out).toContain('Examples:');
  expect(existsSync(home.run)).toBe(false);
});

test.for([
  ['an unknown command', ['stat'], "unknown command 'stat'\n(Did you mean start?)"],
  ['an unknown option', ['status', '--jsn'], "unknown option '--jsn'\n(Did you mean --json?)"],
  ['an unknown component', ['restart', 'x'], "'x' is invalid for argument 'component'"],
  ['an unknown runtime', ['start', '--runtime', 'kubernetes'], "'kubernetes' is invalid"],
  ['a count that is none', ['logs', '-n', 'many'], 'It must be a whole number.'],
] as const)('%s ends with 2 and a hint', async ([, args, hint]) => {
  const { code, out, err } = await run(temporaryHome(), args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(hint);
});

test('a wrong configuration stops start before anything happens, with file, line, key and what is allowed', async () => {
  const home = temporaryHome('runtime: native\nports:\n  promtheus: 1\n');
  const { code, err } = await run(home, ['start']);
  expect(code).toBe(2);
  expect(err).toBe(
    [
      'One thing in the configuration is wrong.',
      `  where: ${home.config}`,
      '    line 3, ports.promtheus: unknown key. Did you mean prometheus? Known here: otlpGrpc, otlpHttp, collectorHealth, collectorMetrics, ledger, hooks, pushgateway, prometheus, grafana, pages, alertmanager, clickhouse, clickhouseNative.',
      '  fix:   edit the file, or the variable that is named, then try `start-observability config check`',
    ].join('\n'),
  );
  expect(existsSync(home.generated)).toBe(false);
});

test('where nothing runs, status ends with 3 and stop with 0', async () => {
  const home = temporaryHome();
  expect(await run(home, ['status'])).toMatchObject({ code: 3, out: '' });
  const { code, out } = await run(home, ['status', '--json']);
  expect(code).toBe(3);
  expect(JSON.parse(out)).toEqual({
    runtime: null,
    healthy: false,
    components: [],
    today: null,
    notes: [],
    supervised: true,
  });
  expect(await run(home, ['stop'])).toMatchObject({ code: 0, err: 'Nothing runs.' });
  expect(await run(home, ['restart', 'ledger'])).toMatchObject({ code: 3 });
});

test('reset without anybody to ask changes nothing and says how', async () => {
  const home = temporaryHome();
  const { code, err } = await run(home, ['reset']);
  expect(code).toBe(2);
  expect(err).toContain('start-observability reset --yes');
});

test('config shows, sets and takes out', async () => {
  const home = temporaryHome('ports:\n  ledger: 20001\n');
  expect((await run(home, ['config', 'path'])).out).toBe(home.config);
  expect((await run(home, ['config', 'get', 'ports.ledger'])).out).toBe('20001');
  expect((await run(home, ['config', 'set', 'runtime', 'native'])).code).toBe(0);
  const { out } = await run(home, ['config']);
  expect(out).toMatch(/^ports\.ledger +config\.yaml line 2 +20001$/m);
  expect(out).toMatch(/^runtime +config\.yaml line 3 +"native"$/m);
  expect(out).not.toContain('ports.prometheus');
  expect((await run(home, ['config', '--all'])).out).toMatch(/^ports\n(?: {2}ports\.\w+ +\d+\n)+/m);
  const asData = JSON.parse((await run(home, ['config', '--json'])).out);
  expect(asData.keys).toContainEqual({ key: 'runtime', value: 'native', source: { by: 'file', line: 3 } });
  expect((await run(home, ['config', 'unset', 'runtime'])).code).toBe(0);
  expect((await run(home, ['config', 'get', 'runtime'])).out).toBe('auto');
  expect((await run(home, ['config', 'get', 'nope'])).code).toBe(2);
});

test('no colour reaches a pipe, and NO_COLOR is obeyed', async () => {
  const home = temporaryHome('runtime: native\n');
  expect((await run(home, ['config'])).out).not.toContain('\x1b');
  expect((await run(home, ['config'], { FORCE_COLOR: '1' })).out).toContain('\x1b[1mruntime');
});

test('a reader that stops reading early is no error', async () => {
  const home = temporaryHome();
  const { exitCode, stderr } = await execa(
    'sh',
    ['-c', '"$0" dist/cli/main.js config --all | head -n 1', process.execPath],
    {
      env: { START_OBSERVABILITY_HOME: home.root },
    },
  );
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});

test('bash completes commands, subcommands, components and options', async () => {
  const { out } = await run(temporaryHome(), ['completion', 'bash']);
  const complete = async (...words: readonly string[]): Promise<readonly string[]> => {
    const script = `${out}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _start_observability; echo "\${COMPREPLY[*]}"`;
    const { stdout } = await execa('bash', ['-c', script, 'bash', 'start-observability', ...words]);
    return stdout.split(' ').filter(Boolean);
  };
  expect(await complete('sto')).toEqual(['stop']);
  expect(await complete('sta')).toEqual(['start', 'status', 'statusline']);
  expect(await complete('restart', 'pro')).toEqual(['prometheus']);
  expect(await complete('config', 'se')).toEqual(['set']);
  expect(await complete('logs', 'ledger', '--f')).toEqual(['--follow']);
});

test('columns are as wide as what people see; codes of colours that others send are shown as text', () => {
  expect(
    table([
      ['\x1b[31mab', 'c'],
      ['abcd', 'e'],
    ]),
  ).toBe('\ufffd[31mab  c\nabcd     e');
});
