import type { DemoAttributes } from './client.ts';
import { decide, type Permission } from './permission.ts';
import { hookRan, type Stage, wait } from './stage.ts';
import type { ToolCall } from './tools.ts';

/** The same call as events and as hooks report it. */
interface ToldCall {
  readonly event: DemoAttributes;
  readonly hook: Readonly<Record<string, unknown>>;
}

const run = (
  { call, told, durationMs }: { call: ToolCall; told: ToldCall; durationMs: number },
  stage: Stage,
): boolean => {
  const { client, plan } = stage;
  const { random } = plan;
  const success = !random.chance(call.failureRate);
  wait(stage, durationMs);
  const { now } = stage;
  client.event(now, 'tool_result', {
    ...told.event,
    success: String(success),
    duration_ms: String(Math.round(durationMs)),
    tool_input_size_bytes: String(JSON.stringify(call.input).length),
    tool_result_size_bytes: String(Math.round(random.around(call.medianResultBytes, 1.1))),
    ...(!success && { error_type: call.errorType }),
    ...(call.mcpServer && { mcp_server_scope: 'user' }),
  });
  client.gain(now, 'claude_code.active_time.total', durationMs / 1000, { type: 'cli' });
  const done = { ...told.hook, duration_ms: Math.round(durationMs) };
  if (success) client.hook(now, 'PostToolUse', { ...done, tool_response: {} });
  else client.hook(now, 'PostToolUseFailure', { ...done, error: call.error, is_interrupt: false });
  return success;
};

/** What a call that went well adds to the client's own counters. */
const countWork = ({ edit, makes }: ToolCall, { client, now, conversation: { model } }: Stage): void => {
  for (const type of ['added', 'removed'] as const) {
    if (edit && edit[type] > 0)
      client.gain(now, 'claude_code.lines_of_code.count', edit[type], { type, model });
  }
  if (makes === 'commit') client.gain(now, 'claude_code.commit.count', 1);
  if (makes === 'pull request') client.gain(now, 'claude_code.pull_request.count', 1);
};

const ask = (call: ToolCall, askedMs: number, stage: Stage): void => {
  const { client, mode, now } = stage;
  client.hook(now, 'PermissionRequest', {
    tool_name: call.name,
    tool_input: call.input,
    permission_mode: mode,
  });
  if (askedMs > 6000) {
    client.hook(now + 6000, 'Notification', {
      message: 'Claude needs your permission',
      notification_type: 'permission_prompt',
    });
  }
  wait(stage, askedMs);
  client.gain(stage.now, 'claude_code.active_time.total', Math.min(askedMs, 5000) / 1000, { type: 'user' });
};

const tellDecision = (
  call: ToolCall,
  told: ToldCall,
  { decision, source }: Permission,
  stage: Stage,
): void => {
  const { client, now, mode } = stage;
  client.event(now, 'tool_decision', { ...told.event, decision, source, permission_mode: mode });
  if (!call.edit) return;
  const { language } = call.edit;
  client.gain(now, 'claude_code.code_edit_tool.decision', 1, {
    tool_name: call.name,
    decision,
    source,
    language,
  });
};

/** A tool is wanted: it runs, or the guard, a rule or a person says no. `inside`: what a subagent does meanwhile. */
export const use = (stage: Stage, call: ToolCall, inside?: () => void): void => {
  const { client, plan } = stage;
  stage.toolCalls += 1;
  const tool_use_id = `toolu_${plan.id}_${stage.toolCalls}`;
  const { name, input, mcpServer } = call;
  const told: ToldCall = {
    event: { tool_name: mcpServer ? 'mcp_tool' : name, tool_use_id },
    hook: { tool_name: name, tool_input: input, tool_use_id, permission_mode: stage.mode },
  };
  client.hook(stage.now, 'PreToolUse', told.hook);
  const { decision } = stage.judge({ tool: name, input, cwd: client.cwd, home: client.home });
  hookRan(
    stage,
    'PreToolUse',
    `PreToolUse:${name}`,
    decision === 'deny' ? { num_success: '0', num_blocking: '1' } : {},
  );
  const permission = decide(call, stage.mode, decision, plan.random);
  if (permission.askedMs > 0) ask(call, permission.askedMs, stage);
  tellDecision(call, told, permission, stage);
  if (permission.decision === 'reject') return;
  inside?.();
  const durationMs = inside ? 50 : plan.random.around(call.medianMs, 0.9);
  if (run({ call, told, durationMs }, stage)) countWork(call, stage);
};
