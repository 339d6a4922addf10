import { millisecondsOf } from '../config/duration.ts';
import type { Config } from '../config/schema.ts';
import { quoted } from '../tables/schema.ts';
import { changingTables } from './changing-tables.ts';
import { deletionSettings, rawDatabase, rawRetentionStatements, rawTableStatements } from './raw-tables.ts';
import { type ClickhouseTable, type RetentionName, whole } from './stored-table.ts';
import { streams } from './streams.ts';
import { type ViewOptions, views } from './views.ts';

/** The database of our own tables. */
export const ownDatabase = 'telemetry';

export interface SchemaOptions extends ViewOptions {
  /** How long each is kept: `90d`. */
  readonly keptFor: Readonly<Record<RetentionName, string>>;
  /** How long what is too old may stay, at most about; tests wait less. */
  readonly deletionSeconds?: number;
}

/** What the configuration says of it. */
export const retentionOf = ({
  retention,
  clickhouse,
}: Pick<Config, 'retention' | 'clickhouse'>): SchemaOptions['keptFor'] => ({
  events: retention.events,
  spans: retention.spans,
  raw: clickhouse.rawRetention,
});

/** Every table of our own, in the order in which they are made. */
export const storedTables = (extraLabels: readonly string[]): readonly ClickhouseTable[] => [
  ...changingTables(extraLabels),
  ...streams.flatMap(({ list, tables }) => [list, ...tables.values()]),
];

/** Inserts that a table recognises when they come again; the default of 0 recognises none. */
const rememberedInserts = 10_000;
/** A merge that deletes begins as often as this, in each partition. */
const usualDeletionSeconds = 600;

const path = (name: string): string => `${ownDatabase}.${quoted(name)}`;

const secondsOf = (duration: string): number => millisecondsOf(duration) / 1000;

type Kept = NonNullable<ClickhouseTable['kept']>;
const momentOf = ({ by }: Kept): string => `toDateTime(intDiv(${by}, 1000000))`;
const expiry = (kept: Kept, keptFor: SchemaOptions['keptFor']): string =>
  `${momentOf(kept)} + INTERVAL ${secondsOf(keptFor[kept.as])} SECOND`;

const declarations = ({ columns, keys }: ClickhouseTable): readonly string[] => [
  ...(keys ? [`version UInt64 ${whole}`] : []),
  ...columns.map((column) => `${quoted(column.name)} ${column.type}`),
];

const createTable = (
  table: ClickhouseTable,
  keptFor: SchemaOptions['keptFor'],
  deletionSeconds: number,
): string => {
  const { name, columns, order, kept, keys } = table;
  const lines = [
    ...declarations(table),
    ...(columns.some((column) => column.name === 'time')
      ? ['INDEX times time TYPE minmax GRANULARITY 1']
      : []),
  ];
  return [
    `CREATE TABLE IF NOT EXISTS ${path(name)} (\n  ${lines.join(',\n  ')}\n)`,
    `ENGINE = ${keys ? 'ReplacingMergeTree(version)' : 'MergeTree'}`,
    ...(kept ? [`PARTITION BY toDate(${momentOf(kept)})`] : []),
    `ORDER BY (${order})`,
    ...(kept ? [`TTL ${expiry(kept, keptFor)}`] : []),
    `SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = ${rememberedInserts}${
      kept ? `, ${deletionSettings(deletionSeconds)}` : ''
    }`,
  ].join('\n');
};

/** Columns of a newer catalogue, and how a newer version packs those that are there: new parts are packed so. */
const renewColumns = (table: ClickhouseTable): string =>
  `ALTER TABLE ${path(table.name)} ${declarations(table)
    .flatMap((declared) => [`ADD COLUMN IF NOT EXISTS ${declared}`, `MODIFY COLUMN ${declared}`])
    .join(', ')}`;

/**
 * The retention of the configuration, which may have changed since the table was made. It holds for the rows that are there:
 * of each part the time when it may go is worked out again, and its data stays as it is (`materialize_ttl_recalculate_only`).
 */
const keepFor = ({ name, kept }: ClickhouseTable, keptFor: SchemaOptions['keptFor']): readonly string[] =>
  kept
    ? [
        `ALTER TABLE ${path(name)} MODIFY TTL ${expiry(kept, keptFor)} SETTINGS materialize_ttl_after_modify = 1`,
      ]
    : [];

/** Test rows of `doctor`, which removes them; what is left after a crash expires. */
export const canaries = `CREATE TABLE IF NOT EXISTS ${path('canaries')} (id String, at DateTime DEFAULT now())
ENGINE = MergeTree ORDER BY id TTL at + INTERVAL 1 DAY`;

/** What makes the databases, the tables and the views, in order; each may run again and again. */
export const schemaStatements = (options: SchemaOptions): readonly string[] => {
  const { extraLabels, keptFor, deletionSeconds = usualDeletionSeconds } = options;
  return [
    `CREATE DATABASE IF NOT EXISTS ${ownDatabase}`,
    `CREATE DATABASE IF NOT EXISTS ${rawDatabase}`,
    canaries,
    ...rawTableStatements(keptFor.raw, deletionSeconds),
    ...storedTables(extraLabels).map((table) => createTable(table, keptFor, deletionSeconds)),
    ...views(options).map(({ name, sql }) => `CREATE OR REPLACE VIEW ${path(name)} AS ${sql}`),
  ];
};

/** What brings tables of an earlier start up to this version and this configuration. */
export const upgradeStatements = ({ extraLabels, keptFor }: SchemaOptions): readonly string[] => [
  ...storedTables(extraLabels).flatMap((table) => [renewColumns(table), ...keepFor(table, keptFor)]),
  ...rawRetentionStatements(keptFor.raw),
];
