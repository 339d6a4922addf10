import { millisecondsOf } from '../config/duration.ts';
import { quoted } from '../tables/schema.ts';
import { deletionSettings, rawDatabase, rawRetentionStatements, rawTableStatements } from './raw-tables.ts';
import { type ClickhouseTable, storedTables } from './stored-table.ts';
import { type ViewOptions, views } from './views.ts';

/** The database of our own tables. */
export const ownDatabase = 'telemetry';

export interface SchemaOptions extends ViewOptions {
  /** How long events are kept: `90d`. */
  readonly keptFor: string;
  /** How long what was received is kept as it was: `72h`. */
  readonly rawKeptFor: string;
  /** How long what is too old may stay, at most about; tests wait less. */
  readonly deletionSeconds?: number;
}

/** Inserts that a table recognises when they come again; the default of 0 recognises none. */
const rememberedInserts = 10_000;
/** A merge that deletes begins as often as this, in each partition. */
const usualDeletionSeconds = 600;

const path = (name: string): string => `${ownDatabase}.${quoted(name)}`;

const secondsOf = (duration: string): number => millisecondsOf(duration) / 1000;

const createTable = (
  { name, columns, order, keptBy, keys }: ClickhouseTable,
  keptFor: string,
  deletionSeconds: number,
): string => {
  const lines = [
    ...(keys ? ['version UInt64 CODEC(Delta, ZSTD(3))'] : []),
    ...columns.map((column) => `${quoted(column.name)} ${column.type}`),
    ...(columns.some((column) => column.name === 'time')
      ? ['INDEX times time TYPE minmax GRANULARITY 1']
      : []),
  ];
  const day = `toDateTime(intDiv(${keptBy}, 1000000))`;
  return [
    `CREATE TABLE IF NOT EXISTS ${path(name)} (\n  ${lines.join(',\n  ')}\n)`,
    `ENGINE = ${keys ? 'ReplacingMergeTree(version)' : 'MergeTree'}`,
    ...(keptBy ? [`PARTITION BY toDate(${day})`] : []),
    `ORDER BY (${order})`,
    ...(keptBy ? [`TTL ${day} + INTERVAL ${secondsOf(keptFor)} SECOND`] : []),
    `SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = ${rememberedInserts}${
      keptBy ? `, ${deletionSettings(deletionSeconds)}` : ''
    }`,
  ].join('\n');
};

/** Columns of a newer catalogue. */
const addColumns = ({ name, columns }: ClickhouseTable): string =>
  `ALTER TABLE ${path(name)} ${columns.map((column) => `ADD COLUMN IF NOT EXISTS ${quoted(column.name)} ${column.type}`).join(', ')}`;

/**
 * The retention of the configuration, which may have changed since the table was made. It holds for the rows that are there:
 * of each part the time when it may go is worked out again, and its data stays as it is (`materialize_ttl_recalculate_only`).
 */
const keepFor = ({ name, keptBy }: ClickhouseTable, keptFor: string): readonly string[] =>
  keptBy
    ? [
        `ALTER TABLE ${path(name)} MODIFY TTL toDateTime(intDiv(${keptBy}, 1000000)) + INTERVAL ${secondsOf(keptFor)} SECOND SETTINGS materialize_ttl_after_modify = 1`,
      ]
    : [];

/** Test rows of `doctor`, which removes them; what is left after a crash expires. */
const canaries = `CREATE TABLE IF NOT EXISTS ${path('canaries')} (id String, at DateTime DEFAULT now())
ENGINE = MergeTree ORDER BY id TTL at + INTERVAL 1 DAY`;

/** What makes the databases, the tables and the views, in order; each may run again and again. */
export const schemaStatements = (options: SchemaOptions): readonly string[] => {
  const { extraLabels, keptFor, rawKeptFor, deletionSeconds = usualDeletionSeconds } = options;
  return [
    `CREATE DATABASE IF NOT EXISTS ${ownDatabase}`,
    `CREATE DATABASE IF NOT EXISTS ${rawDatabase}`,
    canaries,
    ...rawTableStatements(rawKeptFor, deletionSeconds),
    ...storedTables(extraLabels).map((table) => createTable(table, keptFor, deletionSeconds)),
    ...views(options).map(({ name, sql }) => `CREATE OR REPLACE VIEW ${path(name)} AS ${sql}`),
  ];
};

/** What brings tables of an earlier start up to this version and this configuration. */
export const upgradeStatements = ({ extraLabels, keptFor, rawKeptFor }: SchemaOptions): readonly string[] => [
  ...storedTables(extraLabels).flatMap((table) => [addColumns(table), ...keepFor(table, keptFor)]),
  ...rawRetentionStatements(rawKeptFor),
];
