import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AttributeType, attributeTypes } from '../../src/catalogue/attribute.ts';
import { attributes, isAttributeName } from '../../src/catalogue/attributes.ts';
import { commonAttributes, eventHas, isEventName } from '../../src/catalogue/events.ts';
import { hookField, isHookEventName } from '../../src/catalogue/hook-events.ts';
import { isSpanName, spanEventAttributes, spanHas } from '../../src/catalogue/spans.ts';
import { metrics as catalogued } from '../../src/catalogue/telemetry.ts';
import type {
  AnyValue,
  KeyValue,
  LogRecord,
  LogsRequest,
  Metric,
  MetricsRequest,
  Span,
  TracesRequest,
} from '../captures/otlp-json.ts';
import {
  type HookPayload,
  type HookSample,
  type Line,
  linesOf,
  samples,
  versions,
} from '../captures/read.ts';
import { recordedLines, recordedVersions } from '../captures/recorded.ts';

/** Every payload of the real clients must be known to the catalogue. What is not, is named here with its place. */

const typeOf = ({ stringValue, boolValue, intValue, doubleValue }: AnyValue): AttributeType => {
  if (stringValue !== undefined) return 'string';
  if (boolValue !== undefined) return 'boolean';
  if (intValue !== undefined) return 'int';
  return doubleValue === undefined ? 'string[]' : 'double';
};

/** What the table of attributes does not know about some attributes, of those that `belongs` accepts. */
const unknownAttributes = (
  place: string,
  carried: readonly KeyValue[],
  belongs: (name: string) => boolean,
): string[] =>
  carried.flatMap(({ key, value }) => {
    if (!belongs(key)) return [`${place}: attribute ${key}`];
    if (!isAttributeName(key)) return [`${place}: attribute ${key} has no entry`];
    const attribute = attributes[key];
    if (!attributeTypes(attribute).includes(typeOf(value))) return [`${place}: ${key} is ${typeOf(value)}`];
    const open = attribute.values === undefined || value.stringValue === undefined;
    return open || attribute.values.includes(value.stringValue)
      ? []
      : [`${place}: ${key} is "${value.stringValue}"`];
  });

const common: ReadonlySet<string> = new Set(commonAttributes);
const onResource = (name: string) => isAttributeName(name);
/** The catalogue writes a metric's attributes as labels, and leaves the bounded ones to it. */
const onMetric = (metric: Metric) => {
  const known = catalogued.find(({ name }) => name === metric.name);
  const words = new Set(known?.labels);
  return (name: string) => common.has(name) || words.has(name.replaceAll('.', '_'));
};

const unknownInMetric = (place: string, metric: Metric): string[] => {
  const known = catalogued.find(({ name }) => name === metric.name);
  if (!known) return [`${place}: metric ${metric.name}`];
  const unit = known.unit === (metric.unit ?? '') ? [] : [`${place}: unit ${metric.unit}`];
  const points = metric.sum.dataPoints.flatMap((point) =>
    unknownAttributes(`${place} ${metric.name}`, point.attributes, onMetric(metric)),
  );
  return [...unit, ...points];
};

const unknownInRecord = (place: string, { body, attributes: carried }: LogRecord): string[] => {
  const name = body.stringValue.replace(/^claude_code\./, '');
  if (!isEventName(name)) return [`${place}: event ${body.stringValue}`];
  return unknownAttributes(`${place} ${name}`, carried, (attribute) => eventHas(name, attribute));
};

const unknownInSpan = (place: string, { name, attributes: carried, events = [] }: Span): string[] => {
  if (!isSpanName(name)) return [`${place}: span ${name}`];
  const inEvents = events.flatMap((event) => {
    const known: readonly string[] | undefined = spanEventAttributes(name, event.name);
    const where = `${place} ${name} ${event.name}`;
    return known
      ? unknownAttributes(where, event.attributes ?? [], (attribute) => known.includes(attribute))
      : [`${where}: span event`];
  });
  return [
    ...unknownAttributes(`${place} ${name}`, carried, (attribute) => spanHas(name, attribute)),
    ...inEvents,
  ];
};

const jsonType = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
};

const unknownInHook = (place: string, payload: HookPayload): string[] => {
  const event = payload.hook_event_name;
  if (!isHookEventName(event)) return [`${place}: hook event ${event}`];
  return Object.entries(payload).flatMap(([name, value]) => {
    const field = hookField(event, name);
    if (!field) return [`${place} ${event}: field ${name}`];
    if (![field.type].flat().some((type) => type === jsonType(value)))
      return [`${place} ${event}: ${name} is ${jsonType(value)}`];
    const open = field.values === undefined || typeof value !== 'string';
    return open || field.values.includes(value) ? [] : [`${place} ${event}: ${name} is "${value}"`];
  });
};

const resourceOf = (
  place: string,
  { resource }: { resource: { attributes: readonly KeyValue[] } },
): string[] => unknownAttributes(`${place} resource`, resource.attributes, onResource);

const readers: Readonly<Record<Line['kind'], (place: string, value: unknown) => string[]>> = {
  metrics: (place, value) =>
    (value as MetricsRequest).resourceMetrics.flatMap((entry) => [
      ...resourceOf(place, entry),
      ...entry.scopeMetrics.flatMap(({ metrics }) =>
        metrics.flatMap((metric) => unknownInMetric(place, metric)),
      ),
    ]),
  logs: (place, value) =>
    (value as LogsRequest).resourceLogs.flatMap((entry) => [
      ...resourceOf(place, entry),
      ...entry.scopeLogs.flatMap(({ logRecords }) =>
        logRecords.flatMap((record) => unknownInRecord(place, record)),
      ),
    ]),
  traces: (place, value) =>
    (value as TracesRequest).resourceSpans.flatMap((entry) => [
      ...resourceOf(place, entry),
      ...entry.scopeSpans.flatMap(({ spans }) => spans.flatMap((span) => unknownInSpan(place, span))),
    ]),
  hook: (place, value) => unknownInHook(place, value as HookPayload),
  'http-hook': (place, value) => unknownInHook(place, value as HookPayload),
  truth: () => [],
  scrape: () => [],
};

const unknownIn = (version: string, { scenario, kind, value }: Line): string[] => {
  const place = `${version} ${scenario}`;
  return scenario === samples
    ? unknownInHook(`${place} ${(value as HookSample).name}`, (value as HookSample).payload)
    : readers[kind](place, value);
};

describe.each(versions())('what client %s sent', (version) => {
  test('is known to the catalogue, by name, type and value', () => {
    const unknown = linesOf(version).flatMap((line) => unknownIn(version, line));
    expect([...new Set(unknown)]).toEqual([]);
  });
});

const folder = resolve(import.meta.dirname, '../../../shared/captures');
const there = existsSync(folder);
if (!there) console.log(`skipped: no recorded captures at ${folder}`);

describe.skipIf(!there)('the captures as they were recorded', () => {
  test.each(there ? recordedVersions(folder) : [])('of client %s are known to the catalogue', (version) => {
    const unknown = recordedLines(folder, version).flatMap((line) => unknownIn(version, line));
    expect([...new Set(unknown)]).toEqual([]);
  });

  test.each(there ? recordedVersions(folder) : [])('of client %s are all in test/captures', (version) => {
    expect(linesOf(version)).toEqual(recordedLines(folder, version));
  });
});

test('something that the catalogue does not know is named, with its place', () => {
  const record = {
    timeUnixNano: '0',
    observedTimeUnixNano: '0',
    body: { stringValue: 'claude_code.api_error' },
  };
  const attribute = (key: string, value: AnyValue) => ({ ...record, attributes: [{ key, value }] });
  expect(
    unknownInRecord('here', { ...record, body: { stringValue: 'claude_code.nap' }, attributes: [] }),
  ).toEqual(['here: event claude_code.nap']);
  expect(unknownInRecord('here', attribute('mood', { stringValue: 'good' }))).toEqual([
    'here api_error: attribute mood',
  ]);
  expect(unknownInRecord('here', attribute('model', { boolValue: true }))).toEqual([
    'here api_error: model is boolean',
  ]);
  expect(unknownInRecord('here', attribute('speed', { stringValue: 'warp' }))).toEqual([
    'here api_error: speed is "warp"',
  ]);
  expect(unknownInHook('here', { hook_event_name: 'Stop', session_id: 's', mood: 'good' })).toEqual([
    'here Stop: field mood',
  ]);
});
