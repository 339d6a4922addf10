import type { MetricFindValue } from '@grafana/data';
import { ask, type QueryAnswer, type Series } from './api.ts';

/** Seconds since the epoch. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

type Find = (range: Range) => Promise<readonly string[]>;

const period = ({ from, to }: Range) => ({ start: Math.floor(from), end: Math.ceil(to) });

const labelValues =
  (label: string, selector: string | undefined): Find =>
  (range) =>
    ask<string[]>(`label/${encodeURIComponent(label)}/values`, {
      ...period(range),
      'match[]': selector ? [selector] : [],
    });

const labelNames =
  (selector: string | undefined): Find =>
  (range) =>
    ask<string[]>('labels', { ...period(range), 'match[]': selector ? [selector] : [] });

function seriesText({ metric, value }: Series): string {
  const { __name__: name = '', ...rest } = metric;
  const labels = Object.entries(rest).map(([label, text]) => `${label}="${text}"`);
  return `${name}{${labels.join(',')}} ${value?.[1] ?? ''} ${(value?.[0] ?? 0) * 1000}`;
}

const queryResult =
  (query: string): Find =>
  async ({ to }) => {
    const { result, resultType } = await ask<QueryAnswer>('query', { query, time: to });
    return resultType === 'vector' ? (result as readonly Series[]).map(seriesText) : [];
  };

const metrics =
  (pattern: string): Find =>
  async (range) => {
    const names = await ask<string[]>('label/__name__/values', { ...period(range) });
    return names.filter((name) => new RegExp(pattern).test(name));
  };

const series =
  (selector: string): Find =>
  async (range) =>
    (await ask<Record<string, string>[]>('series', { ...period(range), 'match[]': [selector] })).map(
      (metric) => seriesText({ metric }).trim().replace(/ 0$/, ''),
    );

/** The functions that Grafana's documentation names for variables of a Prometheus data source. */
const functions: readonly (readonly [RegExp, (parts: readonly string[]) => Find])[] = [
  [/^label_names\(\s*(.*?)\s*\)$/s, ([selector]) => labelNames(selector)],
  [/^label_values\(\s*([a-zA-Z_]\w*)\s*\)$/, ([label]) => labelValues(label ?? '', undefined)],
  [
    /^label_values\(\s*(.+?)\s*,\s*([a-zA-Z_]\w*)\s*\)$/s,
    ([selector, label]) => labelValues(label ?? '', selector),
  ],
  [/^metrics\(\s*(.*?)\s*\)$/, ([pattern]) => metrics(pattern ?? '')],
  [/^query_result\(\s*(.+)\s*\)$/s, ([query]) => queryResult(query ?? '')],
];

/** Runs a variable's query; anything that is no function is a selector of series. */
export async function findValues(query: string, range: Range): Promise<MetricFindValue[]> {
  const text = query.trim();
  for (const [form, make] of functions) {
    const parts = form.exec(text);
    if (parts) return (await make(parts.slice(1))(range)).map((value) => ({ text: value }));
  }
  return (await series(text)(range)).map((value) => ({ text: value }));
}
