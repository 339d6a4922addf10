import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import { expect, onTestFinished, test } from 'vitest';
import { grant } from '../../src/hooks/decide/approvals.ts';
import { entryPath, entryScript, installEntry } from '../../src/hooks/entry/install.ts';
import { handIn } from '../../src/hooks/entry/spool.ts';
import { findBlocks } from '../../src/hooks/journal/audit-trail.ts';
import { waitFor } from '../e2e/wait.ts';
import { decideBundle } from './bundle.ts';
import { bash, event, openService, secretsIn, temporary } from './open.ts';

const bundle = decideBundle();

/** A port nobody listens on. */
const nobody = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
};

const install = async (port: number, secrets = secretsIn(temporary()), isContainer = false) => {
  const folder = path.join(temporary(), 'the entry');
  const options = { port, nodePath: process.execPath, folder, secrets, isContainer };
  await installEntry({ ...options, decideBundle: bundle.path, policy: defaultPolicy });
  return { ...options, entry: entryPath(folder) };
};

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** Runs the entry as the client does: by a shell, the JSON on standard input, in some folder. */
const run = async (entry: string, payload: unknown, env: Record<string, string> = {}): Promise<Ran> => {
  const child = spawn(`'${entry.replaceAll("'", "'\\''")}'`, {
    shell: true,
    cwd: temporary(),
    env: { HOME: '/nowhere', PATH: '/nowhere', ...env },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (part) => {
    stdout += part;
  });
  child.stderr.on('data', (part) => {
    stderr += part;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(payload));
  await once(child, 'close');
  return { stdout, stderr, code: child.exitCode };
};

const silent: Ran = { stdout: '', stderr: '', code: 0 };
const decision = ({ stdout }: Ran): string => JSON.parse(stdout).hookSpecificOutput.permissionDecision;
const codeIn = ({ stdout }: Ran): string => /allow-once (\S{9})/.exec(stdout)?.[1] ?? '';
const spoolOf = (folder: string): string[] => {
  const spool = path.join(folder, 'spool');
  return existsSync(spool) ? readdirSync(spool).filter((name) => !name.startsWith('.')) : [];
};

test('with the service up a harmless call passes without a word and a dangerous one is denied', async () => {
  const { port, samples } = await openService();
  const { entry, folder } = await install(port);
  expect(await run(entry, bash('ls'))).toEqual(silent);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  // On a busy machine the entry may have given up waiting and decided alone; each call counts once all the same.
  await handIn(folder, port);
  expect(spoolOf(folder)).toEqual([]);
  expect(await samples()).toMatchObject({ 'claude_code_hook_events_total{event="PreToolUse"}': 2 });
});

test('only its owner can read, change or run what is installed', async () => {
  const { entry, folder } = await install(1);
  const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);
  expect(mode(folder)).toBe('700');
  expect(mode(entry)).toBe('700');
  expect(mode(path.join(folder, 'guard-policy.json'))).toBe('600');
});

test('with the service down the same guard decides, and the event is counted once the service is back', async () => {
  const { entry, folder, port } = await install(await nobody());
  expect(await run(entry, bash('ls'))).toEqual(silent);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  expect(await run(entry, event('SessionStart', { source: 'startup' }))).toEqual(silent);
  expect(spoolOf(folder)).toHaveLength(3);
  expect(await findBlocks({ port, data: '/nowhere', entry: folder }, { limit: 10 })).toMatchObject([
    { verdict: 'deny', tool: 'Bash', decided_by: 'entry' },
  ]);

  const service = await openService();
  expect(await handIn(folder, service.port)).toBe(3);
  expect(spoolOf(folder)).toEqual([]);
  expect(await service.samples()).toMatchObject({
    'claude_code_hook_events_total{event="PreToolUse"}': 2,
    'claude_code_hook_events_total{event="SessionStart"}': 1,
    claude_code_hook_spool_replayed_total: 3,
  });
  expect((await service.get('/api/blocks')).json).toMatchObject([{ decided_by: 'entry' }]);
});

test('the next call that reaches the service hands in what waited', async () => {
  const service = await openService();
  const { entry, folder, secrets } = await install(await nobody());
  await run(entry, bash('ls'));
  await installEntry({
    port: service.port,
    nodePath: process.execPath,
    folder,
    secrets,
    decideBundle: bundle.path,
    policy: defaultPolicy,
  });
  await run(entry, bash('ls'));
  await waitFor('an empty spool', async () => spoolOf(folder).length === 0);
  expect(await service.samples()).toMatchObject({ 'claude_code_hook_events_total{event="PreToolUse"}': 2 });
});

test('an event whose answer was lost counts once, with a tool call and without', async () => {
  const service = await openService();
  // Passes everything on, and answers after the entry has given up.
  const proxy = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      await fetch(`${service.url}/hooks`, {
        method: 'POST',
        headers: { 'x-event-id': String(request.headers['x-event-id']) },
        body: Buffer.concat(parts),
      });
      setTimeout(() => response.writeHead(204).end(), 2000);
    });
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => void proxy.close());
  const { entry, folder } = await install((proxy.address() as AddressInfo).port);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  expect(await run(entry, event('SessionStart', { source: 'startup' }))).toEqual(silent);
  expect(await handIn(folder, service.port)).toBe(2);
  expect(await service.samples()).toMatchObject({
    'claude_code_hook_events_total{event="PreToolUse"}': 1,
    'claude_code_hook_events_total{event="SessionStart"}': 1,
    claude_code_hook_duplicates_total: 2,
  });
  expect((await service.get('/api/blocks')).json).toHaveLength(1);
});

const impostors: readonly (readonly [string, RequestListener])[] = [
  ['answers ok to everything', (_, response) => response.end('ok')],
  [
    'answers an empty object',
    (_, response) => response.setHeader('content-type', 'application/json').end('{}'),
  ],
  ['answers nothing with success', (_, response) => response.writeHead(204).end()],
  ['answers 400', (_, response) => response.writeHead(400).end()],
  [
    'answers allow',
    (_, response) =>
      response
        .setHeader('content-type', 'application/json')
        .end('{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"allow","x":{}}}'),
  ],
  ['answers 500', (_, response) => response.writeHead(500).end()],
  ['sends elsewhere', (_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()],
  ['says nothing', () => {}],
  ['never ends', (_, response) => void response.writeHead(200).write('{"hookSpecificOutput":')],
  ['hangs up', (request) => request.socket.destroy()],
];

test.each(impostors)(
  'a program on the port that %s does not let a dangerous call through',
  async (_, listener) => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const { entry } = await install((server.address() as AddressInfo).port);
    expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
    expect(await run(entry, bash('ls'))).toEqual(silent);
  },
);

test('beside a service in a container, which sees no project, the own policy of a project holds and is counted', async () => {
  const service = await openService();
  const { entry, folder } = await install(service.port, undefined, true);
  const project = temporary();
  const sub = path.join(project, 'a folder', 'below');
  mkdirSync(path.join(project, '.claude'));
  mkdirSync(sub, { recursive: true });
  const policy = { extra: [{ id: 'no-make', command: 'make', reason: 'Builds run in CI.' }] };
  writeFileSync(path.join(project, '.claude', 'guard.json'), JSON.stringify(policy));

  const inside = { CLAUDE_PROJECT_DIR: sub };
  expect(decision(await run(entry, bash('make all', { cwd: sub }), inside))).toBe('deny');
  expect(await run(entry, bash('ls', { cwd: sub }), inside)).toEqual(silent);
  expect(await run(entry, bash('make all'), { CLAUDE_PROJECT_DIR: 'relative/folder' })).toEqual(silent);
  await waitFor('the service having it all', async () => spoolOf(folder).length === 0);
  const blocks = await findBlocks({ port: service.port, data: '/nowhere', entry: folder }, { limit: 10 });
  expect(blocks).toMatchObject([{ verdict: 'deny', pattern: 'no-make', decided_by: 'entry' }]);
  expect(await service.samples()).toMatchObject({ 'claude_code_hook_events_total{event="PreToolUse"}': 3 });
});

test('a proxy, a curl configuration and Node options of the environment change nothing', async () => {
  const service = await openService();
  const { entry, folder } = await install(service.port);
  const home = temporary();
  writeFileSync(path.join(home, '.curlrc'), 'url = "http://127.0.0.1:1/"\noutput = /dev/null\n');
  const env = {
    HOME: home,
    http_proxy: 'http://127.0.0.1:1',
    ALL_PROXY: 'http://127.0.0.1:1',
    NODE_OPTIONS: '--require /nowhere/evil.js',
  };
  expect(decision(await run(entry, bash('rm -rf /'), env))).toBe('deny');
  expect(spoolOf(folder)).toEqual([]);
  await service.close();
  expect(decision(await run(entry, bash('rm -rf /'), env))).toBe('deny');
  expect(spoolOf(folder)).toHaveLength(1);
});

test('without curl Node decides; without Node too the person is asked about what looks dangerous', async () => {
  const { folder, secrets } = await install(1);
  const script = (nodePath: string) => {
    const file = path.join(folder, 'other entry');
    rmSync(file, { force: true });
    const text = entryScript({ port: 1, nodePath, curlPath: undefined, folder, secrets });
    writeFileSync(file, text, { mode: 0o700 });
    return file;
  };
  expect(decision(await run(script(process.execPath), bash('rm -rf /')))).toBe('deny');
  const last = script('/nowhere/node');
  expect(decision(await run(last, bash('rm -rf /')))).toBe('ask');
  expect(await run(last, bash('ls'))).toEqual(silent);
  expect(await run(last, event('SessionStart', { source: 'rm -rf' }))).toEqual(silent);
});

test('rubbish on standard input never stops the client', async () => {
  const { entry } = await install(await nobody());
  for (const rubbish of ['', '{"hook_event_name":', [], { hook_event_name: 'PreToolUse' }]) {
    const { code } = await run(entry, rubbish);
    expect(code).toBe(0);
  }
});

test('a call of several megabytes is judged, with the service and without', async () => {
  const service = await openService();
  const { entry } = await install(service.port);
  const large = bash(`echo '${'x'.repeat(3_000_000)}'; rm -rf /`);
  expect(['deny', 'ask']).toContain(decision(await run(entry, large)));
  await service.close();
  expect(['deny', 'ask']).toContain(decision(await run(entry, large)));
});

test('a leave lets exactly the call through that it was given for, once, and is in the audit trail', async () => {
  const secrets = secretsIn(temporary());
  const service = await openService({ secrets });
  const { entry, folder } = await install(service.port, secrets);
  const code = codeIn(await run(entry, bash('rm -rf /')));
  expect(spoolOf(folder)).toEqual([]);
  grant(folder, code);
  expect(decision(await run(entry, bash('rm -rf ~')))).toBe('deny');
  expect(await run(entry, bash('rm -rf /'))).toEqual(silent);
  expect(codeIn(await run(entry, bash('rm -rf /')))).toBe(code);
  await handIn(folder, service.port);
  const { json } = await service.get('/api/blocks?verdict=allowed_once');
  expect(json).toMatchObject([{ verdict: 'allowed_once', code }]);
});

test('a leave that was not used in time lets nothing through', async () => {
  const { entry, folder } = await install(await nobody());
  const code = codeIn(await run(entry, bash('rm -rf /')));
  grant(folder, code);
  const past = new Date(Date.now() - 11 * 60_000);
  utimesSync(path.join(folder, 'allowed', code), past, past);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  expect(readdirSync(path.join(folder, 'allowed'))).toEqual([]);
});
