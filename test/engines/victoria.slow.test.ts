import { afterAll, beforeAll, expect, test } from 'vitest';
import { differsByNature, disagreement, questionsAt } from './answers.ts';
import { fillEngines, type Month } from './month.ts';

/** A Wednesday at work, which ends a month that has nights and weekends as holes. */
const now = Date.parse('2026-11-18T15:00:00Z');
const days = Number(process.env['ENGINES_DAYS'] ?? 30);
let month: Month | undefined;

beforeAll(async () => {
  month = await fillEngines(days, now);
}, 900_000);

afterAll(async () => {
  await month?.prometheus.stop();
  await month?.victoria.stop();
});

/** Live, in a hole, at night; over a day, a week and the month. `ENGINES_LOOKS` asks for more, spread over the month. */
const looks: readonly (readonly [name: string, hoursBack: number, rangeHours: number])[] = [
  ['live, over a day', 0, 24],
  ['in the hole of a night, over a week', 12, 168],
  ['at the end of a weekend, over all of it', 56, 24 * days],
  ...Array.from({ length: Math.max(0, Number(process.env['ENGINES_LOOKS'] ?? 3) - 3) }, (_, index) => {
    const hoursBack = 7 + 31 * index;
    return [`${hoursBack} hours ago, over three days`, hoursBack, 72] as const;
  }),
];

test.each(looks)(
  'Prometheus and VictoriaMetrics give the same money, tokens and counts on every board: %s',
  async (_, hoursBack, rangeHours) => {
    if (!month) return;
    const wrong: string[] = [];
    for (const question of questionsAt(month, hoursBack, rangeHours)) {
      if (differsByNature(question.query)) continue;
      const found = await disagreement(month, question);
      if (found) wrong.push(found);
    }
    expect(wrong).toEqual([]);
  },
  900_000,
);

test('a bare `.*` on a label that no series has is matched otherwise: totals would be doubled', async () => {
  if (!month) return;
  const asked = questionsAt(month, 0, 24).filter(({ query }) => query.promql.includes('anything!~"(.*)"'));
  const found: string[] = [];
  for (const { place, query } of asked) {
    const promql = query.promql.replaceAll('"(.*)"', '".*"');
    const wrong = await disagreement(month, { place, query: { ...query, promql } });
    if (wrong) found.push(wrong);
  }
  expect(found.length).toBeGreaterThan(0);
});
