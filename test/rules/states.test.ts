import { expect, test } from 'vitest';
import { ledgerState } from '../../src/catalogue/ledger-metrics.ts';
import { commitCount } from '../../src/catalogue/telemetry.ts';
import { recordedOf } from '../../src/counters/recorded.ts';
import { completenessGroup } from '../../src/rules/complete.ts';
import { openings } from '../../src/rules/openings.ts';
import type { RuleGroup } from '../../src/rules/rule.ts';
import { withStates } from '../../src/rules/states.ts';
import { totals } from '../../src/rules/totals.ts';
import { promtool, runPromtool } from '../promql/promtool.ts';

const counter = commitCount.series;
const sum = `project:${counter}:sum`;
const recorded = recordedOf(ledgerState);

/** What the totals of one counter rest on, scraped every five seconds. */
const ruleGroups: readonly RuleGroup[] = withStates([openings('5s'), ...totals('5s')]).map((group) => ({
  ...group,
  rules: group.rules.filter(
    (rule) =>
      'record' in rule &&
      (group.name === completenessGroup || rule.record.includes(counter) || /_state:/.test(rule.record)),
  ),
}));

interface Scrapes {
  readonly groups?: readonly RuleGroup[];
  /** How often rules come to be evaluated. */
  readonly evaluated: string;
  /** Of the counter and the state, one for each five seconds; `_` where nothing was scraped. */
  readonly counter: string;
  readonly state: string;
  readonly expected: Readonly<Record<string, readonly [at: string, value: number]>>;
}

const complaints = async ({
  groups = ruleGroups,
  evaluated,
  counter: values,
  state,
  expected,
}: Scrapes): Promise<string> => {
  const { output } = await runPromtool(['test', 'rules', 'test.yaml'], {
    'rules.yaml': { groups },
    'test.yaml': {
      rule_files: ['rules.yaml'],
      evaluation_interval: evaluated,
      group_eval_order: groups.map(({ name }) => name),
      tests: [
        {
          interval: '5s',
          input_series: [
            { series: counter, values },
            { series: `${ledgerState.series}{process="p"}`, values: state },
          ],
          promql_expr_test: Object.entries(expected).map(([expr, [at, value]]) => ({
            expr: `(${expr}) or vector(-1)`,
            eval_time: at,
            exp_samples: [{ labels: '{}', value }],
          })),
        },
      ],
    },
  });
  return output.includes('SUCCESS') ? '' : output;
};

/** Of all groups, what the least has recorded; -1 while one of them has recorded nothing. */
const recordedByAll = `min(${recorded}) and count(${recorded}) == ${ruleGroups.length}`;

test.skipIf(!promtool)('a state that every group has seen with its counters is recorded', async () => {
  const found = await complaints({
    evaluated: '5s',
    counter: '0x60',
    state: '1+1x60',
    expected: {
      [recordedByAll]: ['60s', 12],
      [`count(${sum})`]: ['60s', 1],
    },
  });
  expect(found).toBe('');
});

test.skipIf(!promtool)(
  'a state that Prometheus only looks back to is not recorded: sums no longer see what came with it',
  async () => {
    // Scraped once; a full disk keeps everything after that from being stored, for a while.
    const once = await complaints({
      evaluated: '5s',
      counter: '_ _ 0 _x20',
      state: '_ _ 1 _x20',
      expected: {
        [`max(count_over_time(${ledgerState.series}:evaluated{group="project sums"}[1m])) < bool 6`]: [
          '60s',
          1,
        ],
      },
    });
    expect(once).toBe('');
    // Seen by one evaluation; the next one comes a minute later.
    const kept = await complaints({
      evaluated: '60s',
      counter: '_x12 0 _x40',
      state: '_x12 1 _x40',
      expected: { [`count(${recorded})`]: ['120s', -1] },
    });
    expect(kept).toBe('');
  },
);

test.skipIf(!promtool)('a group of sums records no state that their completeness has not seen', async () => {
  const late = ruleGroups.map((group) =>
    group.name === completenessGroup
      ? { ...group, rules: group.rules.filter((rule) => !('record' in rule && /_state:/.test(rule.record))) }
      : group,
  );
  const found = await complaints({
    groups: late,
    evaluated: '5s',
    counter: '0x60',
    state: '1+1x60',
    expected: { [`count(${recorded})`]: ['60s', 1] },
  });
  expect(found).toBe('');
});
