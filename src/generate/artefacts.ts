import { patternsMarkdown } from '@start-observability/guard/markdown.ts';
import { type Artefact, markdown } from '../artefact/artefact.ts';
import { metricsMarkdown } from '../catalogue/markdown.ts';
import { cliArtefacts } from '../cli/document.ts';
import { configArtefacts } from '../config/document.ts';
import { type Config, defaults } from '../config/schema.ts';
import { dashboardsMarkdown } from '../dashboards/markdown.ts';
import { troubleshootingMarkdown } from '../doctor/markdown.ts';
import { dataSchemaArtefact } from '../files/record.ts';
import { priceArtefacts } from '../prices/document.ts';
import { promqlMarkdown } from '../promql/markdown.ts';
import { sqlMarkdown } from '../queries/markdown.ts';
import { sqlFileArtefacts } from '../queries/sql-files.ts';
import { reportSchemaArtefact } from '../reports/schema.ts';
import { alertsMarkdown } from '../rules/markdown.ts';
import { envTemplate } from '../stack/clickhouse.ts';
import { committedStackArtefacts } from '../stack/stack-files.ts';

/** What people read: made from the tables in `src/`, the same for every configuration. */
const documents = async (): Promise<readonly Artefact[]> => [
  ...configArtefacts(),
  ...(await cliArtefacts()),
  markdown('docs/alerts.md', alertsMarkdown()),
  markdown('docs/dashboards.md', dashboardsMarkdown(defaults())),
  markdown('docs/metrics.md', metricsMarkdown()),
  markdown('docs/patterns.md', patternsMarkdown()),
  ...priceArtefacts(),
  markdown('docs/promql.md', promqlMarkdown()),
  markdown('docs/sql.md', sqlMarkdown()),
  dataSchemaArtefact(),
  reportSchemaArtefact(),
  ...sqlFileArtefacts(),
  envTemplate(),
  markdown('docs/troubleshooting.md', troubleshootingMarkdown()),
];

const unique = (all: readonly Artefact[]): readonly Artefact[] => {
  const seen = new Set<string>();
  for (const { path } of all) {
    if (seen.has(path)) throw new Error(`two artefacts want to be ${path}`);
    seen.add(path);
  }
  return all;
};

/** THE list of everything that is written into the repository. Add a generator here. */
export const artefacts = async (config: Config = defaults()): Promise<readonly Artefact[]> =>
  unique([...committedStackArtefacts(config), ...(await documents())]);
