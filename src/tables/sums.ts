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
  interface Row {
    readonly key: Key;
    readonly sums: Sums;
  }
  const pending = new Map<string, Row>();
  // Points of one request mostly add to one row, one after the other.
  let last: Row | undefined;
  const isLast = (key: Key): boolean => last?.key.every((part, index) => part === key[index]) ?? false;
  return {
    add: (key, name, amount) => {
      if (amount === 0 || !wanted.has(name)) return;
      if (!last || !isLast(key)) {
        const text = key.join('\n');
        last = pending.get(text) ?? { key, sums: noSums() };
        pending.set(text, last);
      }
      addTo(last.sums, name, amount);
    },
    write: () => {
      for (const { key, sums } of pending.values())
        upsert.run(...key, ...places.map((place) => sums[place] as number));
    },
    clear: () => {
      pending.clear();
      last = undefined;
    },
  };
};
