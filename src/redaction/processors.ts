import type { OtlpSignal } from '../otlp/model.ts';
import { accountStatements } from './account-number.ts';
import { forgetStatements, identityStatements } from './identity.ts';
import { eventBody, namesOf, type Rules } from './rules.ts';

/**
 * The rules as processors of the OpenTelemetry Collector. First `transform` empties the places that the `redaction`
 * processor does not reach and drops what only some events may keep; then `redaction` decides about every attribute:
 * `ignored_keys` pass, `allowed_keys` are hashed because every key matches the blocked pattern, the others go.
 */
export interface Processors {
  readonly [name: string]: unknown;
}

/** Comes before the redaction on the way to the ledger. */
export const identityProcessor = 'transform/identity';
/** Comes before the redaction on every other way. */
export const forgetProcessor = 'transform/forget_identity';

const transform = (statements: Readonly<Record<OtlpSignal, readonly string[]>>) => ({
  error_mode: 'propagate',
  metric_statements: statements.metrics,
  log_statements: statements.logs,
  trace_statements: statements.traces,
});

/** What `forgetProcessor` does. */
export const forgetIdentity = transform(forgetStatements);

/** Names of the processors of a signal, in order. */
export const redactionNames = (signal: OtlpSignal): readonly string[] => [
  `transform/${signal}`,
  `redaction/${signal}`,
];

const contexts = {
  metrics: ['resource', 'scope', 'datapoint'],
  logs: ['resource', 'scope', 'log'],
} as const;

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
const escapeRegExp = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** An expression for a few keys. Deleting by expression finds a key that stands twice, too. */
const exactly = (names: readonly string[]) => `^(${names.map(escapeRegExp).join('|')})$`;

/** On metrics every attribute that is not kept is hashed, so what is to be dropped goes first. */
const metricStatements = (rules: Rules) => {
  const pattern = exactly(namesOf(rules, 'drop'));
  return [
    ...contexts.metrics.map((context) => `delete_matching_keys(${context}.attributes, ${quoted(pattern)})`),
    ...accountStatements(contexts.metrics),
    'set(datapoint.exemplars, nil) where metric.type != METRIC_DATA_TYPE_SUMMARY',
    'keep_keys(metric.metadata, [""])',
  ];
};

const logStatements = ({ keptInEvents }: Rules) => [
  `set(log.body, nil) where not (IsString(log.body) and IsMatch(log.body, ${quoted(eventBody)}))`,
  ...[...keptInEvents].flatMap(([name, events]) => {
    const elsewhere = events.map((event) => `log.attributes["event.name"] != ${quoted(event)}`).join(' and ');
    const pattern = quoted(exactly([name]));
    return [
      `delete_matching_keys(resource.attributes, ${pattern})`,
      `delete_matching_keys(scope.attributes, ${pattern})`,
      `delete_matching_keys(log.attributes, ${pattern}) where ${elsewhere}`,
    ];
  }),
  ...accountStatements(contexts.logs),
];

/** In two groups: statements of a group that names span events run only for spans that have some. */
const traceStatements = ({ statusMessage }: Rules) => [
  {
    statements: [
      ...accountStatements(['resource', 'scope', 'span']),
      'set(span.links, nil)',
      ...(statusMessage === 'drop' ? ['set(span.status.message, "")'] : []),
    ],
  },
  { statements: accountStatements(['spanevent']) },
];

/**
 * The processors of all signals, by name.
 * @param key What the collector reads the key from, such as `${file:/secrets/redaction.key}`.
 */
export const redactionProcessors = (rules: Rules, key: string): Processors => {
  const kept = namesOf(rules, 'keep');
  const redaction = {
    blocked_key_patterns: ['.*'],
    redact_all_types: true,
    hash_function: 'hmac-sha256',
    hmac_key: key,
    summary: 'silent',
  };
  const known = (ignored: readonly string[]) => ({
    allow_all_keys: false,
    ignored_keys: ignored,
    allowed_keys: namesOf(rules, 'hash'),
    ...redaction,
  });
  return {
    [identityProcessor]: transform(identityStatements),
    'transform/metrics': { error_mode: 'propagate', metric_statements: metricStatements(rules) },
    'redaction/metrics': { allow_all_keys: true, ignored_keys: kept, ...redaction },
    'transform/logs': { error_mode: 'propagate', log_statements: logStatements(rules) },
    'redaction/logs': known([...kept, ...rules.keptInEvents.keys()].sort()),
    'transform/traces': { error_mode: 'propagate', trace_statements: traceStatements(rules) },
    'redaction/traces': known(kept),
  };
};
