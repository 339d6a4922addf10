import path from 'node:path';
import { projectOf } from '../hooks/decide/project.ts';
import type { ImportRow } from '../ledger/import/row.ts';
import { costOf, modelName, priceOf } from '../prices/cost.ts';
import type { Price } from '../prices/price-table.ts';
import type { RequestRecord, TranscriptRecord } from '../transcripts/record.ts';

/** Writes records as the ledger takes them: priced, and with the project that they were for. */
export interface RowMaker {
  readonly row: (record: TranscriptRecord) => ImportRow;
  /** Models that the table of prices does not have: their requests cost nothing. */
  readonly unpriced: ReadonlyMap<string, number>;
}

const largestNanoDollars = Number.MAX_SAFE_INTEGER;
const longestTextCharacters = 300;
const cut = (text: string | undefined): string | undefined =>
  text?.slice(0, longestTextCharacters) || undefined;

/**
 * @param chosen the project to name for all; absent: each record's own, which is the repository that its folder is in, as
 *   it is now, else the folder itself
 */
export const createRowMaker = (prices: readonly Price[], chosen?: string): RowMaker => {
  const unpriced = new Map<string, number>();
  const projects = new Map<string, string>();

  const projectFor = (folder: string | undefined): string | undefined => {
    if (chosen !== undefined || folder === undefined) return chosen;
    let project = projects.get(folder);
    if (project === undefined) {
      project = path.basename(projectOf(folder));
      projects.set(folder, project);
    }
    return project;
  };

  const nanoDollarsOf = ({ model, time, usage, cost }: RequestRecord): number => {
    if (cost !== undefined) return Math.round(cost * 1e9);
    const price = priceOf(prices, model, time);
    if (price) return Math.min(Number(costOf(price, usage)), largestNanoDollars);
    const name = modelName(model);
    unpriced.set(name, (unpriced.get(name) ?? 0) + 1);
    return 0;
  };

  const partsOf = (record: TranscriptRecord) => {
    if (record.kind === 'prompt') return { kind: record.kind, characters: record.characters };
    if (record.kind === 'call') {
      const { kind, tool, isError, resultBytes, linesAdded, linesRemoved } = record;
      return { kind, tool, isError, resultBytes, linesAdded, linesRemoved };
    }
    const { input, output, cacheRead, cacheWrite5m, cacheWrite1h, speed } = record.usage;
    return {
      kind: record.kind,
      request: record.request,
      model: record.model,
      effort: record.effort,
      agent: record.agent,
      speed,
      nanoDollars: nanoDollarsOf(record),
      ...{ input, output, cacheRead, cacheWrite5m, cacheWrite1h },
    };
  };

  return {
    row: (record) => ({
      ...partsOf(record),
      // Two answers of a gateway may have one message id.
      id:
        record.kind === 'request' && record.request !== undefined
          ? `${record.id} ${record.request}`.slice(0, longestTextCharacters)
          : record.id,
      session: record.session,
      time: record.time,
      project: cut(projectFor(record.folder)),
      branch: cut(record.branch),
      version: record.version,
      prompt: record.prompt,
      isSidechain: record.isSidechain,
    }),
    unpriced,
  };
};
