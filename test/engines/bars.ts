import { instant, over } from '../../src/prometheus/api.ts';
import type { QueryView } from '../../src/promql/query.ts';
import * as api from '../../src/signals/api.ts';
import * as code from '../../src/signals/code.ts';
import * as context from '../../src/signals/context.ts';
import * as cost from '../../src/signals/cost.ts';
import * as ledger from '../../src/signals/ledger.ts';
import * as permissions from '../../src/signals/permissions.ts';
import * as security from '../../src/signals/security.ts';
import * as sessions from '../../src/signals/sessions.ts';
import type { Signal } from '../../src/signals/signal.ts';
import * as subagents from '../../src/signals/subagents.ts';
import * as team from '../../src/signals/team.ts';
import * as tokens from '../../src/signals/tokens.ts';
import * as tools from '../../src/signals/tools.ts';
import { type Placed, panels, targetsOf } from '../dashboards/panels.ts';

const isSignal = (value: unknown): value is Signal =>
  typeof value === 'object' && value !== null && 'expr' in value && 'title' in value;

const daySeconds = 86_400;
const timeoutMilliseconds = 120_000;

interface Drawn {
  readonly fieldConfig?: { readonly defaults?: { readonly custom?: { readonly drawStyle?: string } } };
}
const barPanels = panels.filter(
  ({ panel }) => (panel as Drawn).fieldConfig?.defaults?.custom?.drawStyle === 'bars',
);

const families = [
  api,
  code,
  context,
  cost,
  ledger,
  permissions,
  security,
  sessions,
  subagents,
  team,
  tokens,
  tools,
].flatMap((family) => Object.values(family as Readonly<Record<string, unknown>>).filter(isSignal));

/** A panel says what its signal says; where it draws several it has words of its own, and each curve those of its signal. */
const draws = ({ panel, ...placed }: Placed, { description, legend, expr }: Signal): boolean =>
  panel.description === description ||
  (!families.some((signal) => signal.description === panel.description) &&
    targetsOf({ panel, ...placed }).some(({ legendFormat }) => legendFormat === legend) &&
    // Shares and means are not added up.
    !expr({ range: '1h' }).includes(' / '));

/** Signals that boards draw as bars. */
export const barredSignals: readonly Signal[] = families.filter((signal) =>
  barPanels.some((placed) => draws(placed, signal)),
);

/** Panels of bars that show none of them. */
export const unknownBars: readonly string[] = barPanels
  .filter((placed) => !barredSignals.some((signal) => draws(placed, signal)))
  .map(({ name }) => name);

const keyOf = (labels: Readonly<Record<string, string>>): string =>
  JSON.stringify(
    Object.entries(labels)
      .filter(([name]) => name !== '__name__')
      .sort(),
  );

type Sums = ReadonlyMap<string, number>;

const total = async (url: string, promql: string, time: number): Promise<Sums> => {
  const samples = await instant(url, promql, { time, timeoutMilliseconds });
  return new Map(samples.map(({ labels, value }) => [keyOf(labels), value]));
};

const added = async (
  url: string,
  promql: string,
  start: number,
  end: number,
  step: number,
): Promise<Sums> => {
  const curves = await over(url, promql, { start, end, step, timeoutMilliseconds });
  return new Map(
    curves.map(({ labels, values }) => [keyOf(labels), values.reduce((sum, [, value]) => sum + value, 0)]),
  );
};

const isAlike = (one = 0, other = 0): boolean =>
  Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other), 1);

const differences = (name: string, stat: Sums, bars: Sums): readonly string[] =>
  [...new Set([...stat.keys(), ...bars.keys()])]
    .filter((key) => !isAlike(stat.get(key), bars.get(key)))
    .map((key) => `${name} ${key}: the stat says ${stat.get(key)}, its bars ${bars.get(key)}`);

/** Ranges that boards offer, and the step of a chart over each; in seconds. */
const ranges = [
  [6 * 3600, 300],
  [daySeconds, 900],
  [3 * daySeconds, 3600],
] as const;

const eachStep = { range: '$__interval', points: 'minutes', begins: 'here' } as const satisfies QueryView;

/** What a chart of a dashboard over `start` to `end` (Unix seconds) asks for. */
const stepsOf = (signal: Signal, start: number, end: number, step: number): string =>
  signal
    .expr(eachStep)
    .replaceAll('$__interval_ms', String(step * 1000))
    .replaceAll('$__interval', `${step}s`)
    .replaceAll('$__range', `${end - start}s`)
    .replaceAll('$__from', String(start * 1000))
    .replaceAll('$__to', String(end * 1000))
    .replaceAll('${__to:date:seconds}', String(end));

const canBeDaily = (signal: Signal): boolean => {
  try {
    return signal.expr({ range: '1d', points: 'hours', begins: 'here' }) !== '';
  } catch {
    return false;
  }
};

export interface Compared {
  readonly compared: number;
  readonly wrong: readonly string[];
}

/** Adds up the bars of every signal over every range and by days, and compares them with its stat. `now`: Unix seconds. */
export const compareBars = async (url: string, now: number): Promise<Compared> => {
  const wrong: string[] = [];
  let compared = 0;
  const compare = (name: string, stat: Sums, bars: Sums) => {
    compared += 1;
    wrong.push(...differences(name, stat, bars));
  };
  for (const signal of barredSignals) {
    if (signal.expr({ range: '1h' }).includes('$by')) continue;
    for (const [range, step] of ranges) {
      // Dashboards end in the middle of a step; their charts have points at multiples of the step.
      const end = now - 130;
      const [start, aligned] = [end - range, (time: number) => Math.floor(time / step) * step];
      const stat = await total(url, signal.expr({ range: `${range}s` }), end);
      const steps = stepsOf(signal, start, end, step);
      compare(
        `${signal.title}, ${range} s`,
        stat,
        await added(url, steps, aligned(start), aligned(end), step),
      );
    }
    if (!canBeDaily(signal)) continue;
    const midnight = Math.floor(now / daySeconds) * daySeconds;
    const first = midnight - 2 * daySeconds;
    const days = signal.expr({ range: '1d', points: 'hours', begins: 'here' });
    // The newest value stands for the end of the present day.
    const end = Math.floor(now / 60) * 60;
    const stat = await total(url, signal.expr({ range: `${end - first}s` }), end);
    compare(`${signal.title}, by day`, stat, await added(url, days, first, midnight, daySeconds));
  }
  return { compared, wrong };
};
