import { expect, test } from 'vitest';
import type { ExportRequest, KeyValue } from '../../src/otlp/model.ts';
import { identify, identityAttribute } from '../../src/redaction/identity.ts';

const attributes = (pairs: Readonly<Record<string, string>>): KeyValue[] =>
  Object.entries(pairs).map(([key, stringValue]) => ({ key, value: { stringValue } }));

const usual = {
  resource: { service: 'a' },
  scope: 'scope',
  metric: 'cost',
  point: { model: 'm' } as Readonly<Record<string, string>>,
  time: '1' as string | number,
};
type Sent = typeof usual;

/** The identities that a point and a log record are given. */
const identitiesOf = (change: Partial<Sent>): readonly (readonly string[])[] => {
  const { resource, scope, metric, point, time } = { ...usual, ...change };
  const request = {
    resourceMetrics: [
      {
        resource: { attributes: attributes(resource) },
        scopeMetrics: [
          {
            scope: { name: scope },
            metrics: [{ name: metric, sum: { dataPoints: [{ attributes: attributes(point) }] } }],
          },
        ],
      },
    ],
    resourceLogs: [
      {
        resource: { attributes: attributes(resource) },
        scopeLogs: [
          {
            scope: { name: scope },
            logRecords: [{ eventName: metric, timeUnixNano: time, attributes: attributes(point) }],
          },
        ],
      },
    ],
  } as unknown as ExportRequest;
  identify('metrics', request);
  identify('logs', request);
  const owners = [
    (
      request.resourceMetrics?.[0]?.scopeMetrics?.[0]?.metrics?.[0] as {
        sum?: { dataPoints?: { attributes?: KeyValue[] }[] };
      }
    )?.sum?.dataPoints?.[0],
    request.resourceLogs?.[0]?.scopeLogs?.[0]?.logRecords?.[0],
  ];
  return owners.map((owner) =>
    (owner?.attributes ?? [])
      .filter(({ key }) => key === identityAttribute)
      .map(({ value }) => (value as { stringValue: string }).stringValue),
  );
};

test.each<[string, Partial<Sent>]>([
  ['resource', { resource: { service: 'b' } }],
  ['scope', { scope: 'other' }],
  ['name', { metric: 'tokens' }],
  ['attributes', { point: { model: 'n' } }],
])('what differs in its %s has another identity, point and record alike', (_, change) => {
  const [before, after] = [identitiesOf({}), identitiesOf(change)];
  for (const [index, [identity]] of before.entries()) {
    expect(identity).toMatch(/^[0-9a-f]{64}$/);
    expect(after[index]?.[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(after[index]?.[0]).not.toBe(identity);
  }
});

test('a time is the same as number and as text, and another time is another record', () => {
  const [, record] = identitiesOf({ time: '1790000000000000' });
  expect(identitiesOf({ time: 1_790_000_000_000_000 })[1]).toEqual(record);
  expect(identitiesOf({ time: '1790000000000001' })[1]).not.toEqual(record);
});

test('an identity that a sender sets is not believed, and changes nothing', () => {
  const forged = identitiesOf({ point: { ...usual.point, [identityAttribute]: 'f'.repeat(64) } });
  expect(forged).toEqual(identitiesOf({}));
});

test('the marks between names and values, inside a name or a value, make nothing alike', () => {
  const [unit, record] = ['\u001f', '\u001e'];
  const alike: readonly (readonly [Sent['point'], Sent['point']])[] = [
    [{ a: `x${unit}y` }, { [`a${unit}x`]: 'y' }],
    [{ a: '1', b: '2' }, { a: `1${record}b${unit}2` }],
  ];
  for (const [one, other] of alike)
    expect(identitiesOf({ point: one })).not.toEqual(identitiesOf({ point: other }));
});
