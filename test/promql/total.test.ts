import { describe, expect, test } from 'vitest';
import { commitCount } from '../../src/catalogue/telemetry.ts';
import { previous } from '../../src/promql/arithmetic.ts';
import { type QueryView, totalOf } from '../../src/promql/query.ts';
import type { Length } from '../../src/promql/range.ts';
import { openingOf, openings } from '../../src/rules/openings.ts';
import type { RuleGroup } from '../../src/rules/rule.ts';
import { charts, totals } from '../../src/rules/totals.ts';
import { promtool, runPromtool } from './promtool.ts';
import { between, counting, day, notation, random, scraped, shownAt, step, uptime } from './timeline.ts';

/** The rules about one counter, in the order in which they see each other. */
const about = (groups: readonly RuleGroup[]) => ({
  groups: groups
    .map((group) => ({
      ...group,
      rules: group.rules.filter(
        (rule) => group.name === 'complete' || ('record' in rule && rule.record.includes(commitCount.series)),
      ),
    }))
    .filter(({ rules }) => rules.length > 0),
});
const exact = about([openings('15s'), ...totals('15s')]);
const exactAndCharts = about([openings('15s'), ...totals('15s'), ...charts]);

const lengths = [
  ['15m', 60],
  ['1h', 240],
  ['6h', 1440],
  ['1d', day],
  ['2d', 2 * day],
] as const satisfies readonly (readonly [Length, number])[];

type Label = 'env' | 'team' | 'project' | 'user';

interface Reading {
  readonly by: readonly Label[];
  /** What a dashboard's variable for people stands for. */
  readonly people?: string;
}

/**
 * The raw counter, the sum by project and the sum by person: which one is read follows from the labels, and from
 * whether people were chosen.
 */
const readings: readonly Reading[] = [
  { by: ['env'] },
  { by: ['team', 'project'] },
  { by: ['user'] },
  { by: ['team'], people: '.*' },
  { by: ['project'], people: 'ann' },
  { by: [], people: '(ann|eve)' },
  { by: ['user'], people: '(ann|bob)' },
  { by: ['env'], people: 'bob' },
];

interface Expectation {
  readonly expr: string;
  readonly eval_time: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
}

/** Four counters on one random timeline. */
const someCounters = (next: () => number) => {
  const up = uptime(next);
  const running = counting(up, next);
  const counter = (birth: number, activity: number) => scraped(up, running, { birth, activity }, next);
  const late = () => between(next, 100, up.length - 1000);
  const series = [
    { env: 'a', user: 'ann', team: 'x', project: 'p', values: counter(0, 0.05) },
    { env: 'b', user: 'ann', team: 'x', project: 'q', values: counter(late(), 0.3) },
    { env: 'c', user: 'bob', team: 'y', project: 'q', values: counter(late(), 0.001) },
    { env: 'd', user: 'eve', team: 'y', project: 'q', values: counter(late(), 0.05) },
  ];

  return { up, series };
};

const inputOf = (series: ReturnType<typeof someCounters>['series']) =>
  series.map(({ values, ...labels }) => ({
    series: `${commitCount.series}{${Object.entries(labels).map(([name, value]) => `${name}="${value}"`)}}`,
    values: notation(values),
  }));

const hour = 3600 / step;

/** The steps of a chart, hour by hour and six hours at a time, from a moment when the stack was on to the end. */
const stepsTest = (seed: number) => {
  const { up, series } = someCounters(random(seed));
  const on = (at: number) => up.slice(at - 80, at + 80).every(Boolean);
  const from = [6, 12, 18, 24, 30, 36].find((hours) => on(hours * hour)) ?? 66;
  const gained = (start: number, end: number): number =>
    series.reduce((sum, { values }) => sum + shownAt(values, end) - shownAt(values, start), 0);
  const hourly = totalOf(commitCount, {}, { range: '1h', points: 'minutes' });
  const sixHourly = totalOf(commitCount, {}, { range: '6h', points: 'hours', begins: 'here' });
  return {
    interval: '15s',
    input_series: inputOf(series),
    promql_expr_test: [
      {
        expr: 'absent(nothing)',
        eval_time: `${(up.length - 1) * step}s`,
        exp_samples: [{ labels: '{}', value: 1 }],
      },
      {
        expr: `sum_over_time((${hourly})[${70 - from}h30m:1h])`,
        eval_time: '71h',
        exp_samples: [{ labels: '{}', value: gained(from * hour, 71 * hour) }],
      },
      {
        expr: `sum_over_time((${sixHourly})[${66 - from}h30m:6h])`,
        eval_time: '66h',
        // The sum of the first minute of an hour stands for the hour; the last range is not over yet.
        exp_samples: [{ labels: '{}', value: gained(from * hour + 60 / step, up.length - 1) }],
      },
    ],
  };
};

/** One random timeline of four counters, and what `windows` totals of each length must be. */
const timelineTest = (seed: number, windows: number) => {
  const next = random(seed);
  const { up, series } = someCounters(next);
  /** Mostly windows with an edge in a hole. */
  const endOf = (steps: number): number => {
    const all = Array.from({ length: up.length - steps }, (_, at) => at + steps);
    const inHole = all.filter((at) => !up[at] || !up[at - steps]);
    return (
      (next() < 0.8 ? inHole[between(next, 0, inHole.length)] : undefined) ??
      between(next, steps, up.length - 1)
    );
  };
  const gains = (end: number, steps: number, { by, people = '.*' }: Reading): Expectation['exp_samples'] => {
    const gained = new Map<string, number>();
    for (const { values, ...labels } of series) {
      if (!new RegExp(`^(?:${people})$`).test(labels.user)) continue;
      const key = `{${by.map((label) => `${label}="${labels[label]}"`).join(', ')}}`;
      gained.set(key, (gained.get(key) ?? 0) + shownAt(values, end) - shownAt(values, end - steps));
    }
    return [...gained].filter(([, value]) => value > 0).map(([labels, value]) => ({ labels, value }));
  };
  const expectation = (range: Length, steps: number): Expectation => {
    const end = endOf(steps);
    const reading = readings[between(next, 0, readings.length - 1)] ?? { by: [] };
    const { by, people } = reading;
    const view: QueryView = { range, ...(people && { filter: () => [['user', { chosen: 'user' }]] }) };
    return {
      expr: `${totalOf(commitCount, { by }, view).replaceAll('$user', people ?? '')} > 0`,
      eval_time: `${end * step}s`,
      exp_samples: gains(end, steps, reading),
    };
  };
  return {
    interval: '15s',
    input_series: inputOf(series),
    promql_expr_test: [
      // promtool loads samples up to the last question only.
      {
        expr: 'absent(nothing)',
        eval_time: `${(up.length - 1) * step}s`,
        exp_samples: [{ labels: '{}', value: 1 }],
      },
      ...lengths.flatMap(([range, steps]) =>
        Array.from({ length: windows }, () => expectation(range, steps)),
      ),
    ],
  };
};

const check = (
  tests: readonly unknown[],
  given: { readonly groups: readonly { readonly name: string }[] } = exact,
) =>
  runPromtool(['test', 'rules', 'test.yaml'], {
    'rules.yaml': given,
    'test.yaml': {
      rule_files: ['rules.yaml'],
      evaluation_interval: '15s',
      group_eval_order: given.groups.map(({ name }) => name),
      tests,
    },
  });

describe.skipIf(!promtool)('a total over a counter with holes', () => {
  test.for([1, 2])('is exact in every window that ends at the time asked for (timeline %i)', async (seed) => {
    expect(await check([timelineTest(seed, 12)])).toMatchObject({ exitCode: 0 });
  });

  test.for([3])('is what the steps of a chart add up to (timeline %i)', async (seed) => {
    const { output } = await check([stepsTest(seed)], exactAndCharts);
    expect(output).toContain('SUCCESS');
  });

  test('would be wrong without the opening balances', async () => {
    const nothing = { groups: [{ name: 'none', rules: [openingOf('unrelated', '15s')] }] };
    expect((await check([timelineTest(1, 12)], nothing)).output).toContain('FAILED');
  });

  test('of the period before is that of the same length just before', async () => {
    const expr = previous(totalOf(commitCount, {}, { range: '1h' }), { range: '1h' });
    const one = {
      interval: '15s',
      input_series: [{ series: commitCount.series, values: '0+0x239 5+0x239 12+0x239 20+0x10' }],
      promql_expr_test: [
        { expr, eval_time: '2h30m', exp_samples: [{ labels: '{}', value: 5 }] },
        { expr, eval_time: '3h1m', exp_samples: [{ labels: '{}', value: 7 }] },
      ],
    };
    expect(await check([one])).toMatchObject({ exitCode: 0 });
  });
});
