import { expect, test } from 'vitest';
import { defineMetric } from '../../src/catalogue/metric.ts';
import { expositionText, familiesOf } from '../../src/counters/text.ts';

const brief = 'Of the test: \\ and\na second line.';
const money = defineMetric({
  name: 'money',
  series: 'test_money_total',
  brief,
  labels: ['model'],
  scale: 1_000_000_000,
});
const calls = defineMetric({ name: 'calls', series: 'test_calls_total', brief, labels: [], scale: 1 });
const wait = defineMetric({
  name: 'wait',
  series: 'test_wait_seconds',
  brief,
  labels: [],
  scale: 1_000_000,
  instrument: 'histogram',
  buckets: [0.5, 2],
});

const text = (samples: Parameters<typeof expositionText>[0]): readonly string[] =>
  expositionText(samples, familiesOf([money, calls, wait])).split('\n');

test('integers of a scale are written as decimal numbers, to the last digit, however large', () => {
  const amounts = [0n, 1n, 1_000_000_000n, 1_500_000_000n, 123n, 50_000_000_000_000_001n];
  const written = text(amounts.map((value) => ({ sample: money.series, labels: { model: 'm' }, value })));
  expect(written.slice(2, -1)).toEqual(
    ['0', '0.000000001', '1', '1.5', '0.000000123', '50000000.000000001'].map(
      (value) => `test_money_total{model="m"} ${value}`,
    ),
  );
  expect(text([{ sample: calls.series, labels: {}, value: 70n }])).toContain('test_calls_total 70');
});

test('of a histogram the sum has a scale, buckets and count are plain counts, and all are one family', () => {
  const written = text([
    { sample: 'test_wait_seconds_bucket', labels: { le: '0.5' }, value: 3n },
    { sample: 'test_calls_total', labels: {}, value: 1 },
    { sample: 'test_wait_seconds_count', labels: {}, value: 4n },
    { sample: 'test_wait_seconds_sum', labels: {}, value: 4_250_000n },
    { sample: 'test_unknown', labels: {}, value: 1n },
  ]);
  expect(written).toEqual([
    '# HELP test_wait_seconds Of the test: \\\\ and\\na second line.',
    '# TYPE test_wait_seconds histogram',
    'test_wait_seconds_bucket{le="0.5"} 3',
    'test_wait_seconds_count 4',
    'test_wait_seconds_sum 4.25',
    '',
    '# HELP test_calls_total Of the test: \\\\ and\\na second line.',
    '# TYPE test_calls_total counter',
    'test_calls_total 1',
    '',
  ]);
});

test('a label value cannot end its line or its quotes', () => {
  const model = 'a"} 1\nevil_total 9\\';
  expect(text([{ sample: money.series, labels: { model }, value: 0n }])[2]).toBe(
    String.raw`test_money_total{model="a\"} 1\nevil_total 9\\"} 0`,
  );
});
