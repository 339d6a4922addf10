import type { Column } from '../tables/column.ts';
import { quoted } from '../tables/schema.ts';

/**
 * The tables of `src/tables` as ClickHouse stores them. Rows name each other by the client's own ids (session, prompt,
 * tool call) and by a hash of their sender, never by numbers of the ledger's file: an older copy of that file gives its
 * numbers to other rows.
 */

/** What has a retention of its own in the configuration: events, spans, and what was received as it was. */
export type RetentionName = 'events' | 'spans' | 'raw';

/** A column as it is declared, and how the ledger's SQLite reads its value. */
export interface StoredColumn {
  readonly name: string;
  readonly type: string;
  /** An expression over `e`, the row itself, and what the table joins. */
  readonly value: string;
}

export interface ClickhouseTable {
  readonly name: string;
  readonly columns: readonly StoredColumn[];
  /** The table of SQLite that its rows are read from, as `e`, and what is joined to it. */
  readonly source: string;
  readonly joins: string;
  readonly order: string;
  /** The column with the time (microseconds) by which rows are kept, and for how long; absent: for ever. */
  readonly kept?: { readonly by: string; readonly as: RetentionName };
  /** For rows that change, of which the one with the highest version counts: what identifies one in SQLite. */
  readonly keys?: readonly string[];
}

/** Texts that are shown, not searched: as small as can be. */
export const packed = 'CODEC(ZSTD(3))';
/** Words and ids, by which nearly every question filters, joins and groups: unpacked several times as fast. */
export const sought = 'CODEC(LZ4)';
/** Whole numbers: of 64 of them only the bits that differ. */
export const whole = 'CODEC(T64, LZ4)';
/** Whole numbers that rise from row to row, and that no question reads. */
export const rising = 'CODEC(Delta, ZSTD(3))';

/** Texts with a value of its own on nearly every row, which a dictionary would only burden. */
const isUnique = (name: string): boolean =>
  /(?:^|_)(?:id|prompt|prompt_text|response|body|input|output|parameters|content|message|error|query)$/.test(
    name,
  );

const typeOf = ({ name, type }: Column): string => {
  switch (type) {
    case 'integer':
      return `Nullable(Int64) ${whole}`;
    case 'real':
      return `Nullable(Float64) ${packed}`;
    case 'boolean':
      return `Nullable(Int8) ${whole}`;
    case 'json':
      return `Nullable(String) ${packed}`;
    default:
      return isUnique(name) ? `Nullable(String) ${packed}` : `LowCardinality(Nullable(String)) ${sought}`;
  }
};

/** SQLite keeps in a column whatever it was given: here the type is what was declared. */
const casts: Readonly<Partial<Record<Column['type'], string>>> = {
  integer: 'INTEGER',
  real: 'REAL',
  boolean: 'INTEGER',
};

const valueIn = (alias: string, { name, type }: Column): string => {
  const cast = casts[type];
  const value = `${alias}.${quoted(name)}`;
  return cast ? `CAST(${value} AS ${cast})` : value;
};

export const ownColumns = (alias: string, columns: readonly Column[]): readonly StoredColumn[] =>
  columns.map((one) => ({ name: one.name, type: typeOf(one), value: valueIn(alias, one) }));
export const sumColumns = (alias: string, names: readonly string[]): readonly StoredColumn[] =>
  names.map((name) => ({ name, type: `Int64 ${whole}`, value: `${alias}.${name}` }));
export const column = (name: string, type: string, value: string): StoredColumn => ({ name, type, value });
/** As it is, without a stand-in for none: a condition on it then reads what the sorting key says, and nothing else. */
export const sessionColumn = column('session_id', `Nullable(String) ${sought}`, 's.session_id');
export const senderColumn = (number: string) =>
  column('origin', `UInt64 ${sought}`, `origin_hash(${number})`);
