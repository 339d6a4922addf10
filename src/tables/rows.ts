import type { Database } from '../store/database.ts';
import type { Value } from './column.ts';
import { addTo, type MeasureName, measureNames, noSums, type Sums } from './measures.ts';
import { quoted } from './schema.ts';

/** Rows that many events add to (a session, a prompt, a tool call), each with a text of the client as its key. */
export interface Rows {
  /** The number of the row with this key; `undefined`: a row without one. It is made when it is not there. */
  readonly numberOf: (key: string | undefined) => number;
  /** Something of the row happened then. */
  readonly touch: (id: number, time: number, links: Links) => void;
  /** A fact; the last one that is said holds. Nothing is said by `undefined` and `null`. */
  readonly set: (id: number, column: string, value: Value | undefined) => void;
  readonly add: (id: number, name: MeasureName, amount: number) => void;
  /** Writes what the transaction under way brought: one write a row. */
  readonly write: () => void;
  readonly committed: () => void;
  /** After a failed transaction: what was made in it is not there. */
  readonly rolledBack: () => void;
}

/** Numbers of other rows that a row belongs to. */
export interface Links {
  readonly origin?: number | undefined;
  readonly session?: number | undefined;
  readonly turn?: number | undefined;
}

interface Pending {
  first: number;
  last: number;
  readonly links: { origin?: number; session?: number; turn?: number };
  readonly facts: Map<string, Value>;
  sums: Sums | undefined;
}

const mostRemembered = 50_000;

/** The sender that more is known of; of two alike the later one. Metrics and events need not say the same. */
const betterOrigin = `(SELECT id FROM origins WHERE id IN (?, origin)
  ORDER BY known DESC, id = origin LIMIT 1)`;

export interface RowsOptions {
  readonly table: string;
  readonly key: string;
  readonly links: readonly (keyof Links)[];
  /** Columns that `set` writes. */
  readonly facts: readonly string[];
  readonly sums: readonly MeasureName[];
}

export const createRows = (database: Database, { table, key, links, facts, sums }: RowsOptions): Rows => {
  const select = database.prepare(`SELECT id FROM ${table} WHERE ${key} = ?`);
  const insert = database.prepare(`INSERT INTO ${table} (${key}) VALUES (?)`);
  const update = database.prepare(
    `UPDATE ${table} SET
       started = min(coalesce(started, ?1), coalesce(?1, started)), ended = max(coalesce(ended, ?2), coalesce(?2, ended))
       ${links.map((link) => `, ${link} = ${link === 'origin' ? betterOrigin : `coalesce(?, ${link})`}`).join('')}
       ${facts.map((fact) => `, ${quoted(fact)} = coalesce(?, ${quoted(fact)})`).join('')}
       ${sums.map((sum) => `, ${sum} = ${sum} + ?`).join('')}
     WHERE id = ?`,
  );
  const places = sums.map((name) => measureNames.indexOf(name));
  const isSum = new Set<MeasureName>(sums);
  const known = new Map<string, number>();
  const pending = new Map<number, Pending>();

  const pendingOf = (id: number): Pending => {
    let row = pending.get(id);
    if (!row) {
      row = { first: Number.POSITIVE_INFINITY, last: 0, links: {}, facts: new Map(), sums: undefined };
      pending.set(id, row);
    }
    return row;
  };

  return {
    numberOf: (text) => {
      if (text === undefined) return Number(insert.run(null).lastInsertRowid);
      let id = known.get(text);
      if (id === undefined) {
        const row = select.get(text) as { id: number } | undefined;
        id = row?.id ?? Number(insert.run(text).lastInsertRowid);
        if (known.size >= mostRemembered) known.delete(known.keys().next().value as string);
        known.set(text, id);
      }
      return id;
    },
    touch: (id, time, told) => {
      const row = pendingOf(id);
      if (time < row.first) row.first = time;
      if (time > row.last) row.last = time;
      for (const link of links) {
        const number = told[link];
        if (number !== undefined) row.links[link] = number;
      }
    },
    set: (id, column, value) => {
      if (value !== undefined && value !== null) pendingOf(id).facts.set(column, value);
    },
    add: (id, name, amount) => {
      if (amount === 0 || !isSum.has(name)) return;
      const row = pendingOf(id);
      row.sums ??= noSums();
      addTo(row.sums, name, amount);
    },
    write: () => {
      for (const [id, row] of pending) {
        update.run(
          Number.isFinite(row.first) ? row.first : null,
          row.last || null,
          ...links.map((link) => row.links[link] ?? null),
          ...facts.map((fact) => row.facts.get(fact) ?? null),
          ...places.map((place) => row.sums?.[place] ?? 0),
          id,
        );
      }
    },
    committed: () => pending.clear(),
    rolledBack: () => {
      pending.clear();
      known.clear();
    },
  };
};
