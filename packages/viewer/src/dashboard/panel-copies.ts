import { SceneQueryRunner, sceneGraph, type VizPanel } from '@grafana/scenes';
import type { PrometheusQuery } from '../prometheus/query.ts';

const runnerOf = (panel: VizPanel): SceneQueryRunner | undefined =>
  sceneGraph.findDescendents(panel, SceneQueryRunner)[0];

/** The panel's first query that is shown. */
const queryOf = (panel: VizPanel): PrometheusQuery | undefined =>
  ((runnerOf(panel)?.state.queries ?? []) as PrometheusQuery[]).find(({ expr, hide }) => expr && !hide);

/** Begins a variable of the range: with another sign in front it is none, and stays. */
const ofTheRange = /\$(?=\{?__)/g;
const kept = '\u0001';

/** The panel's expression with the values of the variables, but with the range still open. */
export const expressionOf = (panel: VizPanel): string =>
  sceneGraph
    .interpolate(panel, (queryOf(panel)?.expr ?? '').replaceAll(ofTheRange, kept), undefined, 'regex')
    .replaceAll(kept, '$');

/** The panel's expression as Prometheus takes it: with the range and the steps as they are now. */
export const promqlOf = (panel: VizPanel): string => {
  const { from, to } = sceneGraph.getTimeRange(panel).state.value;
  const seconds = Math.round((to.valueOf() - from.valueOf()) / 1000);
  const step = Math.max(60, Math.round((runnerOf(panel)?.state.data?.request?.intervalMs ?? 60_000) / 1000));
  const promql = expressionOf(panel)
    .replaceAll('$__range_s', String(seconds))
    .replaceAll('$__range', `${seconds}s`)
    .replaceAll('$__rate_interval', `${4 * step}s`)
    .replaceAll('$__interval_ms', String(1000 * step))
    .replaceAll('$__interval', `${step}s`);
  return sceneGraph.interpolate(panel, promql, undefined, 'regex');
};

const builders: Readonly<Record<string, string>> = {
  bargauge: 'ranking',
  gauge: 'gauge',
  piechart: 'shares',
  stat: 'stat',
  timeseries: 'curves',
};

/** The panel as this project's own code has it: a signal, and the panel that shows it. */
export const typescriptOf = (panel: VizPanel): string => {
  const { title, description, pluginId, fieldConfig } = panel.state;
  const { unit = 'short', decimals } = fieldConfig.defaults;
  const signal = {
    board: 'overview',
    title,
    description: String(description ?? title),
    unit,
    legend: queryOf(panel)?.legendFormat ?? title,
    ...(decimals === undefined || decimals === null ? {} : { decimals }),
  };
  const fields = Object.entries(signal).map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`);
  return `// src/signals: what is watched
export const mine: Signal = {
${fields.join('\n')}
  expr: () => ${JSON.stringify(queryOf(panel)?.expr ?? '')},
};

// src/dashboards: in a row of a board
${builders[pluginId] ?? 'stat'}(mine),
`;
};
