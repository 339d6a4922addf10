import type { Builder } from '../../queries/saved-query.ts';

/** The parts of a report, in order. */
export const sections = {
  cost: 'Cost',
  errors: 'Errors and failures',
  permissions: 'Permissions and blocks',
  quality: 'Quality of the data',
} as const;

export type SectionName = keyof typeof sections;

/**
 * A table of a report. The names of its columns say how values are written: `…_usd` is money, `…_share` a share,
 * `…_ms` a duration, `session_id` a link.
 */
export interface ReportTable {
  readonly section: SectionName;
  readonly title: string;
  /** A query of its own, or the name of a saved one. */
  readonly query: string | ((builder: Builder) => string);
  /** Drawn as bars: the column of names and the column of values. */
  readonly bars?: readonly [label: string, value: string];
  /** Rows beyond this are left out of what people read, not of the data. */
  readonly mostRows?: number;
  /** What is to be known about it. */
  readonly note?: string;
}

/** Checks a family of tables and keeps its names in the type. */
export const defineTables = <const Name extends string>(
  family: Readonly<Record<Name, ReportTable>>,
): Readonly<Record<Name, ReportTable>> => family;
