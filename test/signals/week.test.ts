import { describe, expect, test } from 'vitest';
import { sessionsByHour } from '../../src/signals/sessions.ts';
import { promtool, runPromtool } from '../promql/promtool.ts';
import { rulesNeeded } from '../rules/needed.ts';

/** Minutes of two days in which a session starts. The first day of promtool is a Thursday. */
const starts = [10 * 60 + 20, 10 * 60 + 50, 15 * 60 + 30, 23 * 60 + 40, 24 * 60 + 10 * 60 + 30];
const thursday = 4;
const friday = 5;

const asked = (weekday: number, hoursFromUtc: number): string =>
  `${sessionsByHour(weekday, '').expr({ range: '15m' }).replaceAll('$utc_offset', String(hoursFromUtc))} > 0`;

const hours = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).map(([hour, value]) => ({ labels: `{hour="${hour}"}`, value }));

describe.skipIf(!promtool)('sessions by hour of the week', () => {
  test('stand in the hour and on the day in which they started, at the place that was chosen', async () => {
    const counted = Array.from(
      { length: 2 * 24 * 60 + 10 },
      (_, minute) => starts.filter((start) => start <= minute).length,
    );
    const evening = { eval_time: '2d' };
    const promql_expr_test = [
      { ...evening, expr: asked(thursday, 0), exp_samples: hours({ 10: 2, 15: 1, 23: 1 }) },
      { ...evening, expr: asked(friday, 0), exp_samples: hours({ 10: 1 }) },
      { ...evening, expr: asked(thursday, -7), exp_samples: hours({ '03': 2, '08': 1, 16: 1 }) },
      { ...evening, expr: asked(friday, 2), exp_samples: hours({ '01': 1, 12: 1 }) },
    ];
    const { output } = await runPromtool(['test', 'rules', 'test.yaml'], {
      'rules.yaml': rulesNeeded(
        [],
        promql_expr_test.map(({ expr }) => expr),
      ),
      'test.yaml': {
        rule_files: ['rules.yaml'],
        evaluation_interval: '1m',
        tests: [
          {
            interval: '1m',
            input_series: [{ series: 'claude_code_session_count_total', values: counted.join(' ') }],
            promql_expr_test,
          },
        ],
      },
    });
    expect(output).toContain('SUCCESS');
  });
});
