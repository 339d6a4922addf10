import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, test } from 'vitest';
import { metricFamily } from '../../src/catalogue/metric.ts';
import { costUsage } from '../../src/catalogue/telemetry.ts';
import { defaults } from '../../src/config/schema.ts';
import { dashboardsOf } from '../../src/dashboards/artefacts.ts';
import { build, panelsOf } from '../../src/dashboards/dashboard.ts';
import { bars } from '../../src/panels/charts.ts';
import { compared } from '../../src/panels/stats.ts';
import { ranking } from '../../src/panels/values.ts';
import { totalsOf } from '../../src/signals/total.ts';

/** A metric that a next client may have, and the two lines that watch it. */
const { defineMetric } = metricFamily();
const refunds = defineMetric({
  name: 'claude_code.refund.usage',
  brief: 'Money that was given back.',
  unit: 'USD',
  scale: 1_000_000_000,
  labels: ['model', 'tool_name', 'type'],
});
const { total, totalBy } = totalsOf('cost');
const all = total(refunds, { title: 'Refunds' });
const byModel = totalBy(refunds, 'model', { title: 'Refunds by model' });
const byType = totalBy(refunds, 'type', { title: 'Refunds by type' });

const panels = panelsOf(
  build(
    {
      name: 'overview',
      title: 'Claude Code / Test',
      description: 'For a test.',
      choices: ['team', 'project', 'model'],
      rows: [{ title: 'Refunds', panels: [compared(all), ranking(byModel), bars(byType)] }],
    },
    (board, variable) =>
      dashboardsOf(defaults()).some(
        ({ name, choices }) => name === board && choices.some((one) => one === variable),
      ),
  ),
).filter((panel): panel is Panel => panel.type !== 'row');

const [stat, ranks, chart] = panels as [Panel, Panel, Panel];
const text = (panel: Panel): string => JSON.stringify(panel);

describe('a metric that is added, and nothing thought of besides', () => {
  test('has words, unit and digits', () => {
    for (const panel of panels) {
      expect(panel.description).toContain('Money that was given back.');
      expect(panel.fieldConfig?.defaults.unit).toBe('currency:financial:$');
      expect(panel.fieldConfig?.defaults.decimals).toBe(2);
      expect(panel.fieldConfig?.defaults.noValue).toMatch(/\w/);
    }
  });

  test('is compared with the period before, and counted in a legend in words', () => {
    expect(text(stat)).toContain('"showPercentChange":true');
    expect(text(chart)).toContain('"calcs":["sum"]');
    expect(text(chart)).toContain('"value":"Cache reads"');
  });

  test('has the colours that models and kinds have everywhere', () => {
    expect(text(ranks)).toMatch(/opus.*purple/);
    expect(text(chart)).toContain('"fixedColor":"green"');
  });

  test('leads to its board, narrowed to what a bar is of', () => {
    expect(text(stat)).toContain('/d/claude-code-cost?${__url_time_range}');
    expect(text(ranks)).toContain('var-model=${__field.labels.model:percentencode}');
  });

  test('is an exact total behind the choices of the board, and a misspelt label does not compile', () => {
    for (const panel of panels) {
      expect(text(panel)).toContain('claude_code_refund_usage_USD_total');
      expect(text(panel)).toContain('{model=~');
    }
    // @ts-expect-error: there is no such label
    totalBy(costUsage, 'modle', { title: 'x' });
  });
});
