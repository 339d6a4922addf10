import { expect, test } from 'vitest';
import { hookSamples } from '../captures/read.ts';
import { bash, event, openService } from './open.ts';

test('an allowed call is answered with nothing, so that the own permission rules of the client stay in force', async () => {
  const { post } = await openService();
  expect(await post(bash('ls'))).toEqual({ status: 204, text: '' });
});

test('a dangerous call is denied in the format of the client, with the reason, and counted as denied', async () => {
  const { post, samples } = await openService();
  const { status, text } = await post(bash('rm -rf /'));
  expect(status).toBe(200);
  const { hookSpecificOutput: output } = JSON.parse(text);
  expect(output).toMatchObject({ hookEventName: 'PreToolUse', permissionDecision: 'deny' });
  expect(output.permissionDecisionReason).toContain('start-observability guard approve');
  // Nothing in it helps to approve it: no code of the call.
  expect(output.permissionDecisionReason).not.toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}/);
  const after = await samples();
  expect(after['claude_code_hook_tool_uses_total{tool="Bash",mcp_server="",outcome="denied"}']).toBe(1);
  expect(Object.keys(after).filter((name) => name.includes('verdict="deny"'))).toHaveLength(1);
});

test('an `ask` verdict goes to the person and is not a denial', async () => {
  const { post, samples } = await openService({ policy: { categories: { delete: 'ask' } } });
  const { text } = await post(bash('rm -rf /opt/data', { permission_mode: 'default' }));
  expect(JSON.parse(text).hookSpecificOutput.permissionDecision).toBe('ask');
  expect(text).not.toContain('guard approve');
  const after = await samples();
  expect(Object.keys(after).some((name) => name.includes('denied'))).toBe(false);
});

test('with permissions bypassed, where the client would run what is asked about, the answer is a denial', async () => {
  const { post } = await openService();
  const bypassed = bash('git push --force', { permission_mode: 'bypassPermissions' });
  expect(JSON.parse((await post(bypassed)).text).hookSpecificOutput.permissionDecision).toBe('deny');
  const asked = bash('git push --force', { permission_mode: 'default' });
  expect(JSON.parse((await post(asked)).text).hookSpecificOutput.permissionDecision).toBe('ask');
});

test('the audit profile blocks nothing and counts what it would have done', async () => {
  const { post, samples } = await openService({ policy: { profile: 'audit' } });
  expect(await post(bash('rm -rf /'))).toEqual({ status: 204, text: '' });
  expect(Object.keys(await samples()).some((name) => name.includes('verdict="would_deny"'))).toBe(true);
});

test('every kind of event that a client was seen to send is taken, known by its name and counted', async () => {
  const { post, samples } = await openService();
  const recorded = hookSamples();
  const sent: Record<string, number> = {};
  for (const [index, { version, payload }] of recorded.entries()) {
    const name = payload.hook_event_name;
    const { status } = await post({ ...payload, session_id: `${version} ${index}` });
    expect(status, `${version} ${name}`).toBeOneOf([200, 204]);
    const counter = `claude_code_hook_events_total{event="${name}"}`;
    sent[counter] = (sent[counter] ?? 0) + 1;
  }
  expect(Object.keys(sent).length).toBeGreaterThan(15);
  const counted = Object.entries(await samples()).filter(([name]) => name.includes('hook_events_total'));
  expect(Object.fromEntries(counted)).toEqual(sent);
});

test('an event it has never heard of is counted as other, not refused', async () => {
  const { post, samples } = await openService();
  expect((await post(event('Tomorrow'))).status).toBe(204);
  expect(await samples()).toMatchObject({ 'claude_code_hook_events_total{event="other"}': 1 });
});

test.each([
  ['not JSON', '{"hook_event_name":'],
  ['no hook event', { hello: 1 }],
  ['a list', []],
  ['a name of another type', { hook_event_name: 3, session_id: 's' }],
  ['nothing', ''],
])('%s is answered 400 and counted as malformed', async (_, body) => {
  const { post, samples } = await openService();
  expect((await post(body)).status).toBe(400);
  expect(await samples()).toEqual({ 'claude_code_hook_refused_total{reason="malformed"}': 1 });
});

test('a call with megabytes of text is still judged', async () => {
  const { post } = await openService();
  const { text } = await post(bash(`echo ${'x'.repeat(5_000_000)}; rm -rf /`));
  expect(['deny', 'ask']).toContain(JSON.parse(text).hookSpecificOutput.permissionDecision);
});

test('what is too large to read is not answered as if it were harmless', async () => {
  const { post, samples } = await openService();
  expect((await post(bash('x'.repeat(17_000_000)))).status).toBe(413);
  expect(await samples()).toEqual({ 'claude_code_hook_refused_total{reason="too_large"}': 1 });
});

test('neither a web page nor a rebound name gets an answer', async () => {
  const { port, post, url } = await openService();
  expect((await post(event('Stop'), { origin: 'http://evil.example' })).status).toBe(403);
  const { request } = await import('node:http');
  const status = await new Promise((resolve) =>
    request({ port, host: '127.0.0.1', path: '/api/events', headers: { host: 'evil.example' } }, (response) =>
      resolve(response.statusCode),
    ).end(),
  );
  expect(status).toBe(403);
  expect((await fetch(`${url}/ready`)).status).toBe(200);
});

test('the same tool call told twice counts once, and gets the same answer', async () => {
  const { post, samples } = await openService();
  const payload = bash('rm -rf /');
  const first = await post(payload);
  expect(await post(payload)).toEqual(first);
  expect(await samples()).toMatchObject({
    'claude_code_hook_events_total{event="PreToolUse"}': 1,
    claude_code_hook_duplicates_total: 1,
  });
});

test('equal payloads count once from an unknown sender, and each from one that never repeats itself', async () => {
  const { post, samples } = await openService();
  const changed = event('FileChanged', { file_path: '/home/dev/project/.env', event: 'change' });
  await post(changed);
  await post(changed);
  await post(changed, { 'x-delivery': 'once' });
  await post(changed, { 'x-delivery': 'once' });
  await post(changed, { 'x-event-id': 'a' });
  await post(changed, { 'x-event-id': 'a' });
  expect(await samples()).toMatchObject({ 'claude_code_hook_events_total{event="FileChanged"}': 4 });
});

test('recent events can be asked for by event, tool, session and time', async () => {
  const { post, get } = await openService();
  await post(bash('ls'));
  await post(event('Stop'), { 'x-event-id': 'a' });
  await post(event('Stop', { session_id: 'session-2' }));
  const names = async (query: string) =>
    ((await get(`/api/events${query}`)).json as { event: string }[]).map(({ event: name }) => name);
  expect(await names('')).toEqual(['Stop', 'Stop', 'PreToolUse']);
  expect(await names('?limit=1')).toEqual(['Stop']);
  expect(await names('?tool=Bash&since=1h')).toEqual(['PreToolUse']);
  expect(await names('?event=Stop&session=session-2')).toEqual(['Stop']);
  expect(await names(`?since=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
  expect((await get('/api/events?since=yesterday')).status).toBe(400);
  expect((await get('/api/events?limit=100000')).status).toBe(400);
});

test('the audit trail lists each block once, with what a person needs and no contents', async () => {
  const { post, get } = await openService();
  await post(bash('rm -rf / # my-private-words'));
  await post(bash('ls'));
  await post({ ...bash('ls'), tool_name: 'Read', tool_input: { file_path: '/home/dev/project/.env' } });
  const { json } = await get('/api/blocks');
  const blocks = json as { pattern: string; category: string; code: string; tool: string }[];
  expect(blocks.map(({ tool, category }) => [tool, category])).toEqual([
    ['Read', 'secret'],
    ['Bash', 'delete'],
  ]);
  expect(JSON.stringify(blocks)).not.toContain('private');
  expect((await get('/api/blocks?category=secret')).json).toHaveLength(1);
  expect((await get(`/api/blocks?code=${blocks[1]?.code}`)).json).toEqual([blocks[1]]);
});
