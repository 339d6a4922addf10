import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import { panelsOf } from '../../src/dashboards/dashboard.ts';
import { type Answer, ask, queryOf, type Situation } from './grafana.ts';

/** Follows the links of numbers as Grafana's JSON has them: which board, which choices, and which numbers are there. */

interface FieldConfig {
  readonly defaults?: { readonly links?: readonly { readonly url: string }[] };
  readonly overrides?: readonly {
    readonly matcher: { readonly options?: unknown };
    readonly properties: readonly { readonly id: string; readonly value?: unknown }[];
  }[];
}

/** A number that can be clicked, and where that leads. */
export interface Followed {
  readonly name: string;
  readonly value: number;
  readonly uid: string;
  readonly chosen: Readonly<Record<string, string>>;
  /** Metrics that the number is made of. */
  readonly metrics: readonly string[];
}

/** A number that a board shows. */
export interface Shown {
  readonly title: string;
  readonly value: number;
  readonly metrics: readonly string[];
}

const kinds = new Set(['stat', 'bargauge', 'piechart', 'gauge', 'table']);
const mostSeries = 3;

const drawn = (dashboard: Dashboard): readonly Panel[] =>
  panelsOf(dashboard).filter((panel): panel is Panel => kinds.has(panel.type ?? ''));

/** Metrics of an expression, by the names that clients send: recorded sums carry the same name. */
const metricsOf = (expr = ''): readonly string[] => [
  ...new Set(
    [...expr.matchAll(/\b(?:claude_code|start_observability|hook)\w*?(?=_total|\b)/g)].map(([name]) => name),
  ),
];

/** Links of a panel; in a table the label whose column has them. */
const linksOf = (panel: Panel): readonly string[] => {
  const { defaults, overrides = [] } = panel.fieldConfig as FieldConfig;
  const ofColumns = overrides.flatMap(({ properties }) =>
    properties.filter(({ id }) => id === 'links').flatMap(({ value }) => value as { readonly url: string }[]),
  );
  return [...(defaults?.links ?? []), ...ofColumns]
    .map(({ url }) => url)
    .filter((url) => url.startsWith('/d/'));
};

/** What a link sets: a label's value of the series, or of the row. */
const chosenBy = (url: string, { labels }: Answer): Followed['chosen'] => {
  const names = [...url.matchAll(/&var-(\w+)=\$\{__(?:field\.labels\.(\w+)|value\.raw):percentencode\}/g)];
  return Object.fromEntries(
    names.map(([, variable = '', label]) => {
      const named = label ?? (variable === 'tool' ? 'tool_name' : variable);
      return [variable, labels[named] ?? ''];
    }),
  );
};

const answersTo = async (
  prometheus: string,
  dashboard: Dashboard,
  panel: Panel,
  situation: Situation,
): Promise<readonly { readonly answer: Answer; readonly expr: string }[]> => {
  const targets = ((panel.targets ?? []) as Dataquery[]).filter(({ instant }) => instant);
  const all = await Promise.all(
    targets.map(async (target) => {
      const answers = await ask(prometheus, queryOf(dashboard, panel, target, situation));
      return answers.map((answer) => ({ answer, expr: target.expr ?? '' }));
    }),
  );
  // Totals come with those of the period before, which nobody can click.
  return all.flat().filter(({ answer }) => (answer.labels['when'] ?? 'now') === 'now');
};

/** Every number of a board that can be clicked; of many alike, the first few. */
export const followedOf = async (
  prometheus: string,
  dashboard: Dashboard,
  situation: Situation,
): Promise<readonly Followed[]> => {
  const found: Followed[] = [];
  for (const panel of drawn(dashboard)) {
    for (const url of linksOf(panel)) {
      const uid = /^\/d\/([\w-]+)\?/.exec(url)?.[1] ?? '';
      const answers = await answersTo(prometheus, dashboard, panel, situation);
      const telling = answers.filter(({ answer }) => (answer.values.at(-1) ?? 0) > 0).slice(0, mostSeries);
      for (const { answer, expr } of telling)
        found.push({
          name: `${dashboard.uid}: ${panel.title}`,
          value: answer.values.at(-1) ?? 0,
          uid,
          chosen: chosenBy(url, answer),
          metrics: metricsOf(expr),
        });
    }
  }
  return found;
};

/** Every number that a board shows where these choices were made. */
export const shownOn = async (
  prometheus: string,
  dashboard: Dashboard,
  situation: Situation,
): Promise<readonly Shown[]> => {
  const found: Shown[] = [];
  for (const panel of drawn(dashboard))
    for (const { answer, expr } of await answersTo(prometheus, dashboard, panel, situation))
      found.push({ title: panel.title ?? '', value: answer.values.at(-1) ?? 0, metrics: metricsOf(expr) });
  return found;
};
