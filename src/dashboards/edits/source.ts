import * as activity from '../../catalogue/activity-metrics.ts';
import * as events from '../../catalogue/event-metrics.ts';
import * as hooks from '../../catalogue/hook-metrics.ts';
import * as ledger from '../../catalogue/ledger-metrics.ts';
import type { Metric } from '../../catalogue/metric.ts';
import * as telemetry from '../../catalogue/telemetry.ts';
import type { ExportedPanel } from './exported.ts';

/** TypeScript for what was made by hand in Grafana: a signal, and the line that shows it. */

const isMetric = (value: unknown): value is Metric =>
  typeof value === 'object' && value !== null && 'series' in value && 'instrument' in value;

/** Prometheus name of a counter to the name by which code knows it. */
const counters: ReadonlyMap<string, string> = new Map(
  [telemetry, events, activity, hooks, ledger].flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) =>
      isMetric(value) && value.instrument === 'counter' ? [[value.series, name] as const] : [],
    ),
  ),
);

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const words = (list: string): readonly string[] =>
  list
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

const naive =
  /^sum\s*(?:by\s*\(([^)]*)\)\s*)?\(\s*(increase|rate)\(\s*([a-zA-Z_:][\w:]*)\s*(?:\{([^}]*)\})?\s*\[\$__(?:range|interval|rate_interval)\]\s*\)\s*\)$/;

/** Equal labels; the choices of the dashboard's variables are added. */
const conditions = (matchers: string): string | undefined => {
  const own = words(matchers).filter((matcher) => !/=~\s*"\$/.test(matcher));
  const pairs = own.map((matcher) => /^(\w+)\s*=\s*"([^"\\]*)"$/.exec(matcher));
  if (pairs.some((pair) => pair === null)) return undefined;
  return pairs.map((pair) => `${pair?.[1]}: ${quoted(pair?.[2] ?? '')}`).join(', ');
};

/**
 * The body of a signal's `expr` for a query. The common `sum(increase(...))` becomes the exact total through the
 * dashboard's filters; anything else stays as it is.
 */
export const exprSource = (promql: string): string => {
  const found = naive.exec(promql.trim());
  const [, by = '', how, series = '', matchers = ''] = found ?? [];
  const metric = counters.get(series);
  const where = conditions(matchers);
  if (!found || !metric || where === undefined) return `() => ${quoted(promql)}`;
  const selection = [
    by && `by: [${words(by).map(quoted).join(', ')}]`,
    where && `where: { ${where} }`,
  ].filter(Boolean);
  const braces = selection.length > 0 ? `{ ${selection.join(', ')} }` : '{}';
  return `(view) => ${how === 'rate' ? 'rateOf' : 'totalOf'}(${metric}, ${braces}, view)`;
};

/** A title as the name of a constant: `Tokens per day` becomes `tokensPerDay`. */
export const constantOf = (title: string): string => {
  const [first = '', ...rest] = title
    .replaceAll(/[^\w ]|_/g, ' ')
    .trim()
    .split(/\s+/);
  const name = [
    first.toLowerCase(),
    ...rest.map((word) => word[0]?.toUpperCase() + word.slice(1).toLowerCase()),
  ];
  return /^[a-z]/.test(first.toLowerCase()) ? name.join('') : `panel${name.join('')}`;
};

/** Which function of src/panels draws which type of Grafana's panels. */
const draws: Readonly<Record<string, string>> = {
  stat: 'stat',
  timeseries: 'lines',
  bargauge: 'ranking',
  piechart: 'shares',
  gauge: 'gauge',
  heatmap: 'heatmap',
};

interface Drawn {
  readonly targets?: readonly { readonly expr?: string; readonly legendFormat?: string }[];
  readonly fieldConfig?: {
    readonly defaults?: Readonly<Record<string, unknown>> & { custom?: { drawStyle?: string } };
  };
  readonly gridPos?: { readonly w?: number; readonly h?: number };
}

const literal = (value: unknown): string =>
  typeof value === 'string' ? quoted(value) : JSON.stringify(value);

const signalSource = (name: string, panel: ExportedPanel, position: number): string => {
  const { targets = [], fieldConfig } = panel as Drawn;
  const { expr = '', legendFormat } = targets[position] ?? {};
  const { unit = 'short', ...defaults } = fieldConfig?.defaults ?? {};
  const fields = (['decimals', 'min', 'max'] as const).flatMap((key) =>
    typeof defaults[key] === 'number' ? [`  ${key}: ${defaults[key]},`] : [],
  );
  const legend = legendFormat && legendFormat !== '__auto' ? legendFormat : panel.title;
  return [
    `export const ${name}: Signal = {`,
    `  title: ${quoted(panel.title)},`,
    `  description: ${quoted(String(panel['description'] ?? 'What is counted, and what is not.'))},`,
    `  unit: ${literal(unit)},`,
    `  legend: ${quoted(legend)},`,
    ...fields,
    `  expr: ${exprSource(expr)},`,
    '};',
  ].join('\n');
};

export interface PanelSource {
  /** For a file of src/signals. */
  readonly signals: string;
  /** For a row of the dashboard's file; undefined where no function draws this type of panel. */
  readonly row: string | undefined;
}

/** The code of a panel that was added in Grafana. */
export const panelSource = (panel: ExportedPanel): PanelSource => {
  const { targets = [], gridPos = {}, fieldConfig } = panel as Drawn;
  const base = constantOf(panel.title);
  const names = targets.map((_, position) => (position === 0 ? base : `${base}${position + 1}`));
  const isBars = fieldConfig?.defaults?.custom?.drawStyle === 'bars';
  const draw = isBars && panel.type === 'timeseries' ? 'bars' : draws[panel.type];
  const shown = names.length === 1 ? base : `[${names.join(', ')}]`;
  return {
    signals: names.map((name, position) => signalSource(name, panel, position)).join('\n\n'),
    row: draw && `${draw}(${shown}, { width: ${gridPos.w ?? 12}, height: ${gridPos.h ?? 8} }),`,
  };
};
