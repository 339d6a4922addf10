import { expect, test } from 'vitest';
import { event, openService } from './open.ts';

const tool = (name: string, fields: Readonly<Record<string, unknown>> = {}) => ({
  tool_name: name,
  tool_input: { command: 'make' },
  tool_use_id: `${name}-${Math.random()}`,
  ...fields,
});

/** What events add, and nothing else: the events themselves and verdicts left out. */
const added = async (...events: readonly unknown[]) => {
  const { post, samples } = await openService();
  for (const one of events) await post(one, { 'x-delivery': 'once' });
  const after = Object.entries(await samples()).filter(
    ([name]) => !/hook_events_total|guard_verdicts|sessions_active|_duration_/.test(name),
  );
  return Object.fromEntries(after.map(([name, value]) => [name.replace('claude_code_hook_', ''), value]));
};

test('tool calls are counted by how they ended', async () => {
  expect(
    await added(
      event('PostToolUse', tool('Bash', { duration_ms: 12 })),
      event('PostToolUseFailure', tool('Bash', { error: 'Exit code 3', is_interrupt: false })),
      event('PostToolUseFailure', tool('Bash', { error: 'stopped', is_interrupt: true })),
    ),
  ).toEqual({
    'tool_uses_total{tool="Bash",mcp_server="",outcome="success"}': 1,
    'tool_uses_total{tool="Bash",mcp_server="",outcome="failure"}': 1,
    'tool_uses_total{tool="Bash",mcp_server="",outcome="interrupted"}': 1,
    'errors_total{kind="tool",error="exit_code"}': 1,
    'errors_total{kind="tool",error="interrupted"}': 1,
  });
});

test('the durations of tools are a histogram in seconds', async () => {
  const { post, samples } = await openService();
  await post(event('PostToolUse', tool('Bash', { duration_ms: 20 })));
  await post(event('PostToolUse', tool('Bash', { duration_ms: 1500 })));
  const after = await samples();
  expect(after).toMatchObject({
    'claude_code_hook_tool_duration_seconds_sum{tool="Bash"}': 1.52,
    'claude_code_hook_tool_duration_seconds_count{tool="Bash"}': 2,
    'claude_code_hook_tool_duration_seconds_bucket{tool="Bash",le="0.05"}': 1,
    'claude_code_hook_tool_duration_seconds_bucket{tool="Bash",le="2.5"}': 2,
    'claude_code_hook_tool_duration_seconds_bucket{tool="Bash",le="+Inf"}': 2,
  });
  expect(after['claude_code_hook_tool_duration_seconds_bucket{tool="Bash",le="0.01"}']).toBeUndefined();
});

test('MCP tools are counted by their server', async () => {
  expect(
    await added(event('PostToolUse', tool('mcp__lab__ping')), event('PostToolUse', tool('mcp__lab__ask'))),
  ).toEqual({ 'tool_uses_total{tool="mcp_tool",mcp_server="lab",outcome="success"}': 2 });
});

test('a subagent is counted, the internal one of a compaction is not', async () => {
  expect(
    await added(
      event('SubagentStart', { agent_id: 'a', agent_type: 'Explore' }),
      event('SubagentStop', { agent_id: 'a', agent_type: 'Explore' }),
      event('SubagentStop', { agent_id: 'b', agent_type: '' }),
    ),
  ).toEqual({
    'subagents_total{agent_type="Explore",moment="started"}': 1,
    'subagents_total{agent_type="Explore",moment="stopped"}': 1,
  });
});

test('files edited are counted by language', async () => {
  const file = (path: string) => ({ tool_input: { file_path: path } });
  expect(
    await added(
      event('PostToolUse', tool('Edit', file('/p/a.tsx'))),
      event('PostToolUse', tool('Write', file('/p/.env'))),
      event('PostToolUse', tool('Read', file('/p/a.py'))),
    ),
  ).toMatchObject({
    'files_edited_total{language="TypeScript",tool="Edit"}': 1,
    'files_edited_total{language="unknown",tool="Write"}': 1,
  });
});

test('sessions, prompts, compactions, notifications and failed turns are counted', async () => {
  expect(
    await added(
      event('SessionStart', { source: 'startup' }),
      event('UserPromptSubmit', { prompt: 'hello' }),
      event('PreCompact', { trigger: 'auto' }),
      event('PostCompact', { trigger: 'auto' }),
      event('Notification', { notification_type: 'idle_prompt', message: 'm' }),
      event('StopFailure', { error: 'rate_limit' }),
      event('SessionEnd', { reason: 'other' }),
    ),
  ).toEqual({
    'sessions_started_total{source="startup"}': 1,
    prompts_total: 1,
    'compactions_total{trigger="auto"}': 1,
    'notifications_total{notification_type="idle_prompt"}': 1,
    'errors_total{kind="turn",error="rate_limit"}': 1,
    'sessions_ended_total{reason="other"}': 1,
  });
});

test('a session is active from its first event to its end', async () => {
  const { post, journal } = await openService();
  await post(event('SessionStart', { source: 'startup' }));
  await post(event('Stop', { session_id: 'session-2' }));
  expect(journal.activeSessions(Date.now())).toBe(2);
  await post(event('SessionEnd', { reason: 'other' }));
  expect(journal.activeSessions(Date.now())).toBe(1);
  expect(journal.activeSessions(Date.now() + 301_000)).toBe(0);
});

test('a permission that was asked for counts as allowed when the call runs, as denied when its batch ends without', async () => {
  const call = (command: string) => ({ tool_name: 'Bash', tool_input: { command } });
  expect(
    await added(
      event('PermissionRequest', call('make')),
      event('PermissionRequest', call('make test')),
      event('PermissionRequest', call('make install')),
      event('PostToolUse', { ...call('make'), tool_use_id: 'a' }),
      event('PostToolBatch', { tool_calls: [call('make'), call('make test')] }),
      event('UserPromptSubmit', { prompt: 'no, do something else' }),
    ),
  ).toMatchObject({
    'permission_requests_total{tool="Bash",outcome="asked"}': 3,
    'permission_requests_total{tool="Bash",outcome="allowed"}': 1,
    'permission_requests_total{tool="Bash",outcome="denied"}': 2,
  });
});

test('past the limit of label sets a value is counted as other, and that is told', async () => {
  const { post, samples } = await openService({ limit: 60 });
  for (let index = 0; index < 30; index += 1)
    await post(event('PostToolUse', tool(`mcp__server${index}__x`)));
  const after = Object.entries(await samples()).filter(([name]) => name.includes('tool_uses'));
  const total = after
    .filter(([name]) => name.startsWith('claude_code_hook_tool'))
    .reduce((sum, [, value]) => sum + value, 0);
  expect(total).toBe(30);
  expect(after.length).toBeLessThan(30);
  expect(
    Object.keys(await samples()).some((name) => name.startsWith('claude_code_hook_label_overflow')),
  ).toBe(true);
});

test('text that a person wrote never becomes a label', async () => {
  const after = await added(
    event('PostToolUse', tool('my secret words')),
    event('Notification', { notification_type: 'über/../x y', message: 'm' }),
    event('StopFailure', { error: 'Bearer abc def' }),
  );
  expect(after).toEqual({
    'tool_uses_total{tool="other",mcp_server="",outcome="success"}': 1,
    'notifications_total{notification_type="other"}': 1,
    'errors_total{kind="turn",error="other"}': 1,
  });
});
