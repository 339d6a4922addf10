import type { Database } from '../store/database.ts';
import {
  type MeasureName,
  type MeasureSet,
  type MeasureSums,
  measureNames,
  measuresOf,
  noSums,
  present,
} from './measures.ts';
import { createStatements } from './statements.ts';

export type SumKey = readonly (string | number)[];

/** A table whose rows add up, by a key of several columns. */
export interface SumTable {
  readonly table: string;
  readonly keys: readonly string[];
  readonly names?: readonly MeasureName[];
  /** Its own key for the one that sums are asked for by; absent: the same. */
  readonly keyOf?: (key: SumKey) => SumKey;
}

/** Sums by a key of several columns; rows are made when they are not there. */
export interface KeyedSums {
  /** What the transaction under way adds to a row. */
  readonly of: (key: SumKey) => MeasureSums;
  /** Writes what the transaction under way brought: one write a row, into each table. */
  readonly write: () => void;
  readonly clear: () => void;
}

/** Rows of the same measures are written together: a statement costs about as much to call as to run. */
const rowsAtOnce = 8;

const writerOf = (database: Database, { table, keys, names = measureNames, keyOf }: SumTable) => {
  const upsertOf = (rows: number) =>
    createStatements((set: MeasureSet) => {
      const measures = measuresOf(set);
      const columns = [...keys, ...measures];
      const row = `(${columns.map(() => '?').join(', ')})`;
      return database.prepare(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array<string>(rows).fill(row).join(', ')}
         ON CONFLICT DO UPDATE SET ${measures.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`,
      );
    });
  const [one, many] = [upsertOf(1), upsertOf(rowsAtOnce)];
  const wanted = new Set(names);

  const bySet = (pending: Iterable<PendingSums>) => {
    const rows = new Map<MeasureSet, (readonly (string | number)[])[]>();
    for (const { key, sums } of pending) {
      const { set, amounts } = present(sums, wanted);
      const row = [...(keyOf?.(key) ?? key), ...amounts];
      const others = rows.get(set);
      if (others) others.push(row);
      else if (set !== 0) rows.set(set, [row]);
    }
    return rows;
  };

  return (pending: Iterable<PendingSums>): void => {
    for (const [set, rows] of bySet(pending)) {
      const alone = rows.length % rowsAtOnce;
      for (const row of rows.slice(0, alone)) one(set).run(...row);
      for (let at = alone; at < rows.length; at += rowsAtOnce)
        many(set).run(...rows.slice(at, at + rowsAtOnce).flat());
    }
  };
};

interface PendingSums {
  readonly key: SumKey;
  readonly sums: MeasureSums;
}

export const createKeyedSums = (database: Database, tables: readonly SumTable[]): KeyedSums => {
  const writers = tables.map((table) => writerOf(database, table));
  const pending = new Map<string, PendingSums>();
  return {
    of: (key) => {
      const text = key.join('\n');
      let row = pending.get(text);
      if (!row) {
        row = { key, sums: noSums() };
        pending.set(text, row);
      }
      return row.sums;
    },
    write: () => {
      for (const write of writers) write(pending.values());
    },
    clear: () => pending.clear(),
  };
};
