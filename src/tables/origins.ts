import type { Database } from '../store/database.ts';
import type { Attributes, ColumnValue } from './column.ts';
import { originColumns } from './origin.ts';
import { quoted } from './schema.ts';

/** Senders, each kept once. */
export interface Origins {
  /** The number of the sender with these attributes; those of the record itself come first. */
  readonly numberOf: (attributes: Attributes, resource: Attributes) => number;
  readonly rolledBack: () => void;
}

type SenderSaid = readonly (readonly [name: string, value: unknown])[];

const mostRemembered = 20_000;
/** A value longer than this does not tell senders apart. */
const longestCharacters = 300;

/** What tells a sender apart by one of its attributes; empty where it says nothing. */
const textOf = (name: string, attributes: Attributes, resource: Attributes): string =>
  String(attributes.get(name) ?? resource.get(name) ?? '').slice(0, longestCharacters);

export const createOrigins = (database: Database, extraLabels: readonly string[]): Origins => {
  const columns = originColumns(extraLabels);
  const sources = [...new Set(columns.flatMap((column) => column.sources))];
  const select = database.prepare('SELECT id FROM origins WHERE key = ?');
  const insert = database.prepare(
    `INSERT INTO origins (key, known, ${columns.map(({ name }) => quoted(name)).join(', ')})
     VALUES (?, ?, ${columns.map(() => '?').join(', ')})`,
  );
  const isSource = new Set(sources);
  const known = new Map<string, number>();
  /** The sender of the record before, with what its attributes said of it. */
  let last: { readonly resource: Attributes; readonly said: SenderSaid; readonly id: number } | undefined;

  const saysTheSame = (attributes: Attributes, said: SenderSaid): boolean => {
    let count = 0;
    for (const [name, value] of attributes) {
      if (!isSource.has(name)) continue;
      const before = said[count];
      if (before === undefined || before[0] !== name || before[1] !== value) return false;
      count += 1;
    }
    return count === said.length;
  };

  const valuesOf = (attributes: Attributes, resource: Attributes): ReadonlyMap<string, string> => {
    const values = new Map<string, string>();
    for (const name of sources) {
      const text = textOf(name, attributes, resource);
      if (text !== '') values.set(name, text);
    }
    return values;
  };

  const make = (key: string, values: ReadonlyMap<string, string>): number => {
    const found = select.get(key) as { id: number } | undefined;
    if (found) return found.id;
    const row = columns.map((column): ColumnValue => {
      const source = column.sources.find((name) => values.has(name));
      return source === undefined ? null : (values.get(source) as string);
    });
    return Number(insert.run(key, values.size, ...row).lastInsertRowid);
  };

  /** The number by all that tells it apart, in one order. */
  const find = (attributes: Attributes, resource: Attributes): number => {
    // Lengths instead of a separator: a value may hold any character, and SQLite's text ends at a NUL.
    let key = '';
    for (const name of sources) {
      const text = textOf(name, attributes, resource);
      if (text !== '') key += `${name}=${text.length}:${text}`;
    }
    let id = known.get(key);
    if (id === undefined) {
      id = make(key, valuesOf(attributes, resource));
      if (known.size >= mostRemembered) known.delete(known.keys().next().value as string);
      known.set(key, id);
    }
    return id;
  };

  return {
    numberOf: (attributes, resource) => {
      // Once for each data point, and most say of their sender what the one before said.
      if (last?.resource === resource && saysTheSame(attributes, last.said)) return last.id;
      const said: [name: string, value: unknown][] = [];
      for (const entry of attributes) if (isSource.has(entry[0])) said.push(entry);
      const id = find(attributes, resource);
      last = { resource, said, id };
      return id;
    },
    rolledBack: () => {
      known.clear();
      last = undefined;
    },
  };
};
