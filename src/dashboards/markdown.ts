import type {
  Dashboard as GrafanaDashboard,
  Panel,
  RowPanel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Config } from '../config/schema.ts';
import { markdownCell } from '../escape.ts';
import { builtDashboards, dashboardsOf } from './artefacts.ts';
import { type Dashboard, panelsOf } from './dashboard.ts';
import { unanswered } from './unanswered.ts';

const row = (...cells: readonly string[]): string => `| ${cells.map(markdownCell).join(' | ')} |`;

const table = (heads: readonly string[], rows: readonly string[]): string =>
  [row(...heads), row(...heads.map(() => '---')), ...rows].join('\n');

const panelRow = ({ type, title = '', description = '' }: Panel | (RowPanel & { description?: string })) =>
  // What a person chooses is in the title, and differs.
  type === 'row' ? row(`**${title}**`, '') : row(title.replace(/\$\{\w+:text\}/, '…'), description);

const section = ({ title, description, choices }: Dashboard, built: GrafanaDashboard): string => {
  const filters = choices.length > 0 ? `Filters: ${choices.join(', ')}.` : 'No filters.';
  return [
    `## ${title.replace('Claude Code / ', '')}`,
    `${description} ${filters} \`/d/${built.uid}\``,
    table(['panel', 'what it shows'], panelsOf(built).map(panelRow)),
  ].join('\n\n');
};

const introduction = `# Dashboards

Twelve dashboards in the folder "Claude Code", generated from \`src/dashboards/\`. All totals are exact: what a panel shows
for a range is what the clients sent in it, to the cent. Numbers of the last seconds are still on their way: a client
sends every ten seconds, Prometheus asks every fifteen.

* A choice is \`All\` by default; \`All\` takes in what has no team, project or model.
* Days begin at midnight of your browser's time zone. Where the clock changes, a day of 23 or 25 hours begins an hour off.
* Bars add up to the number of the same title. The last one grows until its step is over; the first one begins with the range.
* Durations (quantiles, heatmaps) are those of all teams and projects.
* "Save to share" (our pages) saves the open rows of a board as one HTML file without people, projects, sessions and texts. It has
  only days, models and tools of at least five people, as \`export --shareable\`.`;

const unansweredTable = table(
  ['question', 'why not', 'what helps'],
  unanswered.map(({ question, reason, instead }) => row(question, reason, instead)),
);

/** `docs/dashboards.md`: every panel with what it counts, and what no panel answers. */
export const dashboardsMarkdown = (config: Config): string => {
  const built = builtDashboards(config);
  return [
    introduction,
    ...dashboardsOf(config).flatMap((dashboard, at) => (built[at] ? [section(dashboard, built[at])] : [])),
    `## What they do not answer\n\n${unansweredTable}`,
  ].join('\n\n');
};
