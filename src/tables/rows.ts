import type { Database } from '../store/database.ts';
import type { ColumnValue } from './column.ts';
import {
  type MeasureName,
  type MeasureSums,
  measuresOf,
  noSums,
  type PresentSums,
  present,
} from './measures.ts';
import { quoted } from './schema.ts';
import { createStatements } from './statements.ts';

/** Rows that many events add to (a session, a prompt, a tool call), each with a text of the client as its key. */
export interface Rows {
  /** The number of the row with this key; `undefined`: a row without one. It is made when it is not there. */
  readonly numberOf: (key: string | undefined) => number;
  /** The same, and something of the row happened then. */
  readonly touch: (key: string | undefined, time: number, links: Links) => number;
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

/** All of them in one order, so that every row has the same shape. */
interface LinkNumbers {
  origin: number | undefined;
  session: number | undefined;
  turn: number | undefined;
}

interface Pending {
  first: number;
  last: number;
  readonly links: LinkNumbers;
  readonly facts: Map<string, ColumnValue>;
  sums: MeasureSums | undefined;
}

const mostRemembered = 50_000;
const mostTold = 20_000;

/** How a column takes a value: a row is as long as all that was heard of it. */
const assigned: Readonly<Record<string, (value: string) => string>> = {
  started: (value) => `started = min(${value}, coalesce(started, ${value}))`,
  ended: (value) => `ended = max(${value}, coalesce(ended, ${value}))`,
  // The sender that more is known of; of two alike the later one. Metrics and events need not say the same.
  origin: (value) => `origin = (SELECT id FROM origins WHERE id IN (${value}, origin)
    ORDER BY known DESC, id = origin LIMIT 1)`,
};

const linkNames = ['origin', 'session', 'turn'] as const satisfies readonly (keyof Links)[];
const isLink = (column: string): boolean => (linkNames as readonly string[]).includes(column);

/**
 * What a row was told last. LastTold again it would stay as it is; but a column that is written costs each of its indexes
 * two changes, and that is most of what a row costs.
 */
interface LastTold extends LinkNumbers {
  started: number;
  ended: number;
}

export interface RowsOptions {
  readonly table: string;
  readonly key: string;
  readonly links: readonly (keyof Links)[];
  /** Columns that `set` writes. */
  readonly facts: readonly string[];
  readonly sums: readonly MeasureName[];
}

const noneAdded: PresentSums = { set: 0, amounts: [] };

export const createRows = (database: Database, { table, key, links, facts, sums }: RowsOptions): Rows => {
  const select = database.prepare(`SELECT id FROM ${table} WHERE ${key} = ?`);
  const born = [key, 'started', 'ended', ...links];
  const insert = database.prepare(
    `INSERT INTO ${table} (${born.join(', ')}) VALUES (${born.map(() => '?').join(', ')})
     ON CONFLICT DO NOTHING`,
  );
  const isFact = new Set(facts);
  /** By the names of columns that take a value, and the set of measures that are added to. */
  const update = createStatements((changes: string) => {
    const [columns = '', set] = changes.split('+');
    const names = [...columns.split(',').filter(Boolean), ...measuresOf(Number(set))];
    const settings = names.map((column, index) => {
      const value = `?${index + 1}`;
      const name = quoted(column);
      if (assigned[column]) return assigned[column](value);
      return `${name} = ${isFact.has(column) || isLink(column) ? value : `${name} + ${value}`}`;
    });
    return database.prepare(`UPDATE ${table} SET ${settings.join(', ')} WHERE id = ?${settings.length + 1}`);
  });
  const wanted = new Set(sums);
  const known = new Map<string, number>();
  const lastTold = new Map<number, LastTold>();
  const pending = new Map<number, Pending>();

  const pendingOf = (id: number): Pending => {
    let row = pending.get(id);
    if (!row) {
      row = {
        first: Number.POSITIVE_INFINITY,
        last: 0,
        links: { origin: undefined, session: undefined, turn: undefined },
        facts: new Map(),
        sums: undefined,
      };
      pending.set(id, row);
    }
    return row;
  };

  const toldOf = (id: number): LastTold => {
    let told = lastTold.get(id);
    if (!told) {
      if (lastTold.size >= mostTold) lastTold.delete(lastTold.keys().next().value as number);
      told = {
        origin: undefined,
        session: undefined,
        turn: undefined,
        started: Number.POSITIVE_INFINITY,
        ended: 0,
      };
      lastTold.set(id, told);
    }
    return told;
  };

  /** The columns of a row that change, and what is said of them. */
  const changesOf = (id: number, { first, last, links: said, facts: saidFacts }: Pending) => {
    const told = toldOf(id);
    const columns = [...saidFacts.keys()];
    const values = [...saidFacts.values()];
    const change = (column: string, value: ColumnValue) => {
      columns.push(column);
      values.push(value);
    };
    for (const link of links) {
      const number = said[link];
      if (number === undefined || number === told[link]) continue;
      told[link] = number;
      change(link, number);
    }
    if (first < told.started) {
      told.started = first;
      change('started', first);
    }
    if (last > told.ended) {
      told.ended = last;
      change('ended', last);
    }
    return { columns, values };
  };

  const make = (text: string | undefined, time: number | null, told: Links): number => {
    const made = insert.run(text ?? null, time, time, ...links.map((link) => told[link] ?? null));
    if (made.changes === 0) return (select.get(text as string) as { id: number }).id;
    const id = Number(made.lastInsertRowid);
    if (time !== null) {
      const row = toldOf(id);
      row.started = time;
      row.ended = time;
      for (const link of links) row[link] = told[link];
    }
    return id;
  };
  const numberOf = (text: string | undefined, time: number | null, told: Links): number => {
    if (text === undefined) return make(text, time, told);
    let id = known.get(text);
    if (id === undefined) {
      id = make(text, time, told);
      if (known.size >= mostRemembered) known.delete(known.keys().next().value as string);
      known.set(text, id);
    }
    return id;
  };

  return {
    numberOf: (text) => numberOf(text, null, {}),
    touch: (text, time, told) => {
      const id = numberOf(text, time, told);
      const row = pendingOf(id);
      if (time < row.first) row.first = time;
      if (time > row.last) row.last = time;
      for (const link of links) {
        const number = told[link];
        if (number !== undefined) row.links[link] = number;
      }
      return id;
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
        const { columns, values } = changesOf(id, row);
        const { set, amounts } = row.sums ? present(row.sums, wanted) : noneAdded;
        if (columns.length > 0 || set !== 0)
          update(`${columns.join()}+${set}`).run(...values, ...amounts, id);
      }
    },
    committed: () => pending.clear(),
    rolledBack: () => {
      pending.clear();
      known.clear();
      lastTold.clear();
    },
  };
};
