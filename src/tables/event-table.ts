import { type AttributeName, attributes } from '../catalogue/attributes.ts';
import type { LogEvent } from '../catalogue/event.ts';
import { commonAttributes, commonEventAttributes, events } from '../catalogue/events.ts';
import type { HookEvent } from '../catalogue/hook-event.ts';
import { commonHookFields, hookEvents } from '../catalogue/hook-events.ts';
import { commonSpanAttributes, type Span, spans } from '../catalogue/spans.ts';
import { type Column, columnOfAttribute, columnOfField } from './column.ts';

/** A table of one kind of event: one row each, with typed columns. */
export interface EventTable {
  /** As people ask for it: `api_request`, `hook_pre_tool_use`, `span_llm_request`. */
  readonly name: string;
  readonly source: 'event' | 'hook' | 'span';
  /** The client's own name of what it holds. */
  readonly of: string;
  readonly brief: string;
  readonly columns: readonly Column[];
}

/** What is kept once for many rows (session, prompt, tool call, sender), or says what the row already is. */
const keptElsewhere: ReadonlySet<string> = new Set([
  ...commonAttributes,
  'event.name',
  'event.timestamp',
  'prompt.id',
  'tool_use_id',
]);

/** Columns that any row of a log event may have. */
const commonColumns = commonEventAttributes.filter((name) => !keptElsewhere.has(name));

const columnsOfAttributes = (names: readonly AttributeName[]): readonly Column[] =>
  [...new Set(names)]
    .filter((name) => !keptElsewhere.has(name))
    .map((name) => columnOfAttribute(name, attributes[name]));

const ofEvent = ([name, event]: readonly [string, LogEvent]): EventTable => ({
  name,
  source: 'event',
  of: name,
  brief: event.brief,
  columns: columnsOfAttributes([...commonColumns, ...event.attributes, ...event.conditional]),
});

/** `PreToolUse` as `pre_tool_use`. */
export const snakeCase = (name: string): string =>
  name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();

/** Fields of a hook's JSON that rows keep elsewhere, or that no row keeps: paths of this machine. */
const hookFieldsElsewhere: ReadonlySet<string> = new Set([
  'hook_event_name',
  'session_id',
  'prompt_id',
  'tool_use_id',
  'transcript_path',
  'scratchpad_dir',
  'agent_transcript_path',
  'cwd',
]);

/** What the hook-event service adds to what the client says. */
const addedByService: readonly Column[] = [
  {
    name: 'folder',
    type: 'text',
    privacy: 'pseudonymous',
    brief: 'Keyed hash of the working folder.',
    from: 'project',
  },
  {
    name: 'repository',
    type: 'text',
    privacy: 'public',
    brief: 'Repository of the folder.',
    from: 'repository',
  },
  { name: 'branch', type: 'text', privacy: 'public', brief: 'Branch checked out then.', from: 'branch' },
  {
    name: 'worktree',
    type: 'text',
    privacy: 'public',
    brief: 'Git worktree, where it is not the main one.',
    from: 'worktree',
  },
  { name: 'verdict', type: 'text', privacy: 'public', brief: 'What the guard decided.', from: 'verdict' },
  { name: 'category', type: 'text', privacy: 'public', brief: 'Category of the pattern.', from: 'category' },
  {
    name: 'pattern',
    type: 'text',
    privacy: 'public',
    brief: 'Pattern that the guard matched.',
    from: 'pattern',
  },
  {
    name: 'decided_by',
    type: 'text',
    privacy: 'public',
    brief: 'The service, or the entry alone.',
    from: 'decided_by',
  },
  {
    name: 'mcp_server_name',
    type: 'text',
    privacy: 'public',
    brief: 'MCP server of the tool.',
    from: 'mcp_server_name',
  },
  {
    name: 'language',
    type: 'text',
    privacy: 'public',
    brief: 'Language of the edited file.',
    from: 'language',
  },
  {
    name: 'error_kind',
    type: 'text',
    privacy: 'public',
    brief: 'Kind of the error, as the service sorts it.',
    from: 'error_kind',
  },
];

const ofHook = ([name, event]: readonly [string, HookEvent]): EventTable => {
  const own = Object.entries({ ...commonHookFields, ...event.fields })
    .filter(([field]) => !hookFieldsElsewhere.has(field))
    .map(([field, about]) => columnOfField(field, about));
  const names = new Set(own.map((column) => column.name));
  return {
    name: `hook_${snakeCase(name)}`,
    source: 'hook',
    of: name,
    brief: event.brief,
    columns: [...own, ...addedByService.filter((column) => !names.has(column.name))],
  };
};

/** Columns of any span, beside its attributes. */
const spanColumns: readonly Column[] = [
  { name: 'trace_id', type: 'text', privacy: 'pseudonymous', brief: 'Trace.', from: 'traceId' },
  { name: 'span_id', type: 'text', privacy: 'pseudonymous', brief: 'Span.', from: 'spanId' },
  {
    name: 'parent_span_id',
    type: 'text',
    privacy: 'pseudonymous',
    brief: 'Span it hangs below.',
    from: 'parentSpanId',
  },
  {
    name: 'ended',
    type: 'integer',
    unit: 'µs since 1970',
    privacy: 'public',
    brief: 'When it ended.',
    from: 'endTimeUnixNano',
  },
  {
    name: 'span_events',
    type: 'json',
    privacy: 'public',
    brief: 'Events on the span: name, time (µs since 1970) and attributes.',
    from: 'events',
  },
];

const ofSpan = ([name, span]: readonly [string, Span]): EventTable => ({
  name: `span_${name.replace(/^claude_code\./, '').replaceAll('.', '_')}`,
  source: 'span',
  of: name,
  brief: span.brief,
  columns: [
    ...spanColumns,
    ...columnsOfAttributes([...commonSpanAttributes, ...span.attributes, ...span.conditional]),
  ],
});

/** Log events that the catalogue does not have: all of it in JSON. */
export const unknownEvents: EventTable = {
  name: 'unknown_event',
  source: 'event',
  of: '',
  brief: 'An event of a newer client, which the catalogue does not have.',
  columns: columnsOfAttributes(commonColumns),
};

/** Hook events that the catalogue does not have. */
export const unknownHooks: EventTable = {
  name: 'hook_unknown',
  source: 'hook',
  of: 'other',
  brief: 'A hook event of a newer client, which the catalogue does not have.',
  columns: addedByService,
};

/** Spans that the catalogue does not have. */
export const unknownSpans: EventTable = {
  name: 'span_unknown',
  source: 'span',
  of: '',
  brief: 'A span of a newer client, which the catalogue does not have.',
  columns: [...spanColumns, ...columnsOfAttributes(commonSpanAttributes)],
};

/** Every table of events, generated from the catalogue. */
export const eventTables: readonly EventTable[] = [
  ...Object.entries(events).map(ofEvent),
  unknownEvents,
  ...Object.entries<HookEvent>(hookEvents).map(ofHook),
  unknownHooks,
  ...Object.entries<Span>(spans).map(ofSpan),
  unknownSpans,
];

const tableOfName = new Map(
  eventTables.map(({ source, of, name }) => [source === 'hook' ? `hook ${of}` : of, name]),
);

/** The table of an event, by its name in the list of all: `api_request`, `hook PreToolUse`. */
export const tableOfEvent = (name: string): string =>
  tableOfName.get(name) ?? (name.startsWith('hook ') ? unknownHooks : unknownEvents).name;

/** The table of a span, by its name. */
export const tableOfSpan = (name: string): EventTable =>
  eventTables.find(({ source, of }) => source === 'span' && of === name) ?? unknownSpans;
