import { hash } from 'node:crypto';
import type {
  ExportRequest,
  KeyValue,
  LogRecord,
  OtlpMetric,
  OtlpSignal,
  OtlpSpan,
  Resource,
  Scope,
} from '../otlp/model.ts';
import { compareUtf8, textOf } from '../otlp/value.ts';
import { objects, pointsOf, resourcesOf } from '../otlp/walk.ts';

/**
 * Tells a record, a span or a series from all others, by everything that it came with. It is set before anything private
 * is taken away, because two that are told apart by private values alone must not become one; the redaction then keys
 * it. The collector does the same by the statements below; a test holds both against each other.
 */
export const identityAttribute = 'start_observability.identity';

/** What separates a name from its value, attributes from each other, and the parts from each other. */
const unit = '\u001f';
const record = '\u001e';
const group = '\u001d';

const kvText = (text: string): string => {
  const escaped = text.toWellFormed().replaceAll('"', '\\"');
  return escaped.includes(unit) || escaped.includes(record) ? `"${escaped}"` : escaped;
};

/** Attributes as the collector's `ToKeyValueString` writes them, sorted by name. */
const attributesText = (list: readonly KeyValue[] | undefined): string =>
  objects(list)
    .map(({ key, value }) => ({ key: typeof key === 'string' ? key : '', value }))
    .sort((a, b) => compareUtf8(a.key, b.key))
    .map(({ key, value }) => `${kvText(key)}${unit}${kvText(textOf(value))}`)
    .join(record);

const plain = (text: unknown): string => (typeof text === 'string' ? text.toWellFormed() : '');

/** A time as the collector reads it: a signed number of 64 bits. */
const timeText = (time: unknown): string => {
  const text = typeof time === 'number' || typeof time === 'string' ? String(time) : '0';
  return /^\d{1,20}$/.test(text) ? String(BigInt.asIntN(64, BigInt(text))) : '0';
};

const isIdentity = ({ key }: KeyValue): boolean => key === identityAttribute;

/** Nobody else's word is taken for it. */
const setIdentity = (owner: { attributes?: KeyValue[] }, parts: readonly string[]): void => {
  const others = objects(owner.attributes).filter((attribute) => !isIdentity(attribute));
  const stringValue = hash('sha256', parts.join(group), 'hex');
  owner.attributes = [...others, { key: identityAttribute, value: { stringValue } }];
};

const own = (list: readonly KeyValue[] | undefined): string =>
  attributesText(objects(list).filter((attribute) => !isIdentity(attribute)));

interface Above {
  readonly resource: Resource | undefined;
  readonly resourceText: string;
  readonly scope: Scope | undefined;
}

const scopeParts = ({ resourceText, scope }: Above): readonly string[] => [
  resourceText,
  plain(scope?.name),
  plain(scope?.version),
  attributesText(scope?.attributes),
];

const identifyMetric = (metric: OtlpMetric, { resourceText, scope }: Above): void => {
  for (const { points } of pointsOf(metric))
    for (const point of points)
      setIdentity(point, [resourceText, plain(scope?.name), plain(metric.name), own(point.attributes)]);
};

const identifyRecord = (log: LogRecord, above: Above): void =>
  setIdentity(log, [
    ...scopeParts(above),
    timeText(log.timeUnixNano),
    timeText(log.observedTimeUnixNano),
    plain(log.eventName),
    textOf(log.body),
    own(log.attributes),
  ]);

const identifySpan = (span: OtlpSpan, above: Above): void =>
  setIdentity(span, [
    ...scopeParts(above),
    timeText(span.startTimeUnixNano),
    timeText(span.endTimeUnixNano),
    plain(span.name),
    own(span.attributes),
  ]);

const identifyItem = { metrics: identifyMetric, logs: identifyRecord, traces: identifySpan } as const;

/** Sets the identity of everything in a request, in place. */
export const identify = (signal: OtlpSignal, request: ExportRequest): void => {
  for (const { resource, scopes } of resourcesOf(signal, request)) {
    const resourceText = attributesText(resource?.attributes);
    for (const { scope, items } of scopes)
      for (const item of items)
        (identifyItem[signal] as (item: unknown, above: Above) => void)(item, {
          resource,
          resourceText,
          scope,
        });
  }
};

const keyValues = (path: string) => `ToKeyValueString(${path}, "\\u001f", "\\u001e", true)`;
const scopePaths = [
  keyValues('resource.attributes'),
  'scope.name',
  'scope.version',
  keyValues('scope.attributes'),
];

const statements = (item: string, parts: readonly string[]): readonly string[] => [
  forget(item),
  `set(${item}.attributes["${identityAttribute}"], SHA256(Concat([${parts.join(', ')}], "\\u001d")))`,
];

const forget = (item: string): string =>
  `delete_matching_keys(${item}.attributes, "^${identityAttribute.replaceAll('.', '\\\\.')}$")`;

/** The same, as statements of the collector's `transform` processor. */
export const identityStatements: Readonly<Record<OtlpSignal, readonly string[]>> = {
  metrics: statements('datapoint', [
    keyValues('resource.attributes'),
    'scope.name',
    'metric.name',
    keyValues('datapoint.attributes'),
  ]),
  logs: statements('log', [
    ...scopePaths,
    'log.time_unix_nano',
    'log.observed_time_unix_nano',
    'log.event_name',
    'log.body.string',
    keyValues('log.attributes'),
  ]),
  traces: statements('span', [
    ...scopePaths,
    'span.start_time_unix_nano',
    'span.end_time_unix_nano',
    'span.name',
    keyValues('span.attributes'),
  ]),
};

/** For places besides the ledger: the attribute is ours alone. */
export const forgetStatements: Readonly<Record<OtlpSignal, readonly string[]>> = {
  metrics: [forget('datapoint')],
  logs: [forget('log')],
  traces: [forget('span')],
};
