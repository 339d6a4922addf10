import type { Database } from '../store/database.ts';
import { addTo, type MeasureName, measureNames, noSums, type Sums } from './measures.ts';

type Key = readonly (string | number)[];

/** Sums by a key of several columns; rows are made when they are not there. */
export interface KeyedSums {
  readonly add: (key: Key, name: MeasureName, amount: number) => void;
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
  const columns = [...keys, ...names];
  const upsert = database.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
     ON CONFLICT DO UPDATE SET ${names.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`,
  );
  const places = names.map((name) => measureNames.indexOf(name));
  const wanted = new Set<MeasureName>(names);
  const pending = new Map<string, { readonly key: Key; readonly sums: Sums }>();
  return {
    add: (key, name, amount) => {
      if (amount === 0 || !wanted.has(name)) return;
      const text = key.join('\n');
      let row = pending.get(text);
      if (!row) {
        row = { key, sums: noSums() };
        pending.set(text, row);
      }
      addTo(row.sums, name, amount);
    },
    write: () => {
      for (const { key, sums } of pending.values())
        upsert.run(...key, ...places.map((place) => sums[place] as number));
    },
    clear: () => pending.clear(),
  };
};
