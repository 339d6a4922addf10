import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { spentSoFar } from '../../src/catalogue/ledger-metrics.ts';
import { costUsage } from '../../src/catalogue/telemetry.ts';
import { importTranscripts } from '../../src/imports/import.ts';
import { importLedger } from '../../src/imports/ledger.ts';
import { writePast } from '../../src/imports/past.ts';
import { builtInPrices } from '../../src/prices/built-in.ts';
import { type QueryView, totalOf } from '../../src/promql/query.ts';
import type { Length } from '../../src/promql/range.ts';
import { missingPrograms, type Stack, startStack } from '../e2e/stack.ts';
import { waitFor } from '../e2e/wait.ts';
import { epoch, metricsRequest } from '../ledger/point.ts';
import { testBin } from '../programs.ts';
import { random } from '../promql/timeline.ts';
import { type MadeRequest, writeTranscripts } from '../transcripts/make.ts';
import { madeDays, spentIn } from './truth.ts';

const missing = await missingPrograms(['prometheus']);
const minute = 60_000;
const hour = 60 * minute;
const lengths: readonly (readonly [Length, number])[] = [
  ['15m', 15 * minute],
  ['1h', hour],
  ['6h', 6 * hour],
  ['1d', 24 * hour],
  ['7d', 168 * hour],
];

const running = async (): Promise<{ stack: Stack; folder: string }> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'transcripts-'));
  const stack = await startStack({ collector: 'embedded', run: ['ledger', 'prometheus'] });
  onTestFinished(async () => {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  symlinkSync(testBin, stack.home.bin);
  mkdirSync(stack.home.run, { recursive: true });
  return { stack, folder };
};

const importInto = async ({ home, config }: Stack, folder: string) => {
  const imported = await importTranscripts({
    home,
    config,
    folder,
    prices: builtInPrices,
    progress: () => {},
  });
  await writePast({
    home,
    runtime: 'native',
    config,
    ledger: importLedger({ port: config.ports.ledger, secrets: home.secrets }),
    teller: { progress: () => {} },
    signal: new AbortController().signal,
  });
  return imported;
};

const spent = (view: QueryView): string => totalOf(costUsage, {}, view);
const rounded = (dollars: number): number => Math.round(dollars * 1e6) / 1e6;

/** What 60 windows should say and do say; only those that differ. */
const wrongWindows = async (stack: Stack, made: readonly MadeRequest[], seed: number, now: number) => {
  const next = random(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item;
  const wrong: object[] = [];
  for (let count = 0; count < 60; count += 1) {
    const [range, length] = pick(lengths);
    // Most begin or end near something that happened.
    const near = pick(made).time + Math.floor((next() - 0.5) * length);
    const end = Math.min(now - 5 * minute, next() < 0.8 ? near : now - Math.floor(next() * 30 * 24 * hour));
    const views: readonly (readonly [QueryView, number])[] = [
      [{ range }, end],
      [{ range, points: 'minutes' }, Math.floor(end / minute) * minute],
      [{ range: '1d', points: 'hours' }, Math.floor(end / hour) * hour],
    ];
    for (const [view, at] of views) {
      const told = (await stack.query(spent(view), new Date(at))) ?? 0;
      const truth = spentIn(made, at, view.range === '1d' ? 24 * hour : length);
      if (Math.abs(told - truth) > 1e-6) wrong.push({ at: new Date(at).toISOString(), view, told, truth });
    }
  }
  return wrong;
};

test.skipIf(missing.length > 0)(
  'history that is imported is in every window, once, and moves no live number',
  async () => {
    const { stack, folder } = await running();
    const now = Date.now();
    const made = madeDays(random(7), { from: now - 29 * 24 * hour, until: now - 4 * hour, name: 'a' });
    writeTranscripts(folder, made);
    const all = rounded(spentIn(made, now, 40 * 24 * hour));

    const first = await importInto(stack, folder);
    expect(first).toMatchObject({ had: 0, repeated: 0, unreadable: 0, later: 0, unpriced: {} });
    expect(rounded(first.nanoDollars / 1e9)).toBe(all);
    // Prometheus looks for new blocks once a minute.
    const views: readonly QueryView[] = [
      { range: '30d' },
      { range: '30d', points: 'minutes' },
      { range: '30d', points: 'hours' },
    ];
    const total = () => stack.query(spent({ range: '30d' }));
    // Hours are recorded on the hour.
    const onTheHour = new Date(Math.floor(now / hour) * hour);
    const isThere = async (view: QueryView) =>
      rounded((await stack.query(spent(view), onTheHour)) ?? 0) === all;
    for (const view of views)
      await waitFor(`the month on the boards by ${JSON.stringify(view)}`, () => isThere(view), {
        forMs: 180_000,
        everyMs: 1000,
      });
    expect(await wrongWindows(stack, made, 1, now)).toEqual([]);
    const today = `sum(${spentSoFar.series}{period="monthly"})`;
    expect((await stack.query(today)) ?? 0).toBe(0);

    // Live money comes beside it.
    const live = metricsRequest({
      metric: costUsage.name,
      value: 0.25,
      attributes: { model: 'claude-opus-4-8' },
      time: Date.now() - epoch,
      start: Date.now() - epoch - 1000,
    });
    const answer = await fetch(`${stack.url('otlpHttp')}/v1/metrics`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(live),
    });
    expect(answer.status).toBe(200);
    await waitFor('live money', async () => rounded((await total()) ?? 0) === rounded(all + 0.25), {
      forMs: 60_000,
    });
    expect(rounded((await stack.query(spent({ range: '30m' }))) ?? 0)).toBe(0.25);

    // The same again adds nothing; what a session goes on with comes into a later import.
    const again = await importInto(stack, folder);
    expect(again).toMatchObject({ fresh: 0, nanoDollars: 0 });
    const last = made.at(-1) as MadeRequest;
    const middle = [5, 7, 90].map((minutes, index) => ({
      ...last,
      time: last.time - minutes * minute,
      request: `later-${index}`,
    }));
    writeTranscripts(folder, [...made, ...middle]);
    const second = await importInto(stack, folder);
    expect(second.fresh).toBe(6);
    const both = rounded(all + spentIn(middle, now, 40 * 24 * hour) + 0.25);
    await waitFor('the rest of the session', async () => rounded((await total()) ?? 0) === both, {
      forMs: 180_000,
      everyMs: 1000,
    });
    expect(await wrongWindows(stack, [...made, ...middle], 2, now)).toEqual([]);
    // What a person types sees no jump where the imports came.
    const typed = await stack.query(
      'sum(increase(claude_code_cost_usage_USD_total{source="transcript"}[1h]))',
    );
    expect(typed ?? 0).toBe(0);
    expect(rounded((await stack.query(today)) ?? 0)).toBe(0.25);
  },
  900_000,
);
