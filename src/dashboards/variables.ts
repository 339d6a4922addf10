import type * as cog from '@grafana/grafana-foundation-sdk/cog';
import {
  CustomVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  type VariableModel,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { eventMetrics } from '../catalogue/activity-metrics.ts';
import { toolResults } from '../catalogue/event-metrics.ts';
import { sharedLabels } from '../catalogue/labels.ts';
import { spentSoFar } from '../catalogue/ledger-metrics.ts';
import type { Metric } from '../catalogue/metric.ts';
import { costUsage, sessionCount, metrics as telemetry, tokenUsage } from '../catalogue/telemetry.ts';
import { datasource } from '../panels/panel.ts';
import { seriesFor } from '../promql/level.ts';
import type { Filter } from '../promql/query.ts';

/** Something a person can choose on a dashboard: the values of a label, `All` by default. */
interface BoardChoice {
  readonly title: string;
  readonly brief: string;
  /** Where the values are read. */
  readonly from: { readonly metric: Metric; readonly label: string };
  /** Labels that mean it, in this or in another metric. */
  readonly labels: readonly string[];
  /** Metrics whose label means something else. */
  readonly only?: readonly Metric[];
  /** What is shown of a value, where that is not all of it: the group `text` of the group `value`. */
  readonly shown?: string;
}

const choices = {
  team: {
    title: 'Team',
    brief: 'The resource attribute `team`.',
    from: { metric: sessionCount, label: 'team' },
    labels: ['team'],
  },
  project: {
    title: 'Project',
    brief: 'The resource attribute `project`.',
    from: { metric: sessionCount, label: 'project' },
    labels: ['project'],
  },
  user: {
    title: 'User',
    brief: 'The resource attribute `user.name`.',
    from: { metric: sessionCount, label: 'user' },
    labels: ['user'],
    // Of a hashed person, what panels show too (src/panels/style.ts).
    shown: '/^(?<value>(?<text>[0-9a-f]{12}(?=[0-9a-f]{52}$)|.*).*)$/',
  },
  model: {
    title: 'Model',
    brief: 'The model that answered.',
    from: { metric: costUsage, label: 'model' },
    labels: ['model'],
  },
  query_source: {
    title: 'Origin',
    brief: 'Main conversation, subagent or the client itself. Cost and tokens only.',
    from: { metric: costUsage, label: 'query_source' },
    labels: ['query_source'],
    only: [costUsage, tokenUsage, spentSoFar],
  },
  tool: {
    title: 'Tool',
    brief: 'The tool that was called.',
    from: { metric: toolResults, label: 'tool_name' },
    labels: ['tool_name', 'tool'],
  },
} as const satisfies Readonly<Record<string, BoardChoice>>;

export type ChoiceName = keyof typeof choices;

const shared: ReadonlySet<string> = new Set(sharedLabels);
/** Histograms are read over all people and projects (src/promql/level.ts). */
const telling: ReadonlySet<string> = new Set(
  [...telemetry, ...eventMetrics.filter(({ instrument }) => instrument === 'counter'), spentSoFar].map(
    ({ series }) => series,
  ),
);

const has = (metric: Metric, label: string): boolean =>
  metric.labels.includes(label) || (shared.has(label) && telling.has(metric.series));

/** What the choices select of a metric: those that it has a label for. */
export const filterOf =
  (names: readonly ChoiceName[]): Filter =>
  (metric) =>
    names.flatMap((name) => {
      const { labels, only }: BoardChoice = choices[name];
      if (only && !only.some(({ series }) => series === metric.series)) return [];
      return labels.filter((label) => has(metric, label)).map((label) => [label, { chosen: name }] as const);
    });

const all = { text: ['All'], value: ['$__all'], selected: true };

const choice = (name: ChoiceName) => {
  const { title, brief, from, shown }: BoardChoice = choices[name];
  const builder = new QueryVariableBuilder(name)
    .label(title)
    .description(brief)
    .datasource(datasource)
    .query({
      query: `label_values(${seriesFor(from.metric, [from.label])}, ${from.label})`,
      refId: `Variable-${name}`,
    })
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current(all)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc);
  return shown === undefined ? builder : builder.regex(shown);
};

/** Values that a person may put into a calculation. */
const settings = {
  plan: (value: string) =>
    new TextBoxVariableBuilder('plan')
      .label('Plan, $ a month')
      .description('What a flat plan costs a month.')
      .defaultValue(value)
      .current({ text: value, value, selected: true }),
} as const;

/** What cost and tokens can be divided by, where a person chooses; `$by` in an expression is the label. */
const dividers: Readonly<Record<string, string>> = {
  project: 'Project',
  model: 'Model',
  query_source: 'Origin',
  agent_name: 'Agent',
  skill_name: 'Skill',
  mcp_server_name: 'MCP server',
  plugin_name: 'Plugin',
  team: 'Team',
  repository: 'Repository',
  effort: 'Effort',
  cost_center: 'Cost centre',
};

const divider = (withPeople: boolean) => {
  const values = { ...dividers, ...(withPeople && { user: 'Person' }) };
  return new CustomVariableBuilder('by')
    .label('Divided by')
    .description(
      'What the panel "by …" divides the whole by. Cost by tool is estimated, in a table of its own on the board Cost.',
    )
    .values(
      Object.entries(values)
        .map(([label, title]) => `${title} : ${label}`)
        .join(','),
    )
    .current({ text: 'Project', value: 'project', selected: true });
};

export type VariableSettings = { readonly [name in keyof typeof settings]?: string } & {
  /** Lets people choose what a panel divides by (`$by`). */
  readonly by?: true;
};

const source = () =>
  new DatasourceVariableBuilder('datasource')
    .label('Data source')
    .description('The Prometheus that has the counters.')
    .type('prometheus')
    .current({ text: 'Prometheus', value: 'prometheus', selected: true });

/** The variables of a dashboard, the data source first. */
export const variablesOf = (
  names: readonly ChoiceName[],
  given: VariableSettings,
): cog.Builder<VariableModel>[] => [
  source(),
  ...names.map(choice),
  ...(given.plan === undefined ? [] : [settings.plan(given.plan)]),
  ...(given.by ? [divider(names.includes('user'))] : []),
];
