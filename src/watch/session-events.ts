import * as z from 'zod';
import { tokenHeaders } from '../service/token.ts';
import { cut, type Paint } from './draw.ts';
import type { Size } from './frame.ts';

const listed = z.array(
  z.object({ time: z.string(), name: z.string(), attributes: z.record(z.string(), z.unknown()) }),
);
export type SessionEvents = z.output<typeof listed>;

/** As many rows as the ledger gives at once. */
const mostEvents = 1000;
const timeoutMilliseconds = 5_000;

/** The newest events of a session; undefined where the ledger does not answer. */
export const fetchSessionEvents = async (
  port: number,
  secrets: string,
  session: string,
): Promise<SessionEvents | undefined> => {
  const query = new URLSearchParams({ session, limit: String(mostEvents) });
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/events?${query}`, {
      headers: tokenHeaders(secrets),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    return listed.parse(await answer.json());
  } catch {
    return undefined;
  }
};

/** What identifies the client and the record says nothing in a list of one session's events. */
const leftOut =
  /^(event\.|session\.id|user\.id|prompt\.id|request_id|tool_use_id|terminal\.type|anthropic\.)/;

const detailsOf = (attributes: Readonly<Record<string, unknown>>): string =>
  Object.entries(attributes)
    .filter(([name]) => !leftOut.test(name))
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(' ');

const nameColumns = 24;
const timeColumns = 9;

export interface OpenedSession {
  readonly session: string;
  readonly events: SessionEvents | undefined;
  /** The first event that is drawn. */
  readonly from: number;
}

/** The events of one session, newest first, as many as fit. */
export const eventsFrame = (
  { session, events, from }: OpenedSession,
  { columns, rows }: Size,
  paint: Paint,
): readonly string[] => {
  const head = paint('bold', cut(`Session ${session}`, columns).trimEnd());
  const foot = paint('dim', cut('Esc back · up, down scroll · q quit', columns).trimEnd());
  if (!events) return [head, cut('The ledger does not answer.', columns).trimEnd(), foot].slice(0, rows);
  const room = Math.max(0, rows - 3);
  const isWhole = events.length < mostEvents;
  const shown = events.slice(from, from + room);
  const count = `${from + 1} to ${from + shown.length} of ${isWhole ? events.length : `the newest ${mostEvents}`} events`;
  const lines = shown.map(({ time, name, attributes }) => {
    const clock = cut(new Date(time).toLocaleTimeString('en-GB'), timeColumns);
    const what = cut(name, nameColumns);
    return cut(`${clock}${what} ${detailsOf(attributes)}`, columns).trimEnd();
  });
  return [
    head,
    paint('dim', cut(events.length === 0 ? 'no events' : count, columns).trimEnd()),
    ...lines,
    foot,
  ].slice(0, rows);
};
