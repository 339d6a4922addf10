import { tableOfSpan } from '../../tables/event-table.ts';
import { quoted } from '../../tables/schema.ts';
import type { SqlReader } from '../engine/reader.ts';
import { type AnswerRow, objectsOf } from './row.ts';

/** Columns by which lists of spans are sorted. */
export const spanOrders = ['duration_ms', 'time'] as const;

export interface SpansAsked {
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  readonly name?: string | undefined;
  readonly session?: string | undefined;
  readonly trace?: string | undefined;
  /** Text as it stands in LIKE. */
  readonly search?: string | undefined;
  readonly sort: (typeof spanOrders)[number];
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly offset: number;
}

/** What a list shows elsewhere. */
const shownElsewhere = new Set(['trace_id', 'span_id', 'parent_span_id', 'ended', 'tool_use_id', 'other']);
const inTable = (row: AnswerRow): AnswerRow =>
  Object.fromEntries(
    Object.entries(row).filter(([name, value]) => value !== null && !shownElsewhere.has(name)),
  );

/** Listed spans with the attributes of each. */
const withAttributes = async (
  reader: SqlReader,
  listed: readonly AnswerRow[],
): Promise<readonly object[]> => {
  const attributes = new Map<number, AnswerRow>();
  for (const name of new Set(listed.map((row) => String(row['name'])))) {
    const { name: table, columns } = tableOfSpan(name);
    const ids = listed.filter((row) => row['name'] === name).map(({ id }) => id);
    const rows = objectsOf(
      await reader.ask({
        sql: `SELECT id, ${columns.map((column) => quoted(column.name)).join(', ')}, other FROM ${quoted(table)}
          WHERE id IN (SELECT value FROM json_each(:ids))`,
        parameters: { ids: JSON.stringify(ids) },
      }),
    );
    for (const { id, ...row } of rows) attributes.set(Number(id), inTable(row));
  }
  return listed.map((row) => ({ ...row, attributes: attributes.get(Number(row['id'])) ?? {} }));
};

const columns = `id, time, timestamp, ended, duration_ms, name, failed, trace_id, span_id, parent_span_id, session_id,
  prompt_id, tool_use_id`;

/** Spans, the longest first; `session` and `trace` are ids or the beginnings of them. */
export const spansOf = async (reader: SqlReader, asked: SpansAsked): Promise<readonly object[]> => {
  const { since = 0, until = Number.MAX_SAFE_INTEGER, name, session, trace, search } = asked;
  const beginsWith = (column: string) =>
    `${column} >= :${column} AND ${column} < :${column} || char(1114111)`;
  const conditions = [
    'time >= :since',
    'time < :until',
    ...(name === undefined ? [] : ['name = :name']),
    ...(session === undefined ? [] : [beginsWith('session_id')]),
    ...(trace === undefined ? [] : [beginsWith('trace_id')]),
    ...(search === undefined
      ? []
      : [
          `(name LIKE :search ESCAPE '\\' OR session_id LIKE :search ESCAPE '\\' OR trace_id LIKE :search ESCAPE '\\')`,
        ]),
  ];
  const listed = await reader.ask({
    sql: `SELECT ${columns} FROM spans WHERE ${conditions.join(' AND ')}
      ORDER BY ${asked.sort} ${asked.order}, id LIMIT ${asked.limit} OFFSET ${asked.offset}`,
    parameters: {
      since,
      until,
      ...(name !== undefined && { name }),
      ...(session !== undefined && { session_id: session }),
      ...(trace !== undefined && { trace_id: trace }),
      ...(search !== undefined && { search }),
    },
  });
  return withAttributes(reader, objectsOf(listed));
};

/** Most spans of one session that its page is given. */
const mostSpans = 3000;

/** The spans of a session, oldest first. */
export const spansOfSession = (reader: SqlReader, session: string): Promise<readonly object[]> =>
  spansOf(reader, { session, sort: 'time', order: 'asc', limit: mostSpans, offset: 0 });
