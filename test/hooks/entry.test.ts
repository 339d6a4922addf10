import { chmodSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { handIn } from '../../src/hooks/entry/spool.ts';
import { findBlocks } from '../../src/hooks/journal/audit-trail.ts';
import { waitFor } from '../e2e/wait.ts';
import { decision, install, onSocket, run, silent, spoolOf } from './installed-entry.ts';
import { bash, event, openService, temporary } from './open.ts';

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
