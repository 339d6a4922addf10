import { cacheMisses } from './cache-misses.ts';
import { dearModel } from './dear-model.ts';
import { failingTools } from './failing-tools.ts';
import type { ReportFinding } from './finding.ts';
import { grownContext } from './grown-context.ts';
import { nothingShipped } from './nothing-shipped.ts';
import { repeatedReads } from './repeated-reads.ts';
import { retryLoops } from './retry-loops.ts';
import { unusedMcpServers } from './unused-mcp-servers.ts';

/** Everything that a report looks for, by name. */
export const findings = {
  'retry-loops': retryLoops,
  'repeated-reads': repeatedReads,
  'grown-context': grownContext,
  'cache-misses': cacheMisses,
  'dear-model': dearModel,
  'failing-tools': failingTools,
  'unused-mcp-servers': unusedMcpServers,
  'nothing-shipped': nothingShipped,
} as const satisfies Readonly<Record<string, ReportFinding>>;

export type FindingName = keyof typeof findings;
