import type { AttributeMap } from '../otlp/value.ts';
import type { Participant } from '../store/together.ts';
import type { LedgerStore } from './store.ts';

const minute = 60_000_000;
const day = 86_400_000_000;
/** A session that sent data within this time is active, unless it ended. */
const activeFor = 5 * minute;
/** What begins or does work: a session in which it comes after `SessionEnd` was resumed. What is sent last comes after the end, too. */
const signsOfWork = [
  'hook SessionStart',
  'hook UserPromptSubmit',
  'hook PreToolUse',
  'user_prompt',
  'api_request',
  'tool_decision',
];
/** A session that was silent for this long is closed: its duration is told and its money is compared. */
const closedAfter = 30 * minute;

interface SessionChange {
  user: string;
  last: number;
  metered: number;
  costMetrics: bigint;
  costEvents: number;
  events: number;
}

export interface LedgerSessions extends Participant {
  /**
   * Notes that a session and an installation sent something, and the time of a data point where it was one; returns the
   * session's id, empty when there is none.
   */
  readonly seen: (attributes: AttributeMap, resource: AttributeMap, now: number, metered?: number) => string;
  /** Money by metrics, in nano-dollars. */
  readonly spent: (session: string, amount: bigint) => void;
  /** An event, and the money it reports. */
  readonly told: (session: string, amount: number) => void;
  /** Closes sessions that fell silent; returns their durations in microseconds. Within a transaction. */
  readonly close: (now: number) => readonly number[];
  /** Ids of the sessions that sent data in the last five minutes, and have not ended since. */
  readonly active: (now: number) => readonly string[];
  readonly users: (now: number, days: number) => number;
  /** Nano-dollars by metrics, or counted in their place, minus by events, over closed sessions that sent events. */
  readonly difference: () => number;
}

/** Who was there and what they spent: rows for questions, never labels. Asks the tables, which are there already. */
export const createSessions = (store: LedgerStore): LedgerSessions => {
  const upsert = store.prepare(`
    INSERT INTO open_sessions (id, user, first, last, opened, metered, cost_metrics, cost_events, events)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET
      opened = CASE WHEN open THEN opened ELSE excluded.opened END, open = 1,
      last = max(last, excluded.last),
      metered = max(metered, excluded.metered),
      cost_metrics = cost_metrics + excluded.cost_metrics,
      cost_events = cost_events + excluded.cost_events,
      events = events + excluded.events`);
  const insertUser = store.prepare('INSERT OR IGNORE INTO user_days VALUES (?, ?)');
  const selectClosing = store.prepare('SELECT id, opened, last FROM open_sessions WHERE open AND last < ?');
  const closeOne = store.prepare('UPDATE open_sessions SET open = 0 WHERE id = ?');
  const selectActive = store.prepare(`
    SELECT o.id FROM open_sessions o WHERE o.last > ?1 - ${activeFor} AND o.open AND NOT EXISTS (
      SELECT 1 FROM session_data s JOIN event_list e ON e.session = s.id
      WHERE s.session_id = o.id AND e.time > ?1 - ${2 * activeFor} AND e.name = 'hook SessionEnd' AND NOT EXISTS (
        SELECT 1 FROM event_list later WHERE later.session = s.id AND later.time > e.time
          AND later.name IN (SELECT value FROM json_each('${JSON.stringify(signsOfWork)}'))))`);
  const countUsers = store.prepare('SELECT count(DISTINCT user) AS n FROM user_days WHERE day > ?');
  const selectDifference = store.prepare(
    `SELECT coalesce(sum(cost_metrics + cost_counted - cost_events), 0) AS n FROM open_sessions
       WHERE NOT open AND events > 0`,
  );

  selectDifference.setReadBigInts(true);

  const changes = new Map<string, SessionChange>();
  const users = new Set<string>();
  /** Installations already written today; spares a write a point. */
  const writtenUsers = new Set<string>();

  const change = (session: string): SessionChange | undefined => changes.get(session);
  const count = (row: unknown): number => (row as { n: number }).n;

  const clear = () => {
    changes.clear();
    users.clear();
  };

  return {
    seen: (attributes, resource, now, metered = 0) => {
      const user = String(attributes.get('user.id') ?? resource.get('user.id') ?? '');
      if (user) users.add(`${Math.floor(now / day)} ${user}`);
      const session = String(attributes.get('session.id') ?? '').slice(0, 200);
      if (!session) return '';
      const known = changes.get(session);
      if (known) {
        known.last = now;
        if (metered > known.metered) known.metered = metered;
      } else changes.set(session, { user, last: now, metered, costMetrics: 0n, costEvents: 0, events: 0 });
      return session;
    },
    spent: (session, amount) => {
      const row = change(session);
      if (row) row.costMetrics += amount;
    },
    told: (session, amount) => {
      const row = change(session);
      if (!row) return;
      row.costEvents += amount;
      row.events += 1;
    },
    write: () => {
      for (const [id, row] of changes) {
        const { user, last, metered, costMetrics, costEvents, events } = row;
        upsert.run(id, user, last, last, last, metered, costMetrics, costEvents, events);
      }
      for (const key of users) {
        if (writtenUsers.has(key)) continue;
        const [dayNumber, user] = key.split(' ');
        insertUser.run(Number(dayNumber), user as string);
      }
    },
    committed: () => {
      if (writtenUsers.size > 10_000) writtenUsers.clear();
      for (const key of users) writtenUsers.add(key);
      clear();
    },
    rolledBack: clear,
    close: (now) => {
      const closing = selectClosing.all(now - closedAfter) as { id: string; opened: number; last: number }[];
      for (const { id } of closing) closeOne.run(id);
      return closing.map(({ opened, last }) => last - opened);
    },
    active: (now) => (selectActive.all(now) as { id: string }[]).map(({ id }) => id),
    users: (now, window) => count(countUsers.get(Math.floor(now / day) - window)),
    difference: () => Number((selectDifference.get() as { n: bigint }).n),
  };
};
