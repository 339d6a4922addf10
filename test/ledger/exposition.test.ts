import { Registry } from 'prom-client';
import { describe, expect, test } from 'vitest';
import { createExposition } from '../../src/ledger/exposition.ts';
import { open } from './open.ts';
import { eventRequest, metricsRequest } from './point.ts';

const second = 1e6;

/** The value of a sample in the text of /metrics; undefined when it is not there. */
const sample = (text: string, name: string): number | undefined => {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
};

const input = 'claude_code_token_usage_tokens_total{type="input"}';
const opus = 'claude_code_token_usage_tokens_total{type="input",model="opus"}';

const scraper = ({ store, ledger }: ReturnType<typeof open>) => {
  const exposition = createExposition(store, ledger.counters, new Registry());
  return async (at: number, name: string, byPrometheus = true) =>
    sample(await exposition.text(byPrometheus, at * second), name);
};

test('label sets known beforehand are there as 0 from the first scrape', async () => {
  const opened = open();
  const scrape = scraper(opened);
  expect(await scrape(0, input)).toBe(0);
  expect(await scrape(0, 'claude_code_commit_count_total')).toBe(0);
  expect(await scrape(0, 'claude_code_tool_duration_seconds_bucket{le="+Inf"}')).toBe(0);
});

test('a new label set is shown as 0 for three scrapes, then with its value', async () => {
  const opened = open();
  const scrape = scraper(opened);
  await opened.ledger.take('metrics', metricsRequest({ value: 9, attributes: { model: 'opus' } }));
  const seen = [];
  for (const at of [0, 15, 30, 45, 60]) seen.push(await scrape(at, opus));
  expect(seen).toEqual([0, 0, 0, 9, 9]);
});

test('readers that are not Prometheus see the same and change nothing', async () => {
  const opened = open();
  const scrape = scraper(opened);
  await opened.ledger.take('metrics', metricsRequest({ value: 9 }));
  for (let i = 0; i < 10; i += 1) expect(await scrape(i, input, false)).toBe(0);
  for (const at of [20, 35, 50]) await scrape(at, input);
  await scrape(65, input);
  expect(await scrape(66, input, false)).toBe(9);
});

test('after a restart the first three scrapes repeat what was shown last, never less', async () => {
  const first = open();
  const before = scraper(first);
  await first.ledger.take('metrics', metricsRequest({ value: 9 }));
  for (const at of [0, 15, 30, 45]) await before(at, input);
  await first.ledger.take('metrics', metricsRequest({ value: 5, time: 2000 }));
  first.store.close();

  const second = open(first.folder);
  const after = scraper(second);
  const seen = [];
  for (const at of [60, 75, 90, 105]) seen.push(await after(at, input));
  expect(seen).toEqual([9, 9, 9, 14]);
});

test('after ten minutes without a scrape it repeats what was shown last, after less it does not', async () => {
  const opened = open();
  const scrape = scraper(opened);
  for (const at of [0, 15, 30, 45]) await scrape(at, input);
  await opened.ledger.take('metrics', metricsRequest({ value: 9 }));
  expect(await scrape(600, input)).toBe(9);
  await opened.ledger.take('metrics', metricsRequest({ value: 1, time: 2000 }));
  const seen = [];
  for (const at of [1300, 1315, 1330, 1345]) seen.push(await scrape(at, input));
  expect(seen).toEqual([9, 9, 9, 10]);
});

describe('the text', () => {
  test('gives money and time in their units', async () => {
    const opened = open();
    const scrape = scraper(opened);
    await opened.ledger.take(
      'metrics',
      metricsRequest({ metric: 'claude_code.cost.usage', value: 0.00005283 }),
    );
    await opened.ledger.take('logs', eventRequest('compaction', { trigger: 'auto', duration_ms: '1500' }));
    for (const at of [0, 15, 30]) await scrape(at, input);
    expect(await scrape(45, 'claude_code_cost_usage_USD_total')).toBe(0.00005283);
    expect(await scrape(45, 'claude_code_compaction_duration_seconds_sum{trigger="auto"}')).toBe(1.5);
    expect(await scrape(45, 'claude_code_compaction_duration_seconds_bucket{trigger="auto",le="2"}')).toBe(1);
  });

  test('keeps quotes, backslashes and line breaks in a label readable', async () => {
    const opened = open();
    await opened.ledger.take('metrics', metricsRequest({ value: 1, attributes: { model: 'a"b\\c\nd' } }));
    const exposition = createExposition(opened.store, opened.ledger.counters, new Registry());
    expect(await exposition.text(false, 0)).toContain('model="a\\"b\\\\c\\nd"');
  });
});
