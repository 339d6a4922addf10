import type { AuditRow } from './log.ts';

/** An entry of the log by its number, and by the digest that tells it from one of another log. */
export interface AuditPosition {
  readonly id: number;
  readonly chain: string;
}

/** A place that gets every entry of the audit log. */
export interface AuditDestination {
  readonly name: 'file' | 'otlp';
  /** The last entry that is there; undefined: there is none. */
  readonly position: () => AuditPosition | undefined;
  /** Resolves once the entries are there to stay. @throws where it does not take them */
  readonly take: (rows: readonly AuditRow[]) => Promise<void>;
}
