import type { Dashboard, Panel, VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';

/**
 * Asks Prometheus what Grafana would ask for a panel: the range, the step and the variables by the rules of its
 * Prometheus data source (https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/).
 */

export interface Situation {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Length of the dashboard's range in seconds; a panel's own range wins. */
  readonly rangeSeconds: number;
  readonly scrapeSeconds: number;
  /** A chart's newest step shows once it is over (but a day's bar grows): look at charts as they are then. */
  readonly atEndOfStep?: boolean;
  /** What was chosen in variables; the others are as they are at first. */
  readonly chosen?: Readonly<Record<string, string>>;
}

export interface Query {
  readonly promql: string;
  readonly start: number;
  readonly end: number;
  /** Absent: an instant query at the end. */
  readonly step?: number;
}

const day = 86_400;
const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: day };
const secondsOf = (text: string): number => Number(text.slice(0, -1)) * (units[text.slice(-1)] ?? Number.NaN);

/** When a calendar period of this machine began, in milliseconds since 1970. */
const began = (now: number, period: string): number => {
  const date = new Date(now);
  const back = { d: 0, w: date.getDay(), M: date.getDate() - 1 }[period] ?? Number.NaN;
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - back).getTime();
};

const rangeOf = ({ timeFrom }: Panel, { now, rangeSeconds }: Situation): number => {
  if (!timeFrom) return rangeSeconds;
  const [, period] = /^now\/(\w)$/.exec(timeFrom) ?? [];
  return period ? Math.max(1, Math.round((now - began(now, period)) / 1000)) : secondsOf(timeFrom);
};

/** Grafana's steps (packages/grafana-data, rangeutil.roundInterval), in seconds: up to a bound, this step. */
const rounded: readonly (readonly [below: number, step: number])[] = [
  [1.5, 1],
  [3.5, 2],
  [7.5, 5],
  [12.5, 10],
  [17.5, 15],
  [25, 20],
  [45, 30],
  [90, 60],
  [210, 120],
  [450, 300],
  [750, 600],
  [1050, 900],
  [1500, 1200],
  [2700, 1800],
  [5400, 3600],
  [9000, 7200],
  [16_200, 10_800],
  [32_400, 21_600],
  [86_400, 43_200],
  [604_800, day],
];

const roundInterval = (seconds: number): number => rounded.find(([below]) => seconds < below)?.[1] ?? 7 * day;

const inUnits = (seconds: number): string => {
  const unit = (['d', 'h', 'm'] as const).find((name) => seconds % (units[name] ?? 1) === 0);
  return unit ? `${seconds / (units[unit] ?? 1)}${unit}` : `${seconds}s`;
};

/** A chart asks for as many points as it has pixels: 1,280 over 24 columns. */
const pointsOf = ({ maxDataPoints, gridPos }: Panel): number =>
  maxDataPoints ?? Math.round(((gridPos?.w ?? 12) / 24) * 1250);

/** What variables stand for while nothing was chosen. */
const unchosen = ({
  name,
  type,
  current,
  allValue,
}: VariableModel & { allValue?: string }): readonly [string, string] => {
  const value = [current?.value ?? ''].flat()[0] ?? '';
  return [name, type === 'query' || value === '$__all' ? (allValue ?? '.*') : value];
};

const substitute = (text: string, variables: ReadonlyMap<string, string>): string =>
  text.replaceAll(
    /\$\{(\w+)(?::(date:seconds|\w+))?\}|\$(\w+)/g,
    (whole, braced: string, format: string, plain: string) => {
      const value = variables.get(braced ?? plain);
      return value !== undefined && format === 'date:seconds'
        ? String(Math.round(Number(value) / 1000))
        : (value ?? whole);
    },
  );

/** The query behind a target of a panel. */
export const queryOf = (
  dashboard: Dashboard,
  panel: Panel,
  target: Dataquery,
  situation: Situation,
): Query => {
  const range = rangeOf(panel, situation);
  const shortest = target.interval ?? panel.interval ?? `${situation.scrapeSeconds}s`;
  const step = Math.max(roundInterval(range / pointsOf(panel)), secondsOf(shortest));
  const variables = new Map([
    ...(dashboard.templating?.list ?? []).map(unchosen),
    ...Object.entries(situation.chosen ?? {}),
    ['__range', `${range}s`],
    ['__range_s', String(range)],
    ['__from', String(situation.now - range * 1000)],
    ['__to', String(situation.now)],
    ['__interval', inUnits(step)],
    ['__interval_ms', String(step * 1000)],
    ['__rate_interval', inUnits(Math.max(step + situation.scrapeSeconds, 4 * situation.scrapeSeconds))],
  ] as const);
  const promql = substitute(target.expr ?? '', variables);
  const end = situation.now / 1000;
  if (target.instant) return { promql, start: end, end };
  const aligned = (seconds: number) => Math.floor(seconds / step) * step;
  const last = situation.atEndOfStep && step < day ? aligned(end) + step : aligned(end);
  return { promql, start: aligned(end - range), end: last, step };
};

export interface Answer {
  readonly labels: Readonly<Record<string, string>>;
  /** The newest last. */
  readonly values: readonly number[];
}

interface Said {
  readonly status: string;
  readonly error?: string;
  readonly data: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly value?: readonly [number, string];
      readonly values?: readonly (readonly [number, string])[];
    }[];
  };
}

/** Asks Prometheus at `url`; throws with its words when it refuses. */
export const ask = async (url: string, { promql, start, end, step }: Query): Promise<readonly Answer[]> => {
  const body = new URLSearchParams({
    query: promql,
    ...(step ? { start: String(start), end: String(end), step: String(step) } : { time: String(end) }),
  });
  const response = await fetch(`${url}/api/v1/query${step ? '_range' : ''}`, { method: 'POST', body });
  const said = (await response.json()) as Said;
  if (said.status !== 'success') throw new Error(`${promql}\n${said.error}`);
  return said.data.result.map(({ metric, value, values }) => ({
    labels: metric,
    values: (values ?? (value ? [value] : [])).map(([, text]) => Number(text)),
  }));
};
