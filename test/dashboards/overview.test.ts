import { describe, expect, test } from 'vitest';
import { dashboards, panels, targetsOf } from './panels.ts';

const uid = 'claude-code-overview';
const shown = panels.filter(({ dashboard }) => dashboard === uid);

/** What older guides promise of the overview, and the metric that tells it. */
const groups = {
  'Session activity': 'claude_code_session_count',
  'Tokens by type': 'claude_code_token_usage_tokens',
  'Cost over time': 'claude_code_cost_usage_USD',
  'Commits and pull requests': 'claude_code_pull_request_count',
  'Permission decisions': 'claude_code_tool_decision',
  'Lines of code': 'claude_code_lines_of_code_count',
};

describe('the overview', () => {
  test.each(Object.entries(groups))('has a row "%s", with a chart over time of %s', (title, metric) => {
    const board = dashboards.find((one) => one.uid === uid);
    const row = board?.panels?.find((one) => one.type === 'row' && one.title === title);
    const titles = ((row && 'panels' in row && row.panels) || []).map((panel) => panel.title);
    const charts = shown.filter(
      ({ panel }) => panel.type === 'timeseries' && titles.includes(panel.title ?? ''),
    );
    const read = charts.flatMap((placed) => targetsOf(placed).map(({ expr = '' }) => expr));
    expect(read.some((expr) => expr.includes(metric))).toBe(true);
  });
});
