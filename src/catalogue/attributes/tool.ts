import { defineAttributes } from '../attribute.ts';

/**
 * Tool calls and the permission decisions about them.
 * Sources: "Tool result event", "Tool decision event", "Code edit tool decision counter" and "Permission mode
 * changed event" of the monitoring documentation; clients 2.1.197 to 2.1.332.
 */

const word = { type: 'string', privacy: 'public' } as const;
const count = { type: ['int', 'string'], privacy: 'public' } as const;
const flag = { type: ['boolean', 'string'], privacy: 'public' } as const;
const details = { switchedBy: 'OTEL_LOG_TOOL_DETAILS' } as const;
const sources = [
  'config',
  'hook',
  'classifier',
  'user_permanent',
  'user_temporary',
  'user_abort',
  'user_reject',
] as const;

export const toolAttributes = defineAttributes({
  tool_name: { ...word, brief: "Tool. A user's MCP tools are all `mcp_tool` on events." },
  tool_source: {
    ...word,
    brief: 'Where the tool comes from.',
    values: ['builtin', 'mcp', 'sdk_host_builtin_mcp'],
    since: '2.1.214',
  },
  decision: {
    ...word,
    brief:
      'What was decided; spans say `unknown` where no question was asked, safety events `sent_back` too.',
    values: ['accept', 'reject', 'unknown', 'sent_back'],
  },
  source: {
    ...word,
    brief: "Who decided: a setting, a hook, auto mode's classifier, or the person.",
    values: [...sources, 'unknown'],
  },
  decision_type: {
    ...word,
    brief: 'Always `accept`: only calls that ran have a result.',
    values: ['accept'],
  },
  decision_source: {
    ...word,
    brief: 'Who allowed the call that ran, or decided about the one a safety event is about.',
    values: [...sources, 'other'],
  },
  classifier_verdict: {
    ...word,
    brief: "Verdict of auto mode's classifier: `allow`, `block`, or why there is none.",
    since: '2.1.329',
  },
  classifier_category: { ...word, brief: 'Why the classifier blocked.', since: '2.1.329', ...details },
  reason_type: { ...word, brief: 'Kind of reason for the decision, e.g. `rule`.', since: '2.1.329' },
  reason_code: { ...word, brief: 'The reason as a code, e.g. `rule:policySettings`.', since: '2.1.329' },
  rule_source: {
    ...word,
    brief: 'Where the rule that decided is configured, e.g. `policySettings`.',
    since: '2.1.329',
  },
  grant_scope: { ...word, brief: 'How far the permission reaches.', since: '2.1.329' },
  circuit_breaker: { ...word, brief: 'Safety check that stopped the call.', since: '2.1.329' },
  tool_class: { ...word, brief: 'Class of the tool, e.g. `mcp`.', since: '2.1.329' },
  sandbox_enabled: { ...flag, brief: 'Whether the sandbox is on.', since: '2.1.329' },
  sandbox_violation_count: {
    ...count,
    brief: 'What the call tried that the sandbox forbids.',
    since: '2.1.329',
  },
  language: { ...word, brief: 'Language of the edited file, e.g. `TypeScript`; else `unknown`.' },
  permission_mode: {
    ...word,
    brief: 'Permission mode of the session.',
    values: ['default', 'plan', 'acceptEdits', 'auto', 'dontAsk', 'bypassPermissions'],
    since: '2.1.329',
  },
  from_mode: { ...word, brief: 'Permission mode before the change.' },
  to_mode: { ...word, brief: 'Permission mode after the change.' },
  success: { brief: 'Whether it ended well.', type: ['boolean', 'string'], privacy: 'public' },
  error_type: { ...word, brief: 'Class of the error, e.g. `ShellError`.' },
  tool_input_size_bytes: { ...count, brief: 'Size of the tool input in bytes.' },
  tool_result_size_bytes: { ...count, brief: 'Size of the tool result in bytes.' },
  tool_parameters: {
    brief: 'Command, or names of server, tool, skill or agent, as JSON. Commands are not cut.',
    type: 'string',
    privacy: 'content',
    keptBy: 'tools',
    ...details,
  },
  tool_input: {
    brief: 'Arguments of the tool as JSON, cut.',
    type: 'string',
    privacy: 'content',
    keptBy: 'tools',
    ...details,
  },
  mcp_server_scope: { ...word, brief: 'Scope of the MCP server that was called.' },
  'vcs.ref.head.revision': {
    brief: 'Commit that `git commit` made.',
    type: 'string',
    privacy: 'pseudonymous',
    since: '2.1.269',
    ...details,
  },
  'vcs.ref.head.name': {
    brief: 'Branch of the commit; people name branches after themselves and their work.',
    type: 'string',
    privacy: 'content',
    keptBy: 'tools',
    since: '2.1.269',
    ...details,
  },
  'vcs.ref.head.type': { ...word, brief: '`branch`.', since: '2.1.269', ...details },
});
