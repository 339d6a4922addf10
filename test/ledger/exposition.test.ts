import { describe, expect, test } from 'vitest';
import { closedLabels } from '../../src/catalogue/labels.ts';
import { type Opened, open } from './open.ts';
import { eventRequest, metricsRequest } from './point.ts';
import { prometheusOf, sampleIn } from './prometheus.ts';

const input = 'claude_code_token_usage_tokens_total{type="input"}';
const opus = 'claude_code_token_usage_tokens_total{type="input",model="opus"}';

const scraper = (opened: Opened) => {
  const { scrape, read } = prometheusOf(opened);
  return {
    scrape: async (at: number, name: string) => sampleIn(await scrape(at), name),
    read: async (at: number, name: string) => sampleIn(await read(at), name),
  };
};

test('label sets known beforehand are there as 0 from the first scrape', async () => {
  const { scrape } = scraper(open());
  expect(await scrape(0, input)).toBe(0);
  expect(await scrape(0, 'claude_code_commit_count_total')).toBe(0);
  expect(await scrape(0, 'claude_code_tool_duration_seconds_bucket{le="+Inf"}')).toBe(0);
});

test('each value of a closed label is there as 0 from the first scrape, and so are numbers without a mark', async () => {
  const { read } = scraper(open());
  for (const start of closedLabels['start_type'] ?? [])
    for (const mark of ['', ',counted_from="events"'])
      expect(await read(0, `claude_code_session_count_total{start_type="${start}"${mark}}`)).toBe(0);
  expect(await read(0, 'claude_code_cost_usage_USD_total')).toBe(0);
  expect(await read(0, 'claude_code_cost_usage_USD_total{counted_from="events"}')).toBe(0);
  for (const decision of closedLabels['decision'] ?? [])
    expect(await read(0, `claude_code_code_edit_tool_decision_total{decision="${decision}"}`)).toBe(0);
});

test('a new label set is shown as 0 until Prometheus has had that for three scrapes, then with its value', async () => {
  const opened = open();
  const { scrape } = scraper(opened);
  await opened.ledger.take('metrics', metricsRequest({ value: 9, attributes: { model: 'opus' } }));
  const seen = [];
  for (const at of [0, 15, 30, 45, 60]) seen.push(await scrape(at, opus));
  expect(seen).toEqual([0, 0, 0, 9, 9]);
});

test('an answer that never reached Prometheus proves nothing: the 0 is shown again', async () => {
  const opened = open();
  const { scrape, read } = scraper(opened);
  for (const at of [0, 15, 30, 45]) await scrape(at, opus);
  await opened.ledger.take('metrics', metricsRequest({ value: 9, attributes: { model: 'opus' } }));
  // The ledger stalled: scrapes were given up, and are answered to nobody afterwards.
  for (let late = 0; late < 6; late += 1) expect(await read(120 + late / 100, opus)).toBe(0);
  const seen = [];
  for (const at of [135, 150, 165, 180]) seen.push(await scrape(at, opus));
  expect(seen).toEqual([0, 0, 0, 9]);
});

test('readers that are not our Prometheus see the same and change nothing', async () => {
  const opened = open();
  const { scrape, read } = scraper(opened);
  await opened.ledger.take('metrics', metricsRequest({ value: 9 }));
  for (let at = 0; at < 100; at += 10) expect(await read(at, input)).toBe(0);
  for (const at of [120, 135, 150, 165]) await scrape(at, input);
  expect(await read(181, input)).toBe(9);
});

test('after a restart the first scrapes repeat what was shown last, never less', async () => {
  const first = open();
  const before = scraper(first);
  await first.ledger.take('metrics', metricsRequest({ value: 9 }));
  for (const at of [0, 15, 30, 45]) await before.scrape(at, input);
  await first.ledger.take('metrics', metricsRequest({ value: 5, time: 2000 }));
  first.store.close();

  const after = scraper(open(first.folder));
  const seen = [];
  for (const at of [60, 75, 90, 105]) seen.push(await after.scrape(at, input));
  expect(seen).toEqual([9, 9, 9, 14]);
});

test('after ten minutes in which Prometheus saw nothing it repeats what was shown last, after less it does not', async () => {
  const opened = open();
  const { scrape } = scraper(opened);
  for (const at of [0, 15, 30, 45, 60, 75]) await scrape(at, input);
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
    const { scrape } = scraper(opened);
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
    expect(await prometheusOf(opened).read(0)).toContain('model="a\\"b\\\\c\\nd"');
  });
});
