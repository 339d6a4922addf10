import type { TimeRange } from '@grafana/data';
import { ask, type TableAnswer } from '../records/api.ts';

/** What of a range enough people share, so that telling of it tells of nobody. */
export interface SharedGroups {
  /** Whether enough people worked in the whole range. */
  readonly isEnough: boolean;
  readonly has: (kind: 'day' | 'model' | 'tool', name: string) => boolean;
}

/** Asks the ledger, which has the limit. @throws Refused */
export const askForGroups = async ({ from, to }: TimeRange): Promise<SharedGroups> => {
  const range = new URLSearchParams({ since: from.toISOString(), until: to.toISOString() });
  const { rows } = await ask<TableAnswer>(`/query/board-groups?${range}`);
  const known = new Set(rows.map(([kind, name]) => `${kind} ${name}`));
  return { isEnough: known.has('all '), has: (kind, name) => known.has(`${kind} ${name}`) };
};
