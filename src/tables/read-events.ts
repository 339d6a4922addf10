import type { Database } from '../store/database.ts';
import { moneyColumn } from './column.ts';
import { type EventTable, eventTables, unknownEvents, unknownHooks } from './event-table.ts';
import { originColumns } from './origin.ts';
import { dataTable, quoted } from './schema.ts';

export interface EventFilter {
  /** `event.name`, or `hook ` and the name of a hook event. */
  readonly name?: string | undefined;
  /** Ids, or beginnings of them as tables print them. */
  readonly session?: string | undefined;
  /** Microseconds since 1970. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  readonly oldestFirst?: boolean | undefined;
  readonly limit: number;
}

export interface ListedEvent {
  readonly id: number;
  /** Microseconds since 1970. */
  readonly time: number;
  readonly name: string;
  readonly session: string;
  /** By the client's own names. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface Listed {
  readonly id: number;
  readonly time: number;
  readonly name: string;
  readonly session: string | null;
}

const tableOf = (name: string): EventTable =>
  name.startsWith('hook ')
    ? (eventTables.find(({ source, of }) => source === 'hook' && of === name.slice(5)) ?? unknownHooks)
    : (eventTables.find(({ source, of }) => source === 'event' && of === name) ?? unknownEvents);

type StoredEventRow = Readonly<Record<string, string | number | null>>;

const plainValue = (type: string, value: string | number): unknown =>
  type === 'boolean' ? value === 1 : value;

/** The values of one row by the client's names. */
const attributesOf = (
  table: EventTable,
  row: StoredEventRow,
  sender: ReturnType<typeof originColumns>,
): Record<string, unknown> => {
  const attributes: Record<string, unknown> = {};
  for (const { name, from, type } of table.columns) {
    const value = row[name];
    if (value === null || value === undefined) continue;
    attributes[from] = from === moneyColumn.attribute ? Number(value) / 1e9 : plainValue(type, value);
  }
  for (const [name, from] of [
    ['prompt_id', 'prompt.id'],
    ['tool_use_id', 'tool_use_id'],
    ['session_id', 'session.id'],
  ] as const)
    if (row[name] !== null && row[name] !== undefined) attributes[from] = row[name];
  for (const { name, from } of sender) {
    const value = row[`sender_${name}`];
    if (value !== null && value !== undefined) attributes[from] = value;
  }
  if (row['other']) Object.assign(attributes, JSON.parse(String(row['other'])));
  return attributes;
};

/** What is kept of events of one name, by their numbers on the list of all. */
const attributesById = (
  database: Database,
  name: string,
  ids: readonly number[],
  extraLabels: readonly string[],
): ReadonlyMap<number, Record<string, unknown>> => {
  const table = tableOf(name);
  const sender = originColumns(extraLabels);
  const rows = database
    .prepare(
      `SELECT e.*, s.session_id, t.prompt_id, k.tool_use_id, ${sender.map((column) => `o.${quoted(column.name)} AS ${quoted(`sender_${column.name}`)}`).join(', ')}
       FROM ${quoted(dataTable(table.name))} e LEFT JOIN session_data s ON s.id = e.session LEFT JOIN turn_data t ON t.id = e.turn
         LEFT JOIN tool_call_data k ON k.id = e.call LEFT JOIN origins o ON o.id = e.origin
       WHERE e.id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids)) as unknown as StoredEventRow[];
  return new Map(rows.map((row) => [Number(row['id']), attributesOf(table, row, sender)]));
};

export const requestEvent = 'api_request';

/** Which requests of a session. Times in microseconds since 1970. */
export interface SessionRequests {
  readonly session: string;
  /** The number of an event that came before them. */
  readonly after: number;
  /** A time before theirs. */
  readonly since: number;
  /** When they had come. */
  readonly received: number;
}

/** Requests of a session, in the order in which they came. */
export const requestsOfSession = (
  database: Database,
  { session, after, since, received }: SessionRequests,
  extraLabels: readonly string[] = [],
): readonly Pick<ListedEvent, 'id' | 'time' | 'attributes'>[] => {
  const listed = database
    .prepare(
      `SELECT e.id, e.time FROM event_list e JOIN session_data s ON s.id = e.session
       WHERE s.session_id = ? AND e.name = '${requestEvent}' AND e.id > ? AND e.time > ? AND e.received <= ? ORDER BY e.id`,
    )
    .all(session, after, since, received) as unknown as readonly Pick<Listed, 'id' | 'time'>[];
  if (listed.length === 0) return [];
  const attributes = attributesById(
    database,
    requestEvent,
    listed.map(({ id }) => id),
    extraLabels,
  );
  return listed.map(({ id, time }) => ({ id, time, attributes: attributes.get(id) ?? {} }));
};

/** Events with all that is kept of them, newest first. */
export const readEvents = (
  database: Database,
  filter: EventFilter,
  extraLabels: readonly string[] = [],
): readonly ListedEvent[] => {
  const order = filter.oldestFirst ? 'ASC' : 'DESC';
  const listed = database
    .prepare(
      `SELECT e.id, e.time, e.name, s.session_id AS session FROM event_list e LEFT JOIN session_data s ON s.id = e.session
       WHERE (?1 IS NULL OR e.name = ?1) AND e.time >= ?3 AND e.time < ?4
         AND (?2 IS NULL OR e.session IN (SELECT id FROM session_data WHERE session_id >= ?2 AND session_id < ?2 || char(1114111)))
       ORDER BY e.time ${order}, e.id ${order} LIMIT ?5`,
    )
    .all(
      filter.name ?? null,
      filter.session ?? null,
      filter.since ?? 0,
      filter.until ?? Number.MAX_SAFE_INTEGER,
      filter.limit,
    ) as unknown as Listed[];
  const attributes = new Map<number, Record<string, unknown>>();
  for (const name of new Set(listed.map((row) => row.name))) {
    const ids = listed.filter((row) => row.name === name).map(({ id }) => id);
    for (const [id, row] of attributesById(database, name, ids, extraLabels)) attributes.set(id, row);
  }
  return listed.map(({ id, time, name, session }) => ({
    id,
    time,
    name,
    session: session ?? '',
    attributes: { ...(!name.startsWith('hook ') && { 'event.name': name }), ...attributes.get(id) },
  }));
};
