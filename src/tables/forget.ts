import type { Database } from '../store/database.ts';
import { eventTables } from './event-table.ts';
import { dataTable, quoted } from './schema.ts';

/** Whom or what to forget: exactly one. */
export interface ToForget {
  readonly person?: string | undefined;
  readonly session?: string | undefined;
  readonly project?: string | undefined;
}

export interface Forgotten {
  /** Ids of the sessions that are gone: other stores forget these. */
  readonly sessions: readonly string[];
  readonly rows: number;
}

const idsOf = (database: Database, sql: string, value: string): readonly number[] =>
  (database.prepare(sql).all(value) as { id: number }[]).map(({ id }) => id);

/** The senders that name a person or a project. */
const originsOf = (database: Database, { person, project }: ToForget): readonly number[] => {
  if (person !== undefined)
    return idsOf(database, 'SELECT id FROM origins WHERE person = ?1 OR user_id = ?1', person);
  if (project === undefined) return [];
  return idsOf(database, 'SELECT id FROM origins WHERE project = ?1 OR vcs_repository_name = ?1', project);
};

const sessionsOf = (
  database: Database,
  { session, project }: ToForget,
  origins: readonly number[],
): readonly number[] => {
  if (session !== undefined)
    return idsOf(database, 'SELECT id FROM session_data WHERE session_id = ?', session);
  const ofOrigins = idsOf(
    database,
    'SELECT id FROM session_data WHERE origin IN (SELECT value FROM json_each(?))',
    JSON.stringify(origins),
  );
  const ofRepository =
    project === undefined ? [] : idsOf(database, 'SELECT id FROM session_data WHERE repository = ?', project);
  return [...new Set([...ofOrigins, ...ofRepository])];
};

/**
 * Deletes every row of a person, a session or a project, within the transaction under way. Freed space is overwritten.
 * Sums of days that name no person stay: those of a forgotten session are part of its day.
 */
export const forgetInTables = (database: Database, wanted: ToForget): Forgotten => {
  const origins = originsOf(database, wanted);
  const sessions = sessionsOf(database, wanted, origins);
  const inSessions = JSON.stringify(sessions);
  const inOrigins = JSON.stringify(origins);
  let rows = 0;
  const run = (sql: string, list: string) => {
    rows += Number(database.prepare(sql).run(list).changes);
  };
  const names = database
    .prepare(`SELECT session_id FROM session_data WHERE id IN (SELECT value FROM json_each(?))`)
    .all(inSessions) as { session_id: string }[];

  run(
    `DELETE FROM event_list WHERE id IN (SELECT id FROM event_list WHERE session IN (SELECT value FROM json_each(?)))`,
    inSessions,
  );
  run('DELETE FROM unclaimed WHERE session IN (SELECT value FROM json_each(?))', inSessions);
  run('DELETE FROM span_list WHERE session IN (SELECT value FROM json_each(?))', inSessions);
  for (const table of [...eventTables.map(({ name }) => dataTable(name)), 'turn_data', 'tool_call_data']) {
    run(`DELETE FROM ${quoted(table)} WHERE session IN (SELECT value FROM json_each(?))`, inSessions);
    run(`DELETE FROM ${quoted(table)} WHERE origin IN (SELECT value FROM json_each(?))`, inOrigins);
  }
  run('DELETE FROM session_models WHERE session IN (SELECT value FROM json_each(?))', inSessions);
  run('DELETE FROM session_data WHERE id IN (SELECT value FROM json_each(?))', inSessions);
  for (const table of ['slots', 'day_data'])
    run(`DELETE FROM ${table} WHERE origin IN (SELECT value FROM json_each(?))`, inOrigins);
  run('DELETE FROM origins WHERE id IN (SELECT value FROM json_each(?))', inOrigins);
  return { sessions: names.map(({ session_id: id }) => id), rows };
};
