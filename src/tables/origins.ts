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
  /** Senders of one request's resource, by what the attributes of a record say of them. */
  let ofResource = new WeakMap<Attributes, Map<string, number>>();

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
      let siblings = ofResource.get(resource);
      if (!siblings) {
        siblings = new Map();
        ofResource.set(resource, siblings);
      }
      // Once for each data point: the few of its attributes that count, in the order in which they came.
      let said = '';
      for (const [name, value] of attributes)
        if (isSource.has(name)) {
          const text = String(value);
          said += `${name}=${text.length}:${text}`;
        }
      let id = siblings.get(said);
      if (id === undefined) {
        id = find(attributes, resource);
        siblings.set(said, id);
      }
      return id;
    },
    rolledBack: () => {
      known.clear();
      ofResource = new WeakMap();
    },
  };
};
