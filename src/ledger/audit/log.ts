import { hash } from 'node:crypto';
import * as z from 'zod';
import { millisecondsOf } from '../../config/duration.ts';
import type { Tables } from '../../tables/tables.ts';
import { digest } from '../attributes.ts';
import type { LedgerStore } from '../store.ts';
import { type AuditEntry, auditKinds, entriesOfEvent, entriesOfHook } from './entries.ts';

/** An entry as the log has it. */
export interface AuditRow {
  readonly id: number;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly kind: string;
  /** A digest of the session's id; empty where there is none. */
  readonly session: string;
  readonly detail: Readonly<Record<string, string>>;
  /** A digest over this entry and the one before it. */
  readonly chain: string;
}

export const auditQuery = z.strictObject({
  since: z.iso.datetime().optional(),
  kind: z.enum(auditKinds).optional(),
  /** Entries after this number. */
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
});

export interface AuditLog {
  /** Adds what is not in the log yet, in the transaction under way. Returns how many. */
  readonly add: (entries: readonly AuditEntry[]) => number;
  readonly rows: (query: z.output<typeof auditQuery>) => readonly AuditRow[];
  /** The number of the first entry whose digest does not fit; undefined: none was changed or taken out. */
  readonly firstBroken: () => number | undefined;
  /** Drops what is older than it is kept for. */
  readonly prune: (now: number) => void;
}

interface Stored {
  readonly id: number;
  readonly identity: string;
  readonly time: number;
  readonly kind: string;
  readonly session: string;
  readonly detail: string;
  readonly chain: string;
}

const chained = (
  before: string,
  { identity, time, kind, session, detail }: Omit<Stored, 'id' | 'chain'>,
): string => hash('sha256', JSON.stringify([before, identity, time, kind, session, detail]), 'base64url');

/**
 * The audit log: entries are added and, when their time is over, dropped from its beginning; the store refuses anything
 * else. Sessions are known by a digest, so that a session can be forgotten and the log stays whole.
 */
export const createAuditLog = (store: LedgerStore, keptFor: string): AuditLog => {
  const insert = store.prepare(
    'INSERT OR IGNORE INTO audit (identity, time, kind, session, detail, chain) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const known = store.prepare('SELECT 1 FROM audit WHERE identity = ?');
  const last = store.prepare('SELECT chain FROM audit ORDER BY id DESC LIMIT 1');
  const select = store.prepare(`
    SELECT id, identity, time, kind, session, detail, chain FROM audit
    WHERE id > ?1 AND time >= ?2 AND (?3 IS NULL OR kind = ?3) ORDER BY id LIMIT ?4`);
  const drop = store.prepare('DELETE FROM audit WHERE id < (SELECT min(id) FROM audit WHERE received >= ?)');
  const dropAll = store.prepare(
    'DELETE FROM audit WHERE NOT EXISTS (SELECT 1 FROM audit WHERE received >= ?)',
  );
  const pick = (after: number, since: number, kind: string | null, limit: number) =>
    select.all(after, since, kind, limit) as unknown as readonly Stored[];

  const addOne = (entry: AuditEntry): boolean => {
    const identity = digest(`audit ${entry.identity}`);
    if (known.get(identity)) return false;
    const session = entry.session === '' ? '' : digest(`session ${entry.session}`);
    const fresh = {
      identity,
      time: entry.time,
      kind: entry.kind,
      session,
      detail: JSON.stringify(entry.detail),
    };
    const before = (last.get() as { chain: string } | undefined)?.chain ?? '';
    insert.run(identity, fresh.time, fresh.kind, session, fresh.detail, chained(before, fresh));
    return true;
  };

  return {
    add: (entries) => entries.filter(addOne).length,
    rows: ({ since, kind, after, limit }) =>
      pick(after, since ? Date.parse(since) * 1000 : 0, kind ?? null, limit).map((row) => ({
        id: row.id,
        time: new Date(row.time / 1000).toISOString(),
        kind: row.kind,
        session: row.session,
        detail: JSON.parse(row.detail) as AuditRow['detail'],
        chain: row.chain,
      })),
    firstBroken: () => {
      // What stood before the first entry is dropped or never was: the first is believed.
      let before: Stored | undefined;
      for (;;) {
        const portion = pick(before?.id ?? 0, 0, null, 1000);
        for (const row of portion) {
          if (before && (row.id !== before.id + 1 || row.chain !== chained(before.chain, row))) return row.id;
          before = row;
        }
        if (portion.length === 0) return undefined;
      }
    },
    prune: (now) => {
      const before = Math.floor(now / 1000 - millisecondsOf(keptFor));
      drop.run(before);
      dropAll.run(before);
    },
  };
};

/** The typed tables, with the audit log filled beside them in the same transaction. */
export const auditing = (tables: Tables, log: Pick<AuditLog, 'add'>): Tables => ({
  ...tables,
  event: (row) => {
    const isNew = tables.event(row);
    if (isNew) log.add(entriesOfEvent(row));
    return isNew;
  },
  hook: (row, received) => {
    const isNew = tables.hook(row, received);
    if (isNew) log.add(entriesOfHook(row));
    return isNew;
  },
});
