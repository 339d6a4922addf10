import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import { expect, onTestFinished, test } from 'vitest';
import { approve } from '../../src/hooks/decide/approvals.ts';
import { switchOff } from '../../src/hooks/decide/guard-off.ts';
import { makeApprovalKey } from '../../src/hooks/decide/signature.ts';
import { type EntryPrograms, entryPath, installEntry } from '../../src/hooks/entry/install.ts';
import { handIn } from '../../src/hooks/entry/spool.ts';
import { findBlocks } from '../../src/hooks/journal/audit-trail.ts';
import { socketName } from '../../src/hooks/socket.ts';
import { waitFor } from '../e2e/wait.ts';
import { entryPrograms } from './bundle.ts';
import { bash, event, openService, secretsIn, temporary } from './open.ts';

const built = entryPrograms();

interface Install {
  readonly sockets?: string;
  readonly secrets?: string;
  readonly port?: number;
  readonly isContainer?: boolean;
  readonly programs?: Partial<EntryPrograms>;
}

const install = async ({
  sockets = temporary(),
  secrets = secretsIn(temporary()),
  port = 9,
  isContainer = false,
  programs = {},
}: Install = {}) => {
  const folder = path.join(temporary(), 'the entry');
  await installEntry({
    port,
    folder,
    sockets,
    secrets,
    isContainer,
    programs,
    from: built.from,
    policy: defaultPolicy,
  });
  return { entry: entryPath(folder), folder, place: { entry: folder, sockets, secrets } };
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
  child.stdin.end(typeof payload === 'string' ? payload : JSON.stringify(payload));
  await once(child, 'close');
  return { stdout, stderr, code: child.exitCode };
};

const silent: Ran = { stdout: '', stderr: '', code: 0 };
const decision = ({ stdout }: Ran): string => JSON.parse(stdout).hookSpecificOutput.permissionDecision;
const spoolOf = (folder: string): string[] => {
  const spool = path.join(folder, 'spool');
  return existsSync(spool) ? readdirSync(spool).filter((name) => !name.startsWith('.')) : [];
};

/** A server on a socket of that folder, as a program that answers in the place of the service. */
const onSocket = async (sockets: string, listener: RequestListener) => {
  const server = createServer(listener).listen(path.join(sockets, socketName));
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
};

test('with the service up a harmless call passes without a word and a dangerous one is denied', async () => {
  const { sockets, samples } = await openService();
  const { entry, folder, place } = await install({ sockets });
  expect(await run(entry, bash('ls'))).toEqual(silent);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  // On a busy machine the entry may have given up waiting and decided alone; each call counts once all the same.
  await handIn(place);
  expect(spoolOf(folder)).toEqual([]);
  expect(await samples()).toMatchObject({ 'claude_code_hook_events_total{event="PreToolUse"}': 2 });
});

test('only its owner can read, change or run what is installed', async () => {
  const sockets = temporary();
  chmodSync(sockets, 0o777);
  const { entry, folder } = await install({ sockets });
  const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);
  expect(mode(folder)).toBe('700');
  expect(mode(sockets)).toBe('700');
  expect(mode(entry)).toBe('700');
  expect(mode(path.join(folder, 'guard-policy.json'))).toBe('600');
});

test('with the service down the same guard decides, and the event is counted once the service is back', async () => {
  const { entry, folder, place } = await install();
  expect(await run(entry, bash('ls'))).toEqual(silent);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  expect(await run(entry, event('SessionStart', { source: 'startup' }))).toEqual(silent);
  expect(spoolOf(folder)).toHaveLength(3);
  expect(await findBlocks({ ...place, data: '/nowhere' }, { limit: 10 })).toMatchObject([
    { verdict: 'deny', tool: 'Bash', decided_by: 'entry' },
  ]);

  const service = await openService({ sockets: place.sockets });
  expect(await handIn(place)).toBe(3);
  expect(spoolOf(folder)).toEqual([]);
  expect(await service.samples()).toMatchObject({
    'claude_code_hook_events_total{event="PreToolUse"}': 2,
    'claude_code_hook_events_total{event="SessionStart"}': 1,
    claude_code_hook_spool_replayed_total: 3,
  });
  expect((await service.get('/api/blocks')).json).toMatchObject([{ decided_by: 'entry' }]);
});

test('the next call that reaches the service hands in what waited', async () => {
  const { entry, folder, place } = await install();
  await run(entry, bash('ls'));
  const service = await openService({ sockets: place.sockets });
  await run(entry, bash('ls'));
  await waitFor('an empty spool', async () => spoolOf(folder).length === 0);
  expect(await service.samples()).toMatchObject({ 'claude_code_hook_events_total{event="PreToolUse"}': 2 });
});

test('an event whose answer was lost counts once, with a tool call and without, and does not wait for the next', async () => {
  const service = await openService();
  const sockets = temporary();
  // Passes everything on, and answers a hook after the entry has given up.
  await onSocket(sockets, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const answer = await fetch(`${service.url}${request.url}`, {
        method: 'POST',
        headers: {
          'x-event-id': String(request.headers['x-event-id']),
          authorization: `Bearer ${service.token}`,
        },
        body: Buffer.concat(parts),
      });
      if (request.url === '/hooks') setTimeout(() => response.writeHead(204).end(), 2000);
      else response.writeHead(answer.status).end();
    });
  });
  const { entry, folder } = await install({ sockets });
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  expect(await run(entry, event('SessionStart', { source: 'startup' }))).toEqual(silent);
  await waitFor('an empty spool', async () => spoolOf(folder).length === 0);
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

test.each(impostors)('a service that %s does not let a dangerous call through', async (_, listener) => {
  const sockets = temporary();
  await onSocket(sockets, listener);
  const { entry } = await install({ sockets });
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  expect(await run(entry, bash('ls'))).toEqual(silent);
});

test('a program on the port is not asked, and gets nothing of what waits', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(204, { 'content-type': 'application/x-no-decision' }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { entry, folder } = await install({ port: (server.address() as AddressInfo).port });
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  expect(decision(await run(entry, bash('rm -rf ~')))).toBe('deny');
  expect(asked).toEqual([]);
  expect(spoolOf(folder)).toHaveLength(2);
});

test('the socket of another user, or a link to a socket elsewhere, proves nothing', async () => {
  if (process.getuid?.() !== 0) return console.warn('skipped: only root can give a socket away');
  const { chownSync } = await import('node:fs');
  const sockets = temporary();
  await onSocket(sockets, (_, response) =>
    response.writeHead(204, { 'content-type': 'application/x-no-decision' }).end(),
  );
  const { entry } = await install({ sockets });
  expect(await run(entry, bash('rm -rf /'))).toEqual(silent);
  chownSync(path.join(sockets, socketName), 65_534, 65_534);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  chownSync(path.join(sockets, socketName), 0, 0);
  chownSync(sockets, 65_534, 65_534);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
});

test('a home whose path is longer than the name of a socket can be is served all the same', async () => {
  const sockets = path.join(temporary(), 'a'.repeat(120));
  mkdirSync(sockets);
  const here = process.cwd();
  process.chdir(sockets);
  const server = createServer((_, response) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ hookSpecificOutput: { permissionDecision: 'ask' } })),
  ).listen(socketName);
  await once(server, 'listening');
  process.chdir(here);
  onTestFinished(() => void server.close());
  const { entry } = await install({ sockets });
  expect(decision(await run(entry, bash('ls')))).toBe('ask');
});

test('beside a service in a container, which sees no project, the own policy of a project holds and is counted', async () => {
  const service = await openService();
  const { entry, folder, place } = await install({ sockets: service.sockets, isContainer: true });
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
  const blocks = await findBlocks({ ...place, data: '/nowhere' }, { limit: 10 });
  expect(blocks).toMatchObject([{ verdict: 'deny', pattern: 'no-make', decided_by: 'entry' }]);
  expect(await service.samples()).toMatchObject({ 'claude_code_hook_events_total{event="PreToolUse"}': 3 });
});

test('where no socket crosses from the container, the entry decides alone and counts by the port, with the token', async () => {
  const service = await openService();
  const { entry, folder } = await install({
    port: service.port,
    secrets: service.secrets,
    isContainer: true,
  });
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  await waitFor('an empty spool', async () => spoolOf(folder).length === 0);
  expect((await service.get('/api/blocks')).json).toMatchObject([{ decided_by: 'entry' }]);
});

test('a proxy, a curl configuration and Node options of the environment change nothing', async () => {
  const service = await openService();
  const { entry, folder } = await install({ sockets: service.sockets });
  const home = temporary();
  writeFileSync(path.join(home, '.curlrc'), 'url = "http://127.0.0.1:1/"\noutput = /dev/null\n');
  const env = {
    HOME: home,
    http_proxy: 'http://127.0.0.1:1',
    ALL_PROXY: 'http://127.0.0.1:1',
    NODE_OPTIONS: '--require /nowhere/evil.js',
  };
  expect(decision(await run(entry, bash('rm -rf /'), env))).toBe('deny');
  await service.close();
  expect(decision(await run(entry, bash('rm -rf /'), env))).toBe('deny');
  expect(spoolOf(folder)).toHaveLength(1);
});

/** Programs that are gone, or are there and do nothing, as after an update or on a system that has other places. */
const useless = () => {
  const file = path.join(temporary(), 'useless');
  writeFileSync(file, '#!/bin/sh\n', { mode: 0o700 });
  return file;
};
const failing = () => {
  const file = path.join(temporary(), 'failing');
  writeFileSync(file, '#!/bin/sh\necho rubbish; exit 1\n', { mode: 0o700 });
  return file;
};
const lacks: readonly (readonly [what: string, programs: () => Partial<EntryPrograms>])[] = [
  ['without curl', () => ({ curl: '' })],
  ['with a curl that fails', () => ({ curl: failing() })],
  ['without cat', () => ({ cat: '/nowhere/cat' })],
  ['with a cat that does nothing', () => ({ cat: useless() })],
  ['without Node', () => ({ node: '/nowhere/node' })],
  ['with a Node that fails', () => ({ node: failing() })],
  ['without Node and cat', () => ({ node: '/nowhere/node', cat: '' })],
  ['with a Node that fails, without cat', () => ({ node: failing(), cat: '' })],
  ['without Node, curl and cat', () => ({ node: '', curl: '', cat: '' })],
];

test.each(lacks)('%s no dangerous call passes, and the exit code is never 1', async (_, programs) => {
  const { entry } = await install({ programs: programs() });
  const dangerous = [bash('rm -rf /'), { ...bash('rm -rf /'), hook_event_name: 'PreSkillShellCommand' }];
  for (const payload of dangerous) {
    const ran = await run(entry, payload);
    // Exit code 2 blocks in every client, too, where nothing of the call can be read.
    if (ran.code === 2) expect(ran.stderr).toContain('guard');
    else {
      expect(ran.code).toBe(0);
      expect(decision(ran)).toBe('deny');
      expect(JSON.parse(ran.stdout).hookSpecificOutput.hookEventName).toBe(payload.hook_event_name);
    }
  }
  const gemini = await run(entry, { ...bash('rm -rf /'), hook_event_name: 'BeforeTool' });
  if (gemini.code !== 2) expect(JSON.parse(gemini.stdout).decision).toBe('deny');
});

test.each(lacks.slice(0, 4))(
  '%s a harmless call passes, and so does what is no call',
  async (_, programs) => {
    const { entry } = await install({ programs: programs() });
    expect(await run(entry, bash('ls'))).toEqual(silent);
    expect(await run(entry, event('SessionStart', { source: 'rm -rf' }))).toEqual(silent);
  },
);

test('without Node an event that is no call still passes', async () => {
  const { entry } = await install({ programs: { node: '', cat: '' } });
  expect(await run(entry, event('SessionStart', { source: '"PreToolUse"' }))).toEqual(silent);
});

test('rubbish on standard input never stops the client', async () => {
  const { entry } = await install();
  for (const rubbish of [
    '',
    'hello',
    '{',
    '[]',
    '{}',
    { hook_event_name: 'PreToolUse' },
    { session_id: 's' },
  ]) {
    const { code, stderr } = await run(entry, rubbish);
    expect(`${code} ${stderr}`).toBe('0 ');
  }
});

test('a call that is not JSON is refused', async () => {
  const { entry } = await install();
  const broken = '{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"rm -rf /"';
  expect(decision(await run(entry, broken))).toBe('deny');
});

test('two megabytes are judged to the end, with the service and without', async () => {
  const service = await openService();
  const { entry } = await install({ sockets: service.sockets });
  const large = bash(`echo '${'x'.repeat(2_000_000)}'; rm -rf /`);
  const write = {
    ...bash(''),
    tool_name: 'Write',
    tool_input: { file_path: '/home/dev/project/a', content: 'x'.repeat(2_000_000) },
  };
  for (const _ of ['up', 'down']) {
    expect(decision(await run(entry, large))).toBe('deny');
    expect(await run(entry, write)).toEqual(silent);
    await service.close();
  }
});

test('an approval lets exactly the call through that it was given for, once, and is in the audit trail', async () => {
  const service = await openService();
  const { entry, folder, place } = await install({ sockets: service.sockets, secrets: service.secrets });
  await run(entry, bash('rm -rf /'));
  await handIn(place);
  const [block] = await findBlocks({ ...place, data: '/nowhere' }, { limit: 1 });
  approve(folder, makeApprovalKey(service.secrets), block?.code ?? '');
  expect(decision(await run(entry, bash('rm -rf ~')))).toBe('deny');
  expect(await run(entry, bash('rm -rf /'))).toEqual(silent);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  await handIn(place);
  const { json } = await service.get('/api/blocks?verdict=allowed_once');
  expect(json).toMatchObject([{ verdict: 'allowed_once', code: block?.code }]);
});

test('an approval cannot be used twice by putting its file back', async () => {
  const { entry, folder, place } = await install();
  await run(entry, bash('rm -rf /'));
  const [block] = await findBlocks({ ...place, data: '/nowhere' }, { limit: 1 });
  approve(folder, makeApprovalKey(place.secrets), block?.code ?? '');
  const [name = ''] = readdirSync(path.join(folder, 'approvals'));
  const file = path.join(folder, 'approvals', name);
  const text = readFileSync(file);
  expect(await run(entry, bash('rm -rf /'))).toEqual(silent);
  writeFileSync(file, text);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
});

test('files that somebody without the key puts there mean nothing', async () => {
  const { entry, folder, place } = await install();
  await run(entry, bash('rm -rf /'));
  const [block] = await findBlocks({ ...place, data: '/nowhere' }, { limit: 1 });
  const code = block?.code ?? '';
  for (const sub of ['allowed', 'approvals']) {
    mkdirSync(path.join(folder, sub), { recursive: true });
    writeFileSync(path.join(folder, sub, code), '');
  }
  const grant = JSON.stringify({
    id: '0123456789abcdef',
    code,
    until: Date.now() + 60_000,
    from: 0,
    reason: '',
  });
  const forged = JSON.stringify({ grant, mac: 'aa'.repeat(32) });
  writeFileSync(path.join(folder, 'approvals', '0123456789abcdef'), forged);
  writeFileSync(path.join(folder, 'guard-off'), forged);
  symlinkSync('/dev/zero', path.join(folder, 'approvals', 'endless'));
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  // Signed by another key.
  approve(folder, Buffer.alloc(64, 'x'), code);
  switchOff(folder, Buffer.alloc(64, 'x'), { from: Date.now(), until: Date.now() + 60_000, reason: 'x' });
  makeApprovalKey(place.secrets);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
});

test('an approval that was not used in time lets nothing through', async () => {
  const { entry, folder, place } = await install();
  await run(entry, bash('rm -rf /'));
  const [block] = await findBlocks({ ...place, data: '/nowhere' }, { limit: 1 });
  approve(folder, makeApprovalKey(place.secrets), block?.code ?? '', Date.now() - 11 * 60_000);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  expect(readdirSync(path.join(folder, 'approvals'))).toEqual([]);
});

test('while a person has switched the guard off nothing is stopped, every answer says so, and it ends by itself', async () => {
  const service = await openService();
  const { entry, folder, place } = await install({ sockets: service.sockets, secrets: service.secrets });
  const key = makeApprovalKey(service.secrets);
  const off = { from: Date.now(), until: Date.now() + 60_000, reason: 'a restore' };
  switchOff(folder, key, off);
  for (const command of ['rm -rf /', 'ls']) {
    const answer = JSON.parse((await run(entry, bash(command))).stdout);
    expect(answer).toEqual({ systemMessage: expect.stringContaining('a restore') });
  }
  await handIn(place);
  expect((await service.get('/api/blocks?verdict=allowed_off')).json).toHaveLength(1);
  switchOff(folder, key, { ...off, from: Date.now() - 60_000, until: Date.now() - 1 });
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  expect(existsSync(path.join(folder, 'guard-off'))).toBe(false);
});

test('inline shell of a skill is judged, answered under its own name, and an ask keeps it from running', async () => {
  const service = await openService();
  const { entry, place } = await install({ sockets: service.sockets });
  const skill = (command: string) =>
    bash(command, { hook_event_name: 'PreSkillShellCommand', command_name: 'x', invoked_by: 'claude' });
  expect(await run(entry, skill('ls'))).toEqual(silent);
  for (const command of ['cat .env', 'git push --force']) {
    const { stdout } = await run(entry, skill(command));
    expect(JSON.parse(stdout).hookSpecificOutput).toMatchObject({
      hookEventName: 'PreSkillShellCommand',
      permissionDecision: 'deny',
    });
  }
  await handIn(place);
  expect(await service.samples()).toMatchObject({
    'claude_code_hook_events_total{event="PreSkillShellCommand"}': 3,
    'claude_code_hook_tool_uses_total{tool="Bash",mcp_server="",outcome="denied_in_skill"}': 2,
  });
});

test('many entries that find the service busy do not all start Node', async () => {
  const sockets = temporary();
  let asked = 0;
  await onSocket(sockets, (request, response) => {
    asked += 1;
    request.resume();
    setTimeout(() => response.writeHead(204, { 'content-type': 'application/x-no-decision' }).end(), 1500);
  });
  const { entry, folder } = await install({ sockets });
  const all = await Promise.all(Array.from({ length: 12 }, () => run(entry, bash('ls'))));
  expect(all).toEqual(Array(12).fill(silent));
  expect(spoolOf(folder).length).toBeLessThan(12);
  expect(asked).toBeGreaterThan(12);
  rmSync(folder, { recursive: true, force: true });
});
