import type { LedgerStore } from '../../src/ledger/store.ts';
import { createMergedPulls, type MergedPull } from '../../src/tables/merged-pulls.ts';

const at = (text: string): number => Date.parse(text);

/** A branch that was merged twice, two others, and one on which nobody worked. */
const pulls: readonly MergedPull[] = [
  { pull: '#1', branch: 'feature/SHOP-101-cart', merged: at('2026-11-20T12:00:00Z') },
  { pull: '#2', branch: 'feature/SHOP-101-cart', merged: at('2026-11-24T12:00:00Z') },
  { pull: '#3', branch: 'fix/PAY-7-refund', merged: at('2026-11-24T15:00:00Z') },
  { pull: '0123456789ab', branch: 'spike', merged: at('2026-11-23T15:00:00Z') },
  { pull: '#4', branch: 'nobody', merged: at('2026-11-23T15:00:00Z') },
];

const repositories = ['storefront', 'payments', 'warehouse', 'recommendations'];

export const mergedPulls = repositories.flatMap((repository) =>
  pulls.map((pull) => ({ ...pull, repository })),
);

/** Writes them as a person does who says it twice. */
export const fillMergedPulls = (store: LedgerStore): void => {
  const { take } = createMergedPulls(store);
  for (const repository of [...repositories, ...repositories]) take(repository, pulls);
};
