import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaults } from '../../src/config/schema.ts';
import { pluginHooks } from '../../src/doctor/plugins.ts';
import { runHook } from '../../src/doctor/run-hook.ts';
import { surroundingsOf } from '../../src/doctor/surroundings.ts';
import { hookSettings } from '../../src/hooks/hook-settings.ts';
import { causeOf, findingOf, machine, warningsOf } from './machine.ts';

type Wishes = NonNullable<Parameters<typeof machine>[0]>;

const deny =
  '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"x"}}';

/** A machine with our hooks in the user's settings and an entry that refuses what is dangerous. */
const hooked = (wishes: Wishes = {}, change: (hooks: Record<string, unknown>) => void = () => {}) => {
  const place = '/tmp/doctor-entry/start-observability/hooks/entry';
  const hooks = hookSettings({ port: defaults().ports.hooks, entryPath: place, profile: 'default' });
  const own = structuredClone(hooks) as Record<string, unknown>;
  change(own);
  const made = machine({ client: '2.1.332', ...wishes, settings: { hooks: own, ...wishes.settings } });
  const entry = path.join(made.home.root, 'hooks', 'entry');
  mkdirSync(path.dirname(entry), { recursive: true });
  writeFileSync(
    entry,
    `#!/bin/sh\nport=${defaults().ports.hooks}\ncase $(cat) in *"rm -rf"*) printf '%s' '${deny}';; esac\n`,
  );
  chmodSync(entry, 0o700);
  return { ...made, entry, hooks: own };
};

const look = (wishes: Wishes, change?: (hooks: Record<string, unknown>) => void) =>
  hooked(wishes, change).look('hooks', 'settings');

const pre = (hook: object, group: object = {}) => [
  {
    ...group,
    hooks: [{ type: 'command', command: "'/x/start-observability/hooks/entry'", timeout: 15, ...hook }],
  },
];

test.for<readonly [string, Wishes, ((hooks: Record<string, unknown>) => void) | undefined, string]>([
  [
    'an async guard blocks nothing',
    {},
    (hooks) => {
      hooks['PreToolUse'] = pre({ async: true });
    },
    'hooks/async',
  ],
  [
    'hooks switched off by the project',
    { files: { 'code/.claude/settings.json': '{"disableAllHooks":true}' } },
    undefined,
    'hooks/disabled',
  ],
  [
    'hooks switched off by the local settings of the repository around',
    {
      files: {
        'code/.git/HEAD': '',
        'code/.claude/settings.local.json': '{"disableAllHooks":true}',
        'code/a/b.txt': '',
      },
      inside: 'a',
    },
    undefined,
    'hooks/disabled',
  ],
  [
    'managed settings that allow plugins alone',
    { files: { 'managed/managed-settings.json': '{"strictPluginOnlyCustomization":["hooks"]}' } },
    undefined,
    'hooks/disabled',
  ],
  [
    'a managed list of addresses without ours',
    {
      files: { 'managed/managed-settings.json': '{"allowedHttpHookUrls":["https://hooks.corp.example/*"]}' },
    },
    undefined,
    'hooks/not-allowed',
  ],
  [
    'a list of a managed fragment',
    { files: { 'managed/managed-settings.d/20-x.json': '{"allowedHttpHookUrls":[]}' } },
    undefined,
    'hooks/not-allowed',
  ],
])('%s: that is the cause', async ([, wishes, change, cause]) => {
  expect(causeOf(await look(wishes, change))).toBe(cause);
});

test('lists of addresses are joined over all settings', async () => {
  const files = {
    'managed/managed-settings.json': '{"allowedHttpHookUrls":["https://hooks.corp.example/*"]}',
  };
  const settings = { allowedHttpHookUrls: ['http://127.0.0.1:*/hooks'] };
  expect(findingOf(await look({ files, settings }), 'hooks').status).toBe('ok');
});

test('a guard that is asked about some calls only is told', async () => {
  const findings = await look({}, (hooks) => {
    hooks['PreToolUse'] = pre({}, { matcher: 'Write' });
  });
  expect(warningsOf(findings)).toContain('hooks/narrow');
});

describe('a proxy of the shell', () => {
  const proxied = (NO_PROXY?: string, name = 'HTTP_PROXY') =>
    look({ shell: { [name]: 'http://proxy.corp.example:3128', ...(NO_PROXY && { NO_PROXY }) } });

  test.each([
    undefined,
    '*.corp.example,127.0.0.0/8',
    'localhost',
    '127.*',
    '127.0.0.1:9090',
    '::1,localhost',
  ])('takes the http hooks away with NO_PROXY=%s', async (noProxy) => {
    expect(findingOf(await proxied(noProxy), 'hook-proxy')).toMatchObject({ status: 'failed' });
  });

  test.each(['127.0.0.1', 'localhost 127.0.0.1', 'localhost, 127.0.0.1', '*', '127.0.0.1:4320', '.0.0.1'])(
    'leaves them with NO_PROXY=%s',
    async (noProxy) => {
      expect(findingOf(await proxied(noProxy), 'hook-proxy').status).toBe('ok');
    },
  );

  test('in ALL_PROXY means nothing to them, and the rest of the way is looked at', async () => {
    const findings = await proxied(undefined, 'ALL_PROXY');
    expect(findingOf(findings, 'hook-proxy').status).toBe('ok');
    expect(findingOf(findings, 'entry').status).not.toBe('not reached');
  });
});

test('our hooks in an enabled plugin run twice: the plugin is named', async () => {
  const root = 'user/plugins/cache/team/obs/1.0.0';
  const hooks = hookSettings({
    port: 4320,
    entryPath: '/x/start-observability/hooks/entry',
    profile: 'default',
  });
  const files = {
    [`${root}/.claude-plugin/plugin.json`]: '{"name":"obs"}',
    [`${root}/hooks/hooks.json`]: JSON.stringify({ hooks }),
    'user/plugins/installed_plugins.json': `{"version":2,"plugins":{"obs@team":[{"scope":"user","installPath":"{{folder}}/${root}"}]}}`,
  };
  const on = await look({ files, settings: { enabledPlugins: { 'obs@team': true } } });
  expect(findingOf(on, 'duplicates')).toMatchObject({
    problem: 'plugin',
    evidence: [expect.stringContaining('plugin obs@team: ')],
  });
  const off = await look({ files, settings: { enabledPlugins: { 'obs@team': false } } });
  expect(findingOf(off, 'duplicates').status).toBe('ok');
});

test('hooks of a plugin are found where its manifest names or holds them, and without a list of installed ones', async () => {
  const hooks = '{"Stop":[{"hooks":[{"type":"command","command":"true"}]}]}';
  const root = 'user/plugins/cache/team/obs/1.0.0';
  const { options } = machine({
    settings: { enabledPlugins: { 'obs@team': true } },
    files: {
      [`${root}/.claude-plugin/plugin.json`]: `{"name":"obs","hooks":["./more.json",{"hooks":${hooks}}]}`,
      [`${root}/more.json`]: `{"hooks":${hooks}}`,
    },
  });
  expect(await pluginHooks(await surroundingsOf(options).layers())).toHaveLength(2);
});

test('the command that the settings name is tried, and not another copy of it', async () => {
  const findings = await look({}, (hooks) => {
    hooks['PreToolUse'] = pre({ command: "'/home/node/.local/share/start-observability/hooks/entry'" });
  });
  expect(findingOf(findings, 'hooks').status).toBe('ok');
  expect(findingOf(findings, 'entry')).toMatchObject({ status: 'failed', problem: 'broken' });
  expect(findingOf(findings, 'entry').evidence[1]).toContain('/home/node/');
});

describe('a hook is run as the client runs it', () => {
  const base = {
    place: 'x',
    source: 'user',
    event: 'PreToolUse',
    type: 'command',
    args: undefined,
    only: undefined,
    isAsync: false,
    timeoutSeconds: 5,
    isOurs: true,
  } as const;
  const run = (calls: string, more: object = {}) =>
    runHook({ ...base, calls, ...more }, {}, { PATH: '/usr/bin:/bin' });

  test.for<readonly [string, string, string | undefined]>([
    ['nothing printed lets the call run', 'true', 'allow'],
    ['a decision counts', `printf '%s' '${deny}'`, 'deny'],
    ['exit code 2 blocks', 'echo no >&2; exit 2', 'deny'],
    ['another exit code is an error, and the call runs', 'exit 1', undefined],
    ['a program that is not there is an error', '/nowhere/entry', undefined],
    ['text that is no JSON is no answer', 'echo ok', undefined],
    ['an answer to another event is none', `printf '%s' '${deny.replace('PreToolUse', 'Stop')}'`, undefined],
    [
      'a decision that does not exist is none',
      `printf '%s' '${deny.replace('"deny"', '"block"')}'`,
      undefined,
    ],
  ])('%s', async ([, command, decision]) => {
    expect((await run(command)).decision).toBe(decision);
  });

  test('with arguments it is run without a shell', async () => {
    expect((await run('/bin/echo', { args: [deny] })).decision).toBe('deny');
  });

  test('it has as long as the settings say, with all that it started', async () => {
    const answer = await run('sleep 60 & wait', { timeoutSeconds: 0.3 });
    expect(answer.trouble).toContain('no answer within 0.3 s');
    expect(answer.milliseconds).toBeLessThan(5000);
  });
});
