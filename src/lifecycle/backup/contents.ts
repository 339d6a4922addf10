import type { ComponentName } from '../../stack/components/component.ts';

/** What of a component's data belongs into a backup, and how it is copied while others write. */
export interface Contents {
  /** An SQLite database, copied as of one moment by SQLite itself. */
  readonly database?: string;
  /** Everything that lies there, while the component is held. */
  readonly tree?: {
    /** Folders that are never written again: their files are linked, not copied. */
    readonly settled: RegExp;
    readonly without: RegExp;
  };
}

/**
 * THE table of what is kept, in the order of copying: counters are copied after what was read from them, so that none
 * ever stands lower than Prometheus has seen it. The collector's queue is not in it: what waits there is on its way
 * into the ledger and belongs to the time after the backup; Pushgateway is given everything anew at each start.
 */
export const contents: Readonly<Partial<Record<ComponentName, Contents>>> = {
  prometheus: {
    // A block is named by a ULID and never changes.
    tree: { settled: /^[0-9A-HJKMNP-TV-Z]{26}$/, without: /^(lock|queries\.active)$/ },
  },
  grafana: { database: 'grafana.db' },
  // Silences, and what was sent: each a file that is replaced as a whole. A name with a dot is not whole yet.
  alertmanager: { tree: { settled: /^$/, without: /\./ } },
  hooks: { database: 'journal.db' },
  ledger: { database: 'ledger.db' },
};

export const keepers = Object.keys(contents) as readonly ComponentName[];

/** Where the databases lie in an archive, whose schema decides who can read them. */
export const databases = {
  ledger: 'data/ledger/ledger.db',
  hooks: 'data/hooks/journal.db',
} as const;
