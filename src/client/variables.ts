import { type Choices, namesPerson } from './choices.ts';
import { formatAttributes, mergeAttributes } from './resource-attributes.ts';

/** What the telemetry block is made for. */
export interface VariableContext {
  readonly choices: Choices;
  /** URL of the OTLP/gRPC receiver. */
  readonly endpoint: string;
}

/** An environment variable of the client that we may set in its settings. */
export interface Variable {
  readonly name: string;
  /** One sentence for the person who is asked. */
  readonly why: string;
  /** The value; null: taken away while we are connected; undefined: none of our business. */
  readonly value: (context: VariableContext) => string | null | undefined;
  /** Joins our value with an existing one; without it ours replaces it. */
  readonly join?: (theirs: string, context: VariableContext) => string;
}

const when = (condition: boolean, value: string): string | undefined => (condition ? value : undefined);

/** Adds `otlp` to an existing list of exporters. */
const withOtlp = (theirs: string): string => {
  const names = theirs
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'none');
  return names.includes('otlp') ? theirs : [...names, 'otlp'].join(',');
};

const override = (signal: string, part: string, isMeant: (choices: Choices) => boolean): Variable => ({
  name: `OTEL_EXPORTER_OTLP_${signal}_${part}`,
  why: `It would send ${signal.toLowerCase()} past this stack; uninstall puts it back.`,
  value: ({ choices }) => (isMeant(choices) ? null : undefined),
});

const always = (): boolean => true;
const withTraces = ({ traces }: Choices): boolean => traces;

/** THE telemetry block. Sources: the monitoring documentation, and what the client was seen to do with each. */
export const variables: readonly Variable[] = [
  {
    name: 'CLAUDE_CODE_ENABLE_TELEMETRY',
    why: 'Nothing is exported without it.',
    value: () => '1',
  },
  {
    name: 'OTEL_METRICS_EXPORTER',
    why: 'Metrics carry cost, tokens, sessions and lines.',
    value: () => 'otlp',
    join: withOtlp,
  },
  {
    name: 'OTEL_LOGS_EXPORTER',
    why: 'Events carry durations, tools, errors and decisions.',
    value: () => 'otlp',
    join: withOtlp,
  },
  {
    name: 'OTEL_EXPORTER_OTLP_PROTOCOL',
    why: 'Unset, nothing is sent and nothing is said; over http a slow receiver costs a short session its metrics.',
    value: () => 'grpc',
  },
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    why: 'Where the stack receives.',
    value: ({ endpoint }) => endpoint,
  },
  {
    name: 'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE',
    why: 'With running totals the next export repairs one that was lost.',
    value: () => 'cumulative',
  },
  {
    name: 'OTEL_METRIC_EXPORT_INTERVAL',
    why: 'Milliseconds between exports of metrics; the client waits a minute by default.',
    value: ({ choices }) => String(choices.metricInterval),
  },
  {
    name: 'OTEL_LOGS_EXPORT_INTERVAL',
    why: 'Milliseconds between exports of events.',
    value: ({ choices }) => String(choices.logInterval),
  },
  {
    name: 'OTEL_RESOURCE_ATTRIBUTES',
    why: 'Labels of every number; what was there stays, and a variable of the shell no longer counts.',
    value: ({ choices }) => formatAttributes(choices.attributes) || undefined,
    join: (theirs, { choices }) => mergeAttributes(theirs, choices.attributes),
  },
  {
    name: 'OTEL_METRICS_INCLUDE_REPOSITORY',
    why: 'Tells which repository the cost was for (client 2.1.269 and later); its address is not stored.',
    value: ({ choices }) => when(choices.repository, 'true'),
  },
  {
    name: 'OTEL_METRICS_INCLUDE_SESSION_ID',
    why: 'Without it sessions cannot be told apart; the stack never makes it a label.',
    value: ({ choices }) => when(!choices.sessionId, 'false'),
  },
  {
    name: 'OTEL_METRICS_INCLUDE_ACCOUNT_UUID',
    why: 'Account ids do not leave the client; the stack drops or hashes them in any case.',
    value: ({ choices }) => when(!choices.accountId, 'false'),
  },
  {
    name: 'OTEL_METRICS_INCLUDE_VERSION',
    why: 'Tells client versions apart.',
    value: ({ choices }) => when(choices.version, 'true'),
  },
  {
    name: 'OTEL_METRICS_INCLUDE_ENTRYPOINT',
    why: 'Tells terminal, editor and SDK apart (client 2.1.152 and later).',
    value: ({ choices }) => when(choices.entrypoint, 'true'),
  },
  {
    name: 'OTEL_LOG_USER_PROMPTS',
    why: 'Sends the text of prompts.',
    value: ({ choices }) => when(choices.prompts, '1'),
  },
  {
    name: 'OTEL_LOG_ASSISTANT_RESPONSES',
    why: 'Unset, answers follow the switch for prompts; so it is said.',
    value: ({ choices }) => (choices.responses ? '1' : when(choices.prompts, '0')),
  },
  {
    name: 'OTEL_LOG_TOOL_DETAILS',
    why: 'Sends commands, paths, and the names of MCP servers and skills.',
    value: ({ choices }) => when(choices.toolDetails, '1'),
  },
  {
    name: 'CLAUDE_CODE_ENHANCED_TELEMETRY_BETA',
    why: 'Spans are behind it.',
    value: ({ choices }) => when(choices.traces, '1'),
  },
  {
    name: 'OTEL_TRACES_EXPORTER',
    why: 'Sends spans.',
    value: ({ choices }) => when(choices.traces, 'otlp'),
    join: withOtlp,
  },
  override('METRICS', 'ENDPOINT', always),
  override('METRICS', 'PROTOCOL', always),
  override('LOGS', 'ENDPOINT', always),
  override('LOGS', 'PROTOCOL', always),
  override('TRACES', 'ENDPOINT', withTraces),
  override('TRACES', 'PROTOCOL', withTraces),
];

/** Name and value of what is set, for shells and for blocks to copy. */
export const variableValues = (context: VariableContext): Readonly<Record<string, string>> =>
  Object.fromEntries(
    variables.flatMap(({ name, value }) => {
      const wanted = value(context);
      return typeof wanted === 'string' ? [[name, wanted]] : [];
    }),
  );

/** What a person must know before agreeing to these choices. */
export const warningsOf = (choices: Choices): readonly string[] => [
  ...(choices.prompts
    ? ['The text of prompts will be sent and stored on this machine. It may hold secrets and names.']
    : []),
  ...(choices.responses ? ['The text of answers, source code included, will be sent and stored.'] : []),
  ...(choices.toolDetails
    ? ['Commands, paths and the input of tools will be sent and stored. They may hold secrets.']
    : []),
  ...(namesPerson(choices)
    ? ['Name or e-mail becomes a label of every number: everybody who sees the dashboards sees who did what.']
    : []),
  ...(choices.sessionId ? [] : ['Without session ids, events cannot be put together into sessions.']),
];
