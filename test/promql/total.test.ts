import { describe, expect, test } from 'vitest';
import { commitCount } from '../../src/catalogue/telemetry.ts';
import { previous } from '../../src/promql/arithmetic.ts';
import { totalOf } from '../../src/promql/query.ts';
import type { Length } from '../../src/promql/range.ts';
import { openingOf, openings } from '../../src/rules/openings.ts';
import type { RuleGroup } from '../../src/rules/rule.ts';
import { totals } from '../../src/rules/totals.ts';
import { promtool, runPromtool } from './promtool.ts';
import { between, counting, day, notation, random, scraped, shownAt, step, uptime } from './timeline.ts';

const about = ({ name, interval, rules }: RuleGroup): RuleGroup => ({
  name,
  interval,
  rules: rules.filter((rule) => 'record' in rule && rule.record.includes(commitCount.series)),
});
const rules = {
  groups: [openings('15s'), ...totals('15s')].map(about).filter((group) => group.rules.length > 0),
};

const lengths = [
  ['15m', 60],
  ['1h', 240],
  ['6h', 1440],
  ['1d', day],
  ['2d', 2 * day],
] as const satisfies readonly (readonly [Length, number])[];

/** The raw counter, the sum by project and the sum by person: which one is read follows from the labels. */
const readings = [['env'], ['team', 'project'], ['user']] as const;
type Label = (typeof readings)[number][number];

interface Expectation {
  readonly expr: string;
  readonly eval_time: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
}

/** One random timeline of four counters, and what `windows` totals of each length must be. */
const timelineTest = (seed: number, windows: number, ahead: boolean) => {
  const next = random(seed);
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

  /** Mostly windows with an edge in a hole. */
  const endOf = (steps: number): number => {
    const all = Array.from({ length: up.length - steps }, (_, at) => at + steps);
    const inHole = all.filter((at) => !up[at] || !up[at - steps]);
    const last = up.length - 1 + (ahead ? Math.floor(steps / 2) : 0);
    return (next() < 0.8 ? inHole[between(next, 0, inHole.length)] : undefined) ?? between(next, steps, last);
  };
  const gains = (end: number, steps: number, by: readonly Label[]): Expectation['exp_samples'] => {
    const gained = new Map<string, number>();
    for (const { values, ...labels } of series) {
      const key = `{${by.map((label) => `${label}="${labels[label]}"`).join(', ')}}`;
      gained.set(key, (gained.get(key) ?? 0) + shownAt(values, end) - shownAt(values, end - steps));
    }
    return [...gained].filter(([, value]) => value > 0).map(([labels, value]) => ({ labels, value }));
  };
  const expectation = (range: Length, steps: number): Expectation => {
    const end = endOf(steps);
    const by = readings[between(next, 0, readings.length - 1)] ?? readings[0];
    return {
      expr: `${totalOf(commitCount, { by }, ahead ? { range, ahead } : { range })} > 0`,
      eval_time: `${(ahead ? end - steps : end) * step}s`,
      exp_samples: gains(end, steps, by),
    };
  };
  return {
    interval: '15s',
    input_series: series.map(({ values, ...labels }) => ({
      series: `${commitCount.series}{${Object.entries(labels).map(([name, value]) => `${name}="${value}"`)}}`,
      values: notation(values),
    })),
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

const check = (tests: readonly unknown[], openingRules: unknown = rules) =>
  runPromtool(['test', 'rules', 'test.yaml'], {
    'rules.yaml': openingRules,
    'test.yaml': { rule_files: ['rules.yaml'], evaluation_interval: '15s', tests },
  });

describe.skipIf(!promtool)('a total over a counter with holes', () => {
  test.for([1, 2])('is exact in every window that ends at the time asked for (timeline %i)', async (seed) => {
    expect(await check([timelineTest(seed, 12, false)])).toMatchObject({ exitCode: 0 });
  });

  test.for([3])('is exact in every window that begins at the time asked for (timeline %i)', async (seed) => {
    expect(await check([timelineTest(seed, 12, true)])).toMatchObject({ exitCode: 0 });
  });

  test('would be wrong without the opening balances', async () => {
    const nothing = { groups: [{ name: 'none', rules: [openingOf('unrelated', '15s')] }] };
    expect((await check([timelineTest(1, 12, false)], nothing)).output).toContain('FAILED');
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
