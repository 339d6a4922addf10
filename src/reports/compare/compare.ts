import { exitCode, Failure } from '../../failure.ts';
import { type AskSql, createAsker } from '../ask.ts';
import type { WantedCriterion } from '../evals/evals-file.ts';
import { rangeOf } from '../range.ts';
import type { ReportAsked, ReportOptions } from '../report.ts';
import { type Effect, effectOf } from './effect.ts';
import { type ComparedMeasure, measuresOf } from './measures.ts';

/** A group of sessions: those of a range of days, or those with a value of a label. */
export interface Side {
  readonly asked: ReportAsked;
  readonly text: string;
}

export interface Comparison {
  readonly before: { readonly text: string; readonly sessions: number };
  readonly after: { readonly text: string; readonly sessions: number };
  readonly measures: readonly (Omit<ComparedMeasure, 'sql'> & Effect)[];
}

/**
 * A side as people write it: `2026-11-01..2026-11-14`, `7d` (until today), or `branch=main`.
 * @param around what narrows both sides
 */
export const sideOf = (text: string, around: ReportAsked, option: string): Side => {
  const [, since, until] = /^([\w-]+)\.\.([\w-]+)$/.exec(text) ?? [];
  if (since && until) return { text, asked: { ...around, since, until } };
  const [, name, value] = /^([\w.-]+)=(.+)$/.exec(text) ?? [];
  if (name && value) return { text, asked: { ...around, labels: { ...around.labels, [name]: value } } };
  if (/^\d+[dwy]$|^\d{4}-\d{2}-\d{2}$/.test(text)) return { text, asked: { ...around, since: text } };
  throw new Failure(`"${text}" is neither a range nor a label.`, {
    where: option,
    fix: 'Say 2026-11-01..2026-11-14, or branch=main.',
    exitCode: exitCode.usage,
  });
};

const mostSessions = 10_000;

const sessionsOf = async (
  ask: AskSql,
  side: Side,
  measures: readonly ComparedMeasure[],
  options: ReportOptions,
) => {
  const { zone, extraLabels = [], now = Date.now() * 1000 } = options;
  const range = rangeOf(side.asked, zone, now);
  const asker = createAsker(ask, range, side.asked.labels ?? {}, { zone, extraLabels });
  const columns = measures.map(({ sql, column }) => `${sql} AS ${column}`).join(', ');
  const { rows } = await asker({
    sql: ({ from }) => `SELECT ${columns} FROM ${from('sessions')} AS s LIMIT ${mostSessions}`,
  });
  const valuesOf = (index: number): readonly number[] =>
    rows.flatMap((row) => (row[index] === null || row[index] === undefined ? [] : [Number(row[index])]));
  return { sessions: rows.length, valuesOf };
};

/** Compares two groups of sessions, session by session. @throws Failure for ranges and labels that do not exist */
export const compareSides = async (
  ask: AskSql,
  sides: { readonly before: Side; readonly after: Side },
  evals: readonly WantedCriterion[],
  options: ReportOptions = {},
): Promise<Comparison> => {
  const measures = measuresOf(evals);
  const before = await sessionsOf(ask, sides.before, measures, options);
  const after = await sessionsOf(ask, sides.after, measures, options);
  return {
    before: { text: sides.before.text, sessions: before.sessions },
    after: { text: sides.after.text, sessions: after.sessions },
    measures: measures.map(({ title, column, more }, index) => ({
      title,
      column,
      more,
      ...effectOf(before.valuesOf(index), after.valuesOf(index)),
    })),
  };
};
