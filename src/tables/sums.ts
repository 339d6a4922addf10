import type { Database } from '../store/database.ts';
import { type MeasureName, type MeasureSums, measureNames, noSums, present } from './measures.ts';
import { createStatements } from './statements.ts';

type SumKey = readonly (string | number)[];

/** Sums by a key of several columns; rows are made when they are not there. */
export interface KeyedSums {
  /** What the transaction under way adds to a row. */
  readonly of: (key: SumKey) => MeasureSums;
  /** Writes what the transaction under way brought: one write a row. */
  readonly write: () => void;
  readonly clear: () => void;
}

export const createKeyedSums = (
  database: Database,
  table: string,
  keys: readonly string[],
  names: readonly MeasureName[] = measureNames,
): KeyedSums => {
  const upserts = createStatements(database, (measures: readonly MeasureName[]) => {
    const columns = [...keys, ...measures];
    return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
      ON CONFLICT DO UPDATE SET ${measures.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`;
  });
  const wanted = new Set(names);
  const pending = new Map<string, { readonly key: SumKey; readonly sums: MeasureSums }>();
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
      for (const { key, sums } of pending.values()) {
        const { measures, amounts } = present(sums, wanted);
        if (measures.length > 0) upserts(measures).run(...key, ...amounts);
      }
    },
    clear: () => pending.clear(),
  };
};
