import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { defineMetric } from '../../src/catalogue/metric.ts';
import { type Counters, createCounters } from '../../src/counters/counters.ts';
import { openStore } from '../../src/ledger/store.ts';
import { closeDatabase, transaction } from '../../src/store/database.ts';

const brief = 'Of the test.';
const calls = defineMetric({ name: 'calls', series: 'test_calls_total', brief, labels: ['tool'], scale: 1 });
const dropped = defineMetric({
  name: 'dropped',
  series: 'test_dropped_total',
  brief,
  labels: ['metric'],
  scale: 1,
});

const storeIn = (folder: string) => {
  const store = openStore(folder);
  onTestFinished(() => closeDatabase(store));
  const counters = createCounters(store, {
    limit: 2,
    keeps: (_, value) => value === 'known',
    unlimited: new Set([dropped]),
    overflow: dropped,
  });
  const commit = (fill: (to: Counters) => void) => {
    transaction(store, () => {
      fill(counters);
      counters.write();
    });
    counters.committed();
  };
  return { store, counters, commit };
};

const empty = () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'counters-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const valuesOf = (counters: Counters): Record<string, number> =>
  Object.fromEntries(
    [...counters.all()].map(({ sample, labels, value }) => [
      `${sample}{${Object.values(labels).join()}}`,
      Number(value),
    ]),
  );

test('a metric has as many label sets as its limit; what comes beyond is counted as other, and that it was', () => {
  const { counters, commit } = storeIn(empty());
  commit((to) => {
    for (const tool of ['a', 'b', 'c', 'd', 'a']) to.add(calls, { tool });
  });
  expect(valuesOf(counters)).toEqual({
    'test_calls_total{a}': 2,
    'test_calls_total{b}': 1,
    'test_calls_total{other}': 2,
    'test_dropped_total{test_calls_total}': 2,
  });
});

test('after a start the limit and the values are what they were', () => {
  const folder = empty();
  storeIn(folder).commit((to) => {
    for (const tool of ['a', 'b']) to.add(calls, { tool }, 5);
  });
  const { counters, commit } = storeIn(folder);
  commit((to) => to.add(calls, { tool: 'c' }));
  expect(valuesOf(counters)).toMatchObject({ 'test_calls_total{a}': 5, 'test_calls_total{other}': 1 });
});

test('nothing is visible before the commit, and nothing of what was rolled back, new label sets included', () => {
  const { store, counters, commit } = storeIn(empty());
  commit((to) => to.add(calls, { tool: 'a' }));
  const failing = () =>
    transaction(store, () => {
      counters.add(calls, { tool: 'a' }, 10);
      counters.add(calls, { tool: 'b' }, 10);
      expect(valuesOf(counters)['test_calls_total{a}']).toBe(1);
      counters.write();
      throw new Error('a full disk');
    });
  expect(failing).toThrow('a full disk');
  counters.rolledBack();
  expect(valuesOf(counters)).toEqual({ 'test_calls_total{a}': 1 });
  commit((to) => to.add(calls, { tool: 'a' }));
  expect(valuesOf(counters)).toEqual({ 'test_calls_total{a}': 2 });
});

test('amounts beyond what a floating-point number holds exactly stay exact; less than nothing adds nothing', () => {
  const folder = empty();
  const large = 50_000_000n * 1_000_000_000n + 1n;
  storeIn(folder).commit((to) => {
    to.add(calls, { tool: 'a' }, large);
    to.add(calls, { tool: 'a' }, -5);
  });
  const [counter] = storeIn(folder).counters.all();
  expect(counter?.value).toBe(large);
});

test('a histogram counts a value in every bucket it fits into, bounds included, and goes to other as a whole', () => {
  const wait = defineMetric({
    name: 'wait',
    series: 'test_wait_seconds',
    brief,
    labels: ['tool'],
    scale: 1_000_000,
    instrument: 'histogram',
    buckets: [0.5, 2],
  });
  const { counters, commit } = storeIn(empty());
  commit((to) => {
    to.make(wait, { tool: 'none' });
    for (const microseconds of [500_000, 500_001, 2_000_001]) to.add(wait, { tool: 'a' }, microseconds);
    for (const tool of ['b', 'c', 'b']) to.add(wait, { tool }, 1);
  });
  expect(valuesOf(counters)).toEqual({
    'test_wait_seconds_bucket{none,0.5}': 0,
    'test_wait_seconds_bucket{none,2}': 0,
    'test_wait_seconds_bucket{none,+Inf}': 0,
    'test_wait_seconds_count{none}': 0,
    'test_wait_seconds_sum{none}': 0,
    'test_wait_seconds_bucket{a,0.5}': 1,
    'test_wait_seconds_bucket{a,2}': 2,
    'test_wait_seconds_bucket{a,+Inf}': 3,
    'test_wait_seconds_count{a}': 3,
    'test_wait_seconds_sum{a}': 3_000_002,
    'test_wait_seconds_bucket{other,0.5}': 3,
    'test_wait_seconds_bucket{other,2}': 3,
    'test_wait_seconds_bucket{other,+Inf}': 3,
    'test_wait_seconds_count{other}': 3,
    'test_wait_seconds_sum{other}': 3,
    'test_dropped_total{test_wait_seconds}': 3,
  });
});
