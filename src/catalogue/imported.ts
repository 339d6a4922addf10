import { apiRequests, cacheCreationTokens, prompts, toolResults } from './event-metrics.ts';
import type { Metric } from './metric.ts';
import { costUsage, linesOfCode, sessionCount, tokenUsage } from './telemetry.ts';

/**
 * Labels of history that was imported, and of nothing else: what the client sent live has label sets of its own, so no
 * live number moves. `source` says where it came from; `import` is the number of the import, because what an import
 * added is exposed at its final value from then on, and a later one must not change it.
 */
export const importLabels = ['source', 'import'] as const;
export type ImportLabel = (typeof importLabels)[number];

/** The value of `source`, and of the column of that name. */
export const transcriptSource = 'transcript';

/** The resource attribute that says so. The ledger sets it; what telemetry says under this name is dropped. */
export const sourceAttribute = 'start_observability.source';

/** The metrics that transcripts have something for. */
export const importedMetrics = [
  costUsage,
  tokenUsage,
  sessionCount,
  linesOfCode,
  apiRequests,
  cacheCreationTokens,
  toolResults,
  prompts,
] as const satisfies readonly Metric[];

const imported: ReadonlySet<string> = new Set(importedMetrics.map(({ series }) => series));

/** Whether a counter has label sets of imported history. */
export const isImported = (series: string): boolean => imported.has(series);
