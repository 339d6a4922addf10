import type { Column } from './column.ts';
import { type MeasureName, measures } from './measures.ts';

const column = (
  name: string,
  type: Column['type'],
  brief: string,
  { unit, privacy = 'public' }: { unit?: string; privacy?: Column['privacy'] } = {},
): Column => ({ name, type, brief, privacy, from: name, ...(unit && { unit }) });

const time = { unit: 'µs since 1970' } as const;

/** Where in the source code the work was done, as hooks read it from the working folder. */
const work: readonly Column[] = [
  column('repository', 'text', 'Repository.'),
  column('branch', 'text', 'Branch.'),
  column('worktree', 'text', 'Git worktree, where it is not the main one.'),
  column('ticket', 'text', 'Ticket that the branch names.'),
];

/** One row a session: facts; the measures are added. */
export const sessionColumns: readonly Column[] = [
  column('started', 'integer', 'First sign of it.', time),
  column('ended', 'integer', 'Last sign of it.', time),
  ...work,
  column('folder', 'text', 'Keyed hash of the working folder.', { privacy: 'pseudonymous' }),
  column('end_reason', 'text', 'Reason of its `SessionEnd` hook.'),
  column('last_stop', 'text', 'How its last turn ended: `ok`, or the class of the error.'),
  column(
    'counted_from',
    'text',
    '`events` where no metrics came, or none any more, and cost and tokens since then are those of its requests; `metrics` where they came later.',
  ),
];

/** One row a prompt, and what was done for it. */
export const turnColumns: readonly Column[] = [
  column('started', 'integer', 'First sign of it.', time),
  column('ended', 'integer', 'Last sign of it.', time),
  column('prompt_length', 'integer', 'Length of the prompt.', { unit: 'characters' }),
  column('command', 'text', 'Slash command or skill that it began with.'),
  column('permission_mode', 'text', 'Permission mode.'),
  ...work,
  column('stop', 'text', 'How it ended: `ok`, or the class of the error.'),
];

/** One row a tool call: what telemetry and hooks say of it, joined by `tool_use_id`. */
export const toolCallColumns: readonly Column[] = [
  column('started', 'integer', 'When it was decided on.', time),
  column('ended', 'integer', 'When it was over.', time),
  column('agent_id', 'text', 'Subagent that called; absent in the main session.', {
    privacy: 'pseudonymous',
  }),
  column('agent_type', 'text', 'Kind of that subagent.'),
  column('tool', 'text', 'Tool.'),
  column('mcp_server', 'text', 'MCP server, for its tools.'),
  column('decision', 'text', '`accept` or `reject`.'),
  column('decision_source', 'text', 'Who decided.'),
  column('permission_mode', 'text', 'Permission mode.'),
  column('verdict', 'text', 'What the guard decided.'),
  column('category', 'text', 'Category of the pattern that the guard matched.'),
  column('pattern', 'text', 'Pattern that the guard matched.'),
  column(
    'success',
    'boolean',
    'Whether it ended well; absent while it is not known, and for calls that never ran.',
  ),
  column('duration_ms', 'integer', 'How long it ran.', { unit: 'ms' }),
  column('error_type', 'text', 'Class of the error.'),
  column('error_kind', 'text', 'Kind of the error, as the hook-event service sorts it.'),
  column('language', 'text', 'Language of the edited file.'),
  column('input_bytes', 'integer', 'Size of the input.', { unit: 'bytes' }),
  column('result_bytes', 'integer', 'Size of the result.', { unit: 'bytes' }),
];

/** One row a pull request that was merged; what identifies one comes first. */
export const mergedPullColumns: readonly Column[] = [
  column('repository', 'text', 'Repository.'),
  column('pull', 'text', 'Its number as `#12`; the merge commit where git names none.'),
  column('branch', 'text', 'The branch that was merged.'),
  column('merged', 'integer', 'When it was merged.', time),
];

/** One row a window of a plan's limit; what identifies one comes first. */
export const planWindowColumns: readonly Column[] = [
  column('plan_window', 'text', 'Which limit: `five_hour`, `seven_day`, or `spend_limit` of a gateway.'),
  column('account', 'text', 'Keyed hash of the account; `unknown` where the client did not sign in.', {
    privacy: 'pseudonymous',
  }),
  column('resets', 'integer', 'When the window ends.', time),
  column('began', 'integer', 'When it began; absent where its length is not known.', time),
  column('used', 'real', 'The highest share that was reported: 1 is full.'),
  column('reached', 'integer', 'The first report of a full window; absent where none came.', time),
  column('reported', 'integer', 'The last report; what was used after it is not known.', time),
];

/** Measures of a turn: metrics name no prompt, so its money and tokens are those of its requests. */
export const turnMeasures = (Object.keys(measures) as MeasureName[]).filter(
  (name) => measures[name].from !== 'metrics' && name !== 'prompts',
);
