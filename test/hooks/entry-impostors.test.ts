import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findBlocks } from '../../src/hooks/journal/audit-trail.ts';
import { socketName } from '../../src/hooks/socket.ts';
import { waitFor } from '../e2e/wait.ts';
import { decision, install, onSocket, run, silent, spoolOf } from './installed-entry.ts';
import { bash, openService, temporary } from './open.ts';

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
