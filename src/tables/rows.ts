import type { Database } from '../store/database.ts';
import type { ColumnValue } from './column.ts';
import { type MeasureName, type MeasureSums, noSums, present } from './measures.ts';
import { quoted } from './schema.ts';
import { createStatements } from './statements.ts';

/** Rows that many events add to (a session, a prompt, a tool call), each with a text of the client as its key. */
export interface Rows {
  /** The number of the row with this key; `undefined`: a row without one. It is made when it is not there. */
  readonly numberOf: (key: string | undefined) => number;
  /** Something of the row happened then. */
  readonly touch: (id: number, time: number, links: Links) => void;
  /** A fact; the last one that is said holds. Nothing is said by `undefined` and `null`. */
  readonly set: (id: number, column: string, value: ColumnValue | undefined) => void;
  /** What the transaction under way adds to a row. */
  readonly sumsOf: (id: number) => MeasureSums;
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
  readonly facts: Map<string, ColumnValue>;
  sums: MeasureSums | undefined;
}

const mostRemembered = 50_000;

/** The sender that more is known of; of two alike the later one. Metrics and events need not say the same. */
const betterOrigin = `(SELECT id FROM origins WHERE id IN (?, origin)
  ORDER BY known DESC, id = origin LIMIT 1)`;

/** A row is as long as all that was heard of it. `?1` and `?2` are nothing where nothing was. */
const touched = [
  'started = min(coalesce(started, ?1), coalesce(?1, started))',
  'ended = max(coalesce(ended, ?2), coalesce(?2, ended))',
];

const linkNames = ['origin', 'session', 'turn'] as const satisfies readonly (keyof Links)[];
const isLink = (column: string): boolean => (linkNames as readonly string[]).includes(column);

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
  const isFact = new Set(facts);
  const update = createStatements(database, (columns: readonly string[]) => {
    const assigned = columns.map((column) => {
      if (column === 'origin') return `origin = ${betterOrigin}`;
      return `${quoted(column)} = ${isFact.has(column) || isLink(column) ? '?' : `${quoted(column)} + ?`}`;
    });
    return `UPDATE ${table} SET ${[...touched, ...assigned].join(', ')} WHERE id = ?`;
  });
  const wanted = new Set(sums);
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

  /** The columns of a row that something was said of, and what. */
  const changesOf = ({ links: told, facts: said, sums: added }: Pending) => {
    const { measures = [], amounts = [] } = added ? present(added, wanted) : {};
    const linked = links.filter((link) => told[link] !== undefined);
    return {
      columns: [...linked, ...said.keys(), ...measures],
      values: [...linked.map((link) => told[link] as number), ...said.values(), ...amounts],
    };
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
    sumsOf: (id) => {
      const row = pendingOf(id);
      row.sums ??= noSums();
      return row.sums;
    },
    write: () => {
      for (const [id, row] of pending) {
        const { columns, values } = changesOf(row);
        const first = Number.isFinite(row.first) ? row.first : null;
        update(columns).run(first, row.last || null, ...values, id);
      }
    },
    committed: () => pending.clear(),
    rolledBack: () => {
      pending.clear();
      known.clear();
    },
  };
};
