import { expect, test } from 'vitest';
import { commitCount } from '../../src/catalogue/telemetry.ts';
import { totalOf } from '../../src/promql/query.ts';
import { openings } from '../../src/rules/openings.ts';
import { charts, totals } from '../../src/rules/totals.ts';
import { promtool, runPromtool } from '../promql/promtool.ts';
import { between, notation, random } from '../promql/timeline.ts';

/**
 * A sum over several sources, which come and go in any order: Prometheus starts between two of its targets, a scrape
 * fails, all of them are away for a while.
 */

const counter = commitCount.series;
const step = 15;
const quarter = 900 / step;

const groupsOf = (isGuarded: boolean) =>
  [openings('15s'), ...totals('15s'), ...charts]
    .map((group) => ({
      ...group,
      rules: group.rules
        .filter((rule) => group.name === 'complete' || ('record' in rule && rule.record.includes(counter)))
        .map((rule) =>
          isGuarded ? rule : { ...rule, expr: rule.expr.replace(/ and on \(\) \S+:complete\{\S+\}$/, '') },
        ),
    }))
    .filter(({ rules }) => rules.length > 0);

interface Source {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
}

/** Sources that count, each with holes of its own, and some that all of them have. */
const sourcesOf = (seed: number, length: number): readonly Source[] => {
  const next = random(seed);
  const count = between(next, 2, 4);
  const isOn = Array.from({ length: count }, () => Array<boolean>(length).fill(true));
  const turnOff = (source: number, from: number, steps: number) =>
    isOn[source]?.fill(false, from, Math.min(from + steps, length - 2 * quarter));
  for (let at = 2 * quarter; at < length - 3 * quarter; at += between(next, quarter / 2, 3 * quarter)) {
    if (next() < 0.4) {
      // All are away, and each is back in its own time, the last within a few minutes.
      const steps = between(next, quarter, 4 * quarter);
      for (let source = 0; source < count; source += 1) turnOff(source, at, steps + between(next, 0, 16));
      at += steps;
    } else turnOff(between(next, 0, count - 1), at, between(next, 1, 20));
  }
  return isOn.map((on, index) => {
    let [live, shown] = [0, 0];
    let held = 0;
    return {
      name: 'abcd'[index] ?? '',
      values: on.map((scraped, at) => {
        if (next() < 0.1) live += between(next, 1, 50);
        if (!scraped) return undefined;
        // As the ledger does: after a hole of ten minutes, and at first, what was shown last for a few scrapes.
        const before = on.slice(Math.max(0, at - 40), at);
        if (at === 0 || !before.some(Boolean)) held = 3;
        if (held > 0) held -= 1;
        else shown = live;
        return shown;
      }),
    };
  });
};

const lastOf = (values: Source['values']): number => values.findLast((value) => value !== undefined) ?? 0;

const complaints = async (seed: number, isGuarded = true): Promise<string> => {
  const length = 24 * quarter + 1;
  const sources = sourcesOf(seed, length);
  const truth = sources.reduce((sum, { values }) => sum + lastOf(values), 0);
  const end = `${(length - 1) * step}s`;
  const sum = `project:${counter}:sum`;
  const bars = totalOf(commitCount, {}, { range: '15m', points: 'minutes' });
  const groups = groupsOf(isGuarded);
  const { output } = await runPromtool(['test', 'rules', 'test.yaml'], {
    'rules.yaml': { groups },
    'test.yaml': {
      rule_files: ['rules.yaml'],
      evaluation_interval: '15s',
      group_eval_order: groups.map(({ name }) => name),
      tests: [
        {
          interval: '15s',
          input_series: sources.map(({ name, values }) => ({
            series: `${counter}{instance="${name}"}`,
            values: notation(values),
          })),
          promql_expr_test: [
            { expr: `resets(${sum}[1d])`, value: 0 },
            { expr: `resets(${sum}:opening[1d])`, value: 0 },
            { expr: totalOf(commitCount, {}, { range: '6h' }), value: truth },
            { expr: `count_over_time(((${bars}) < 0)[6h:15m]) or vector(0)`, value: 0 },
            { expr: `sum_over_time((${bars})[6h:15m])`, value: truth },
          ].map(({ expr, value }) => ({ expr, eval_time: end, exp_samples: [{ labels: '{}', value }] })),
        },
      ],
    },
  });
  return output.includes('SUCCESS') ? '' : output;
};

const seeds = [1, 2, 3, 4];

test.skipIf(!promtool).for(seeds)(
  'however sources come and go, no sum falls, no bar is negative, and bars add up to the total (%i)',
  async (seed) => {
    expect(await complaints(seed)).toBe('');
  },
);

test.skipIf(!promtool)(
  'without the rule that counts them, a sum falls while a source is missing',
  async () => {
    const found = await Promise.all(seeds.map((seed) => complaints(seed, false)));
    expect(found.join('')).toContain('resets');
  },
);

test('every counter that is summed is one whose label sets are counted', () => {
  const [complete, ...sums] = totals('15s');
  const counted = /"([^"]+)"/.exec(complete?.rules[0]?.expr ?? '')?.[1]?.split('|') ?? [];
  const guards = sums
    .flatMap(({ rules }) => rules)
    .flatMap(({ expr }) => /:complete\{of="(.+)"\}$/.exec(expr)?.[1] ?? []);
  expect(new Set(guards)).toEqual(new Set(counted));
  expect(counted).toContain(counter);
});
