import { eventTables } from '../../tables/event-table.ts';
import { measureNames } from '../../tables/measures.ts';
import { quoted } from '../../tables/schema.ts';

/** A table of an export, and the SQL of one page of it. */
export interface ExportSet {
  readonly name: string;
  /** `:since` and `:until` narrow it; sorted, so that pages do not overlap. */
  readonly sql: string;
}

const derived = [
  ['sessions', 'started', 'session_id'],
  ['turns', 'started', 'prompt_id'],
  ['tool_calls', 'started', 'tool_use_id'],
] as const;

/** Everything, table by table. */
export const wholeSets = (): readonly ExportSet[] => [
  ...derived.map(([name, time, id]) => ({
    name,
    sql: `SELECT * FROM ${name} WHERE ${time} >= :since AND ${time} < :until ORDER BY ${time}, ${id}`,
  })),
  {
    name: 'days',
    sql: 'SELECT * FROM days WHERE day >= :sinceDay AND day <= :untilDay ORDER BY day, model, person, project, client_version',
  },
  ...eventTables.map(({ name }) => ({
    name,
    sql: `SELECT * FROM ${quoted(name)} WHERE time >= :since AND time < :until ORDER BY id`,
  })),
];

/** Fewer people than this could be told apart. */
export const smallestGroup = 5;

const sums = measureNames.map((name) => `sum(d.${name}) AS ${name}`).join(', ');
const isGroup = `count(DISTINCT person) >= ${smallestGroup}`;

/** Sums over groups of at least five people, without persons, projects, sessions and texts. */
export const shareableSets = (): readonly ExportSet[] => [
  {
    name: 'days',
    sql: `SELECT day, count(DISTINCT person) AS people, ${sums} FROM days d
      WHERE day >= :sinceDay AND day <= :untilDay GROUP BY day HAVING ${isGroup} ORDER BY day`,
  },
  {
    name: 'models',
    sql: `SELECT model, count(DISTINCT person) AS people, ${sums} FROM days d
      WHERE model <> '' AND day >= :sinceDay AND day <= :untilDay GROUP BY model HAVING ${isGroup} ORDER BY model`,
  },
  {
    name: 'tools',
    sql: `SELECT tool, count(DISTINCT person) AS people, count(*) AS calls, count(*) FILTER (WHERE success = 0) AS failures,
      sum(duration_ms) AS duration_ms FROM tool_calls WHERE started >= :since AND started < :until
      GROUP BY tool HAVING ${isGroup} ORDER BY tool`,
  },
];
