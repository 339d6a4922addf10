import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { defaults } from '../../src/config/schema.ts';
import { createLedger, type Ledger } from '../../src/ledger/ledger.ts';
import type { Retention } from '../../src/ledger/retention.ts';
import { type LedgerStore, openStore } from '../../src/ledger/store.ts';

export interface Opened {
  readonly ledger: Ledger;
  readonly store: LedgerStore;
  readonly folder: string;
}

export const temporaryFolder = (): string => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ledger-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const { retention } = defaults();

/** A ledger on a store in `folder`, as after a start. */
export const open = (
  folder = temporaryFolder(),
  limit = 100,
  clock?: () => number,
  zone = 'UTC',
  kept: Partial<Retention> = {},
): Opened => {
  const store = openStore(folder);
  const ledger = createLedger(
    store,
    { shared: ['team'], limit, zone, retention: { ...retention, ...kept } },
    clock,
  );
  return { ledger, store, folder };
};

/** The sum of a metric over all its label sets, in parts of its scale; `where` picks label values. */
export const total = (ledger: Ledger, metric: string, where: Readonly<Record<string, string>> = {}): number =>
  [...ledger.counters.all()]
    .filter((counter) => counter.sample === metric)
    .filter((counter) => Object.entries(where).every(([name, value]) => counter.labels[name] === value))
    .reduce((sum, counter) => sum + Number(counter.value), 0);
