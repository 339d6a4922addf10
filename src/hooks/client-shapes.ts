import { isObject, textIn } from '../object.ts';

/**
 * How coding agents other than Claude Code write the JSON of a hook. Their settings can name our entry too (some even
 * read Claude Code's own), and what they are about to run is judged by what it carries, whatever the shape.
 */

/** Whose payload it is. A label, so the list is closed. */
export const clientNames = [
  'claude',
  'codex',
  'copilot',
  'gemini',
  'opencode',
  'qwen',
  'vscode',
  'other',
] as const;
export type ClientName = (typeof clientNames)[number];

type PayloadFields = Readonly<Record<string, unknown>>;

const has = (fields: PayloadFields, name: string): boolean => typeof fields[name] === 'string';

const geminiEvents = new Set([
  'BeforeTool',
  'AfterTool',
  'BeforeAgent',
  'AfterAgent',
  'BeforeModel',
  'AfterModel',
  'BeforeToolSelection',
  'PreCompress',
]);

const eventOf = (fields: PayloadFields): unknown =>
  fields['hook_event_name'] ?? fields['hookEventName'] ?? fields['hookName'];

/** Folders in which the agents keep their transcripts. */
const transcripts: readonly (readonly [pattern: RegExp, client: ClientName])[] = [
  [/[/\\]\.claude[/\\]/, 'claude'],
  [/[/\\]\.codex[/\\]|[/\\]rollout-[^/\\]*$/, 'codex'],
  [/[/\\]\.qwen[/\\]/, 'qwen'],
  [/[/\\]\.gemini[/\\]/, 'gemini'],
  [/[/\\]\.copilot[/\\]/, 'copilot'],
];

/** What only one agent writes, the surest first. Claude Code sends no time and no turn with a tool call. */
const marks: readonly (readonly [client: ClientName, holds: (fields: PayloadFields) => boolean])[] = [
  ['gemini', (fields) => geminiEvents.has(textIn(eventOf(fields)))],
  ...transcripts.map(
    ([pattern, client]) =>
      [client, (fields: PayloadFields) => pattern.test(textIn(fields['transcript_path']))] as const,
  ),
  ['vscode', (fields) => has(fields, 'hookEventName')],
  ['copilot', (fields) => ['toolName', 'hookName', 'traceparent'].some((name) => has(fields, name))],
  ['opencode', ({ input }) => isObject(input) && has(input, 'sessionID')],
  ['codex', (fields) => has(fields, 'turn_id') && has(fields, 'tool_name')],
  ['other', (fields) => has(fields, 'timestamp') || typeof eventOf(fields) !== 'string'],
];

/** Whose payload this is. */
export const clientOf = (fields: PayloadFields): ClientName =>
  marks.find(([, holds]) => holds(fields))?.[0] ?? 'claude';

/** Names of Claude Code's events for those of others. */
const eventNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    BeforeTool: 'PreToolUse',
    AfterTool: 'PostToolUse',
    preToolUse: 'PreToolUse',
    postToolUse: 'PostToolUse',
    permissionRequest: 'PermissionRequest',
    'tool.execute.before': 'PreToolUse',
    'tool.execute.after': 'PostToolUse',
  }),
);

const first = (fields: PayloadFields, names: readonly string[]): unknown =>
  names.map((name) => fields[name]).find((value) => value !== undefined);

const toolNames = ['tool_name', 'toolName', 'tool', 'name'];
const inputNames = ['tool_input', 'toolInput', 'toolArgs', 'args', 'arguments', 'input', 'parameters'];
const resultNames = ['tool_response', 'tool_result', 'toolResult', 'result'];

/** Some write the input as JSON in a text; a text that is none is a command. */
const inputOf = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    const parsed: unknown = JSON.parse(value);
    if (isObject(parsed)) return parsed;
  } catch {
    // A command as it is.
  }
  return { command: value };
};

/** opencode's plugins are given `input` and `output`; the arguments stand in the output before the call. */
const flattened = (fields: PayloadFields): PayloadFields => {
  const { input, output } = fields;
  if (!isObject(input) || !has(input, 'tool')) return fields;
  const isBefore = isObject(output) && isObject(output['args']) && input['args'] === undefined;
  return {
    tool: input['tool'],
    args: isBefore ? output['args'] : input['args'],
    session_id: input['sessionID'],
    tool_use_id: input['callID'],
    hook_event_name: isBefore ? 'tool.execute.before' : 'tool.execute.after',
    ...(has(fields, 'cwd') && { cwd: fields['cwd'] }),
  };
};

/**
 * The payload in the names of Claude Code. One that names no event but carries a tool is taken for a call about to run:
 * judging one too many does no harm. Undefined when it is not a payload at all.
 */
export const inClaudeNames = (given: PayloadFields): PayloadFields | undefined => {
  const fields = flattened(given);
  const named = eventOf(fields);
  const tool = first(fields, toolNames);
  const input = first(fields, inputNames);
  const carries = typeof tool === 'string' || isObject(input);
  const guessed = first(fields, resultNames) === undefined ? 'PreToolUse' : 'PostToolUse';
  const event = typeof named === 'string' && named !== '' ? named : carries ? guessed : undefined;
  if (event === undefined) return undefined;
  const session = first(fields, ['session_id', 'sessionId', 'sessionID']);
  return {
    ...fields,
    hook_event_name: eventNames.get(event) ?? event,
    ...(typeof session === 'string' && { session_id: session }),
    ...(typeof tool === 'string' && { tool_name: tool }),
    ...(input !== undefined && { tool_input: inputOf(input) }),
  };
};
