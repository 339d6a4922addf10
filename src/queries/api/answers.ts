import { transcriptSource } from '../../catalogue/imported.ts';
import { quoted } from '../../tables/schema.ts';
import { views } from '../../tables/views.ts';
import { compile, type Filters } from '../compile.ts';
import type { Cell } from '../engine/question.ts';
import type { SqlReader } from '../engine/reader.ts';
import { filesOf } from './files.ts';
import { type AnswerRow, objectsOf } from './row.ts';
import { type SpansAsked, spansOf, spansOfSession } from './spans.ts';
import { attributesFrom, eventSelect, timelineOf } from './timeline.ts';

export interface AnswerPage {
  readonly limit: number;
  readonly offset: number;
  readonly order: 'asc' | 'desc';
  readonly search?: string | undefined;
}

export interface SessionsAsked extends AnswerPage, Filters {
  readonly sort: string;
}

export interface EventsAsked extends AnswerPage, Filters {
  readonly name?: string | undefined;
  readonly session?: string | undefined;
}

/** The lists and pages of `/api/v1`. */
export interface Answers {
  readonly sessions: (asked: SessionsAsked) => Promise<{
    readonly total: number;
    readonly cost_nanodollars: number;
    /** Of it, what was imported from transcripts. */
    readonly imported_nanodollars: number;
    readonly rows: readonly AnswerRow[];
  }>;
  /** By its id or the beginning of it; undefined: there is none, or there are several. */
  readonly session: (id: string) => Promise<object | undefined>;
  /** What is kept of its transcript, oldest first; empty where none is collected. */
  readonly transcript: (id: string) => Promise<readonly AnswerRow[]>;
  readonly spans: (asked: SpansAsked) => Promise<{ readonly rows: readonly object[] }>;
  readonly events: (asked: EventsAsked) => Promise<{ readonly rows: readonly object[] }>;
  readonly tables: () => Promise<readonly object[]>;
  readonly unknown: () => Promise<readonly AnswerRow[]>;
}

/** Most texts of one transcript that its page is given. */
const mostTexts = 10_000;

/** Text as it stands in LIKE. */
const likely = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;

/** What a list of sessions is in all, whatever page of it is shown. */
const sumsOfSessions = `count(*) AS total, sum(cost_nanodollars) AS cost,
  sum(CASE WHEN source = '${transcriptSource}' THEN cost_nanodollars END) AS imported`;

const searched = ['session_id', 'person', 'project', 'repository', 'branch', 'ticket', 'team'];

/** Every table that can be asked, with its columns. */
const tablesOf = async (reader: SqlReader, extraLabels: readonly string[]): Promise<readonly object[]> => {
  const tables: object[] = [];
  // One after the other: the reader lets only so many questions wait.
  for (const { name, brief } of views(extraLabels)) {
    const { columns } = await reader.ask({ sql: `SELECT * FROM ${quoted(name)} LIMIT 0` });
    tables.push({ name, brief, columns });
  }
  return tables;
};

export const createAnswers = (reader: SqlReader, extraLabels: readonly string[]): Answers => {
  const ask = async (sql: string, parameters: Readonly<Record<string, Cell>> = {}) =>
    objectsOf(await reader.ask({ sql, parameters }));
  const narrowedSessions = (select: string, filters: Filters, conditions = '') =>
    compile({ sql: ({ from }) => `${select} FROM ${from('sessions')} ${conditions}` }, filters, {
      extraLabels,
    });

  /** They stay as they are while the ledger runs. */
  let tables: readonly object[] | undefined;

  return {
    sessions: async ({ limit, offset, order, sort, search, ...filters }) => {
      const find = search
        ? `WHERE ${searched.map((column) => `${column} LIKE :search ESCAPE '\\'`).join(' OR ')}`
        : '';
      const narrowed = narrowedSessions('', filters, find);
      const parameters = { ...narrowed.parameters, ...(search && { search: likely(search) }) };
      const [sums] = await ask(`SELECT ${sumsOfSessions} ${narrowed.sql}`, parameters);
      const rows = await ask(
        `SELECT * ${narrowed.sql} ORDER BY ${quoted(sort)} ${order} NULLS LAST, session_id LIMIT ${limit} OFFSET ${offset}`,
        parameters,
      );
      const sum = (name: string): number => Number(sums?.[name] ?? 0);
      const [cost_nanodollars, imported_nanodollars] = [sum('cost'), sum('imported')];
      return { total: sum('total'), cost_nanodollars, imported_nanodollars, rows };
    },
    session: async (id) => {
      const end = `${id}\u{10ffff}`;
      const found = await ask(
        'SELECT * FROM sessions WHERE session_id >= :id AND session_id < :last ORDER BY session_id LIMIT 2',
        { id, last: end },
      );
      const session =
        found.find((row) => row['session_id'] === id) ?? (found.length === 1 ? found[0] : undefined);
      if (!session) return undefined;
      const key = { id: session['session_id'] ?? null };
      const part = (table: string, columns = '*') =>
        ask(
          `SELECT ${columns} FROM ${table} WHERE session = (SELECT id FROM session_data WHERE session_id = :id)`,
          key,
        );
      const toolCalls = await ask('SELECT * FROM tool_calls WHERE session_id = :id ORDER BY started', key);
      const timeline = await timelineOf(reader, String(session['session_id']));
      return {
        session,
        models: await part('session_models'),
        turns: await ask('SELECT * FROM turns WHERE session_id = :id ORDER BY started', key),
        toolCalls,
        files: filesOf(toolCalls, timeline),
        timeline,
        spans: await spansOfSession(reader, String(session['session_id'])),
      };
    },
    transcript: (id) =>
      ask(
        `SELECT time, kind, tool, is_sidechain, characters, text FROM transcripts WHERE session_id = :id
         ORDER BY time, rowid LIMIT ${mostTexts}`,
        { id },
      ),
    spans: async ({ search, ...asked }) => ({
      rows: await spansOf(reader, { ...asked, ...(search && { search: likely(search) }) }),
    }),
    events: async ({ since, until, labels = {}, name, session, limit, offset, order, search }) => {
      // Labels are of the session, whenever it began.
      const sessions =
        Object.keys(labels).length > 0
          ? narrowedSessions('SELECT session_id', { since: 0, labels })
          : undefined;
      const hasSearch = search !== undefined;
      const rows = await ask(eventSelect({ order, limit, offset, hasSearch, sessions: sessions?.sql }), {
        ...sessions?.parameters,
        since: since ?? 0,
        until: until ?? Number.MAX_SAFE_INTEGER,
        name: name ?? null,
        session: session ?? null,
        search: search ? likely(search) : null,
      });
      return { rows: await attributesFrom(reader, rows) };
    },
    tables: async () => (tables ??= await tablesOf(reader, extraLabels)),
    unknown: () => ask('SELECT * FROM unknown_names ORDER BY seen DESC'),
  };
};
