import type { Config } from './schema.ts';

/** Settings that only the OpenTelemetry Collector carries out: the receiver in the ledger has no exporters. */
const collectorOnly: readonly (readonly [key: string, isSet: (config: Config) => boolean])[] = [
  ['export.otlp', (config) => config.export.otlp.length > 0],
  ['export.file.enabled', (config) => config.export.file.enabled],
  ['export.debug', (config) => config.export.debug],
  ['security.ledgerToken', ({ security }) => security.ledgerToken],
  ['clickhouse.enabled', ({ clickhouse }) => clickhouse.enabled],
  ['collector.extra', ({ collector }) => collector.extra !== undefined],
];

/** Keys of this configuration that need the collector. */
export const collectorOnlyKeys = (config: Config): readonly string[] =>
  collectorOnly.filter(([, isSet]) => isSet(config)).map(([key]) => key);
