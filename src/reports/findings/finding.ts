import type { Query } from '../ask.ts';

/**
 * Something that money is spent on and need not be. The SQL answers `session_id`, `subject` (tool, file, model),
 * `times` (how often) and `nanodollars` (what it cost), a row each.
 */
export interface ReportFinding extends Query {
  readonly title: string;
  /** What happened, said of the sums of all rows. */
  readonly told: (sums: FindingSums) => string;
  /** What to do about it. */
  readonly advice: string;
  /** How the money is estimated. */
  readonly estimate: string;
  /** What the data cannot answer. */
  readonly limits?: string;
}

export interface FindingSums {
  readonly times: number;
  readonly sessions: number;
  /** Different subjects. */
  readonly subjects: number;
}

/** `1 file`, `2 files`. */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
