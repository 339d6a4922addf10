import { describe, expect, test } from 'vitest';
import { readyQueries } from '../../src/promql/queries.ts';
import { anything } from '../../src/promql/query.ts';
import { expressions as dashboardExpressions } from '../dashboards/panels.ts';
import { allGroups } from '../rules/needed.ts';
import { knownSeries, recordedSeries, scrapedSeries } from './known.ts';
import { promtool, runPromtool } from './promtool.ts';
import { readPromql, substituted } from './reading.ts';

const expressions = [
  ...dashboardExpressions,
  ...allGroups.flatMap(({ name, rules }) => rules.map(({ expr }) => ({ place: `rules ${name}`, expr }))),
  ...readyQueries.flatMap(({ title, queries }) =>
    queries.map(({ promql }) => ({ place: `docs ${title}`, expr: promql })),
  ),
];

const wrong = (complaint: (expr: string) => readonly string[]): readonly string[] =>
  expressions.flatMap(({ place, expr }) => complaint(expr).map((what) => `${place}: ${what}\n  ${expr}`));

describe('every expression of a dashboard, a rule or the documentation', () => {
  test('is PromQL', () => {
    expect(expressions.length).toBeGreaterThan(500);
    expect(wrong((expr) => readPromql(expr).errors)).toEqual([]);
  });

  test('reads only series that are scraped or recorded', () => {
    expect(
      wrong((expr) =>
        readPromql(expr)
          .selected.map(({ series }) => series)
          .filter((series) => !scrapedSeries.has(series) && !recordedSeries.has(series)),
      ),
    ).toEqual([]);
  });

  test('selects by labels that the series has', () => {
    expect(
      wrong((expr) =>
        readPromql(expr).selected.flatMap(({ series, labels }) =>
          labels
            .filter((label) => label !== anything && !knownSeries.get(series)?.includes(label))
            .map((label) => `${series} has no ${label}`),
        ),
      ),
    ).toEqual([]);
  });

  test('groups by labels that some series in it has, or that it makes itself', () => {
    const made = ['hour', 'part', 'period_number', 'level', 'of'];
    expect(
      wrong((expr) => {
        const { selected, grouping } = readPromql(expr);
        const labels = selected.flatMap(({ series }) => knownSeries.get(series) ?? []);
        return grouping.filter((label) => !labels.includes(label) && !made.includes(label));
      }),
    ).toEqual([]);
  });

  test('leaves no variable of Grafana that a test does not know', () => {
    expect(wrong((expr) => substituted(expr).match(/\$[a-zA-Z_{][^"]*/g) ?? [])).toEqual([]);
  });

  test.skipIf(!promtool)('is well typed for Prometheus', async () => {
    const rules = expressions.map(({ expr }, at) => ({ record: `checked_${at}`, expr: substituted(expr) }));
    const { exitCode, output } = await runPromtool(['check', 'rules', 'all.yaml'], {
      'all.yaml': { groups: [{ name: 'all', rules }] },
    });
    expect(output).toContain('SUCCESS');
    expect(exitCode).toBe(0);
  });
});

describe('the reader of expressions', () => {
  test.for(['sum(rate(foo[5m]', 'sum by (model (foo)', 'foo{', 'rate(foo[5 minutes])'])(
    'refuses %s',
    (expr) => {
      expect(readPromql(expr).errors).not.toEqual([]);
    },
  );

  test('finds series and labels', () => {
    expect(readPromql('sum by (a) (rate(x{c="1"}[$__interval])) / on (d) y{f=~"$team"}')).toEqual({
      selected: [
        { series: 'x', labels: ['c'] },
        { series: 'y', labels: ['f'] },
      ],
      grouping: ['a', 'd'],
      functions: ['rate'],
      errors: [],
    });
  });
});
