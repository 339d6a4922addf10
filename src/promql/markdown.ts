import { costUsage } from '../catalogue/telemetry.ts';
import { readyQueries } from './queries.ts';
import { totalOf } from './query.ts';

const fence = (promql: string): string => `\`\`\`promql\n${promql}\n\`\`\``;

const introduction = `# Ready-made PromQL

Paste these at Prometheus (port 9090), in Grafana's Explore, or on the explore page of our pages. Each is run against the
real stack by the tests. What the metrics and labels mean: [metrics.md](metrics.md).

\`increase()\` and \`rate()\` are right here to within their extrapolation: the counters never reset, and a new label
set begins with 0. Over short ranges that are not multiples of the scrape interval, \`increase()\` gives broken numbers
such as 3.02 sessions: round them, or use the exact form at the end.`;

const exact = `## A total to the unit

What the dashboards use. It is right also where the range begins or ends while the stack was off; the recorded
\`:opening\` series hold what a counter opens with after a hole. Here: the cost of the last day, per project.

${fence(totalOf(costUsage, { by: ['project'] }, { range: '1d' }))}

\`project:…:sum\` are sums over all labels but the counter's own, team and project, recorded because they are read in a
hundredth of the time. The raw counter takes the same form with its own \`:opening\`.`;

/** `docs/promql.md`: ready-made PromQL for people. */
export const promqlMarkdown = (): string =>
  [
    introduction,
    ...readyQueries.map(({ title, queries }) =>
      [`## ${title}`, ...queries.flatMap(({ tells, promql }) => [tells, fence(promql)])].join('\n\n'),
    ),
    exact,
  ].join('\n\n');
