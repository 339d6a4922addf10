import { instant, over } from '../../src/prometheus/api.ts';
import { dashboards, panels, targetsOf } from '../dashboards/panels.ts';
import { type Query, queryOf } from '../e2e/grafana.ts';
import { alerts } from '../rules/needed.ts';
import type { Month } from './month.ts';

/** A question of a board or of a rule. */
export interface Question {
  readonly place: string;
  readonly query: Query;
}

const hour = 3_600_000;
const timeoutMilliseconds = 120_000;

/** What differs by nature (docs/team.md): shapes of curves, quantiles, and gauges between two samples. */
export const differsByNature = ({ promql }: Query): boolean =>
  /\b(?:rate|increase|irate|deriv|changes|resets|histogram_quantile|topk|time|timestamp|absent)\(/.test(
    // Where a step of a chart begins and ends is compared with the range: that is the same moment in both.
    promql.replaceAll(/vector\(time\(\) \* 1000/g, ''),
  ) || !/_(?:total|sum|count|bucket)\b/.test(promql);

/** Every question of every board, and of every alert, at a moment `hoursBack` before now. */
export const questionsAt = ({ now }: Month, hoursBack: number, rangeHours: number): readonly Question[] => {
  const at = now - hoursBack * hour;
  const situation = { now: at, rangeSeconds: rangeHours * 3600, scrapeSeconds: 15 };
  const ofPanels = panels.flatMap((placed) => {
    const dashboard = dashboards.find(({ uid }) => uid === placed.dashboard);
    if (!dashboard) return [];
    return targetsOf(placed).map((target) => ({
      place: `${placed.name} ${target.refId}`,
      query: queryOf(dashboard, placed.panel, target, situation),
    }));
  });
  const ofRules = alerts.map(({ alert, expr }) => ({
    place: alert,
    query: { promql: expr, start: at / 1000, end: at / 1000 },
  }));
  return [...ofPanels, ...ofRules];
};

const answer = async (
  url: string,
  { promql, start, end, step }: Query,
): Promise<ReadonlyMap<string, number>> => {
  const key = (labels: Readonly<Record<string, string>>) =>
    JSON.stringify(
      Object.entries(labels)
        .filter(([name]) => name !== '__name__')
        .sort(),
    );
  if (step === undefined) {
    const samples = await instant(url, promql, { time: end, timeoutMilliseconds });
    return new Map(samples.map(({ labels, value }) => [key(labels), value]));
  }
  const curves = await over(url, promql, { start, end, step, timeoutMilliseconds });
  return new Map(
    curves.flatMap(({ labels, values }) =>
      values.map(([time, value]) => [`${key(labels)} ${time}`, value] as const),
    ),
  );
};

const isAlike = (one: number | undefined, other: number | undefined): boolean => {
  // What is divided by nothing is no number in one engine, and not there in the other.
  const [a, b] = [one || 0, other || 0];
  return a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1);
};

/** Where the two engines disagree on a question; empty where they agree. A series that is not there is 0. */
export const disagreement = async (
  { prometheus, victoria }: Month,
  { place, query }: Question,
): Promise<string> => {
  const [one, other] = await Promise.all([answer(prometheus.url, query), answer(victoria.url, query)]);
  const keys = [...new Set([...one.keys(), ...other.keys()])];
  const wrong = keys.filter((key) => !isAlike(one.get(key), other.get(key)));
  const [first] = wrong;
  if (first === undefined) return '';
  return `${place}: ${wrong.length} of ${keys.length} differ: ${first}: ${one.get(first)} and ${other.get(first)}\n  ${query.promql}`;
};
