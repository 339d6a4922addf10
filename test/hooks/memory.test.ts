import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isTooComplex } from '../../src/hooks/body.ts';
import { openStore } from '../../src/hooks/journal/journal-store.ts';
import { migrations } from '../../src/hooks/journal/migrations.ts';
import { bash, event, openService, temporary } from './open.ts';

const megabytes = (count: number, piece: string): string => piece.repeat((count * 1_000_000) / piece.length);

const hostile: readonly (readonly [string, string])[] = [
  [
    'five million empty lists',
    `{"hook_event_name":"Stop","session_id":"x","a":[${megabytes(15.8, '[],')}1]}`,
  ],
  [
    'lists in lists',
    `{"hook_event_name":"Stop","session_id":"x","a":${megabytes(7, '[')}${megabytes(7, ']')}}`,
  ],
  ['millions of numbers', `{"hook_event_name":"Stop","session_id":"x","a":[${megabytes(15.8, '1,')}1]}`],
  ['millions of keys', `{"hook_event_name":"Stop","session_id":"x","a":{${megabytes(15, '"a":1,')}"b":1}}`],
];

test.each(hostile)(
  'a body of %s is refused before it takes the memory, and the service lives',
  async (_, body) => {
    const { post, samples } = await openService();
    expect((await post(body)).status).toBe(413);
    expect(await post(event('Stop'))).toEqual({ status: 204, text: '' });
    expect(await samples()).toMatchObject({ 'claude_code_hook_refused_total{reason="too_large"}': 1 });
  },
);

test('a large body of text is read, and marks inside texts are not counted as values', async () => {
  const { post } = await openService();
  const text = megabytes(5, '[{,\\"\\\\');
  expect(isTooComplex(Buffer.from(`{"a":"${text}"}`))).toBe(false);
  expect((await post(`{"hook_event_name":"Stop","session_id":"x","a":"${text}"}`)).status).toBe(204);
});

test('of many large bodies at once some are told to come back, and none is lost without a word', async () => {
  const { post, samples } = await openService();
  const body = JSON.stringify(bash(`echo '${'x'.repeat(6_000_000)}'`));
  const statuses = (
    await Promise.all(Array.from({ length: 20 }, () => post(body).catch(() => ({ status: 0 }))))
  ).map(({ status }) => status);
  expect(statuses.filter((status) => status === 500)).toEqual([]);
  expect((await post(event('Stop'))).status).toBe(204);
  expect(await samples()).toMatchObject({ 'claude_code_hook_events_total{event="Stop"}': 1 });
});

test('compressed bodies are not read', async () => {
  const { post } = await openService();
  expect((await post(event('Stop'), { 'content-encoding': 'gzip' })).status).toBe(415);
});

const record = (fields: object) => ({
  key: 'b'.repeat(32),
  at: Date.now(),
  session: 'x',
  event: 'PreToolUse',
  tool: 'Bash',
  facts: {},
  judgement: { verdict: 'deny', category: 'delete', pattern: 'delete-root', decidedBy: 'entry', code: '' },
  ...fields,
});

const spool = (service: Awaited<ReturnType<typeof openService>>, records: unknown, token = service.token) =>
  fetch(`${service.url}/spool`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(records),
  }).then(({ status }) => status);

test('without the token nobody reads events over the port, or forges verdicts', async () => {
  const service = await openService();
  expect(await spool(service, [record({})], 'another')).toBe(401);
  for (const asked of ['/api/events', '/api/blocks'])
    expect((await fetch(service.url + asked)).status).toBe(401);
  expect((await service.get('/api/blocks')).json).toEqual([]);
});

test('a verdict handed in with the time of another age is listed today, and one with odd words is refused', async () => {
  const service = await openService();
  expect(await spool(service, [record({ at: Number.MAX_SAFE_INTEGER })])).toBe(204);
  const { json } = await service.get('/api/blocks');
  const [block] = json as { at: string }[];
  expect(Math.abs(Date.parse(block?.at ?? '') - Date.now())).toBeLessThan(10 * 60_000);
  const judgement = { verdict: 'deny', category: 'c', pattern: 'p', decidedBy: 'entry', code: '' };
  for (const odd of [{ pattern: '\u001b[31m' }, { category: 'A B' }, { code: 'x' }])
    expect(await spool(service, [record({ judgement: { ...judgement, ...odd } })])).toBe(400);
  expect(await spool(service, [record({ session: '\u001b]52;c;x' })])).toBe(400);
});

test('a journal that has such a row already is repaired when it is opened', async () => {
  const data = temporary();
  const old = openStore(data, migrations.slice(0, 1));
  const far = Number.MAX_SAFE_INTEGER;
  old.exec(`INSERT INTO events (id, key, at, session, event, facts) VALUES (1, 'a', ${far}, 's', 'PreToolUse', '{}');
    INSERT INTO verdicts VALUES (1, ${far}, 'deny', 'c', 'p', 'entry', 'x');`);
  old.close();
  const service = await openService({ data });
  for (const asked of ['/api/blocks', '/api/events']) {
    const { status, json } = await service.get(asked);
    expect(status).toBe(200);
    expect(json).toHaveLength(1);
    expect(JSON.stringify(json)).toContain(new Date().toISOString().slice(0, 10));
  }
});

test('a call that was asked about and did not run is counted as that, and one that ran is not', async () => {
  const { post, samples } = await openService();
  const push = (id: string) => bash('git push --force', { tool_use_id: id });
  await post(push('t1'));
  await post({ ...push('t1'), hook_event_name: 'PostToolUse', tool_response: {} });
  await post(push('t2'));
  await post(
    event('PostToolBatch', {
      tool_calls: [{ tool_name: 'Bash', tool_input: { command: 'git push --force' } }],
    }),
  );
  await post(push('t3'));
  await post(event('SessionEnd', { reason: 'other' }));
  expect(await samples()).toMatchObject({
    'claude_code_hook_tool_uses_total{tool="Bash",mcp_server="",outcome="asked_not_run"}': 2,
    'claude_code_hook_tool_uses_total{tool="Bash",mcp_server="",outcome="success"}': 1,
  });
});

test('the entry is clean for shellcheck, where it is installed', async () => {
  const { spawnSync } = await import('node:child_process');
  const template = readFileSync(path.resolve(import.meta.dirname, '../../src/hooks/entry/entry.sh'), 'utf8');
  const text = template.replace('#!@sh@', '#!/bin/sh').replaceAll(/@(\w+)@/g, 'x$1');
  const { error, status, stdout } = spawnSync('shellcheck', ['-s', 'sh', '-'], {
    input: text,
    encoding: 'utf8',
  });
  if (error) return console.warn('skipped: this machine lacks shellcheck');
  expect(stdout).toBe('');
  expect(status).toBe(0);
});
