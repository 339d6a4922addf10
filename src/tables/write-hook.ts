import type { EventFacts } from './contributions.ts';
import { type HookRow, hookCallFacts, hookSums, hookValues } from './hook-row.ts';
import { type Attribution, type RowsOfEvents, textOf, unknownOrigin } from './rows-of-events.ts';
import { ticketIn } from './ticket.ts';

/** How the turn that a hook event ends went. */
const stopOf = ({ event, facts }: HookRow): string | undefined => {
  if (event === 'Stop') return 'ok';
  return event === 'StopFailure' ? (textOf(facts['error']) ?? 'unknown') : undefined;
};

/** Where in the source code the work is done, as the folder says it. */
const workOf = ({ git }: HookRow, ticketPattern: RegExp | undefined): EventFacts => ({
  repository: git?.repository,
  branch: git?.branch,
  worktree: git?.worktree,
  ticket: git?.branch === undefined ? undefined : ticketIn(git.branch, ticketPattern),
});

export interface HookContext {
  readonly received: number;
  readonly ticketPattern: RegExp | undefined;
  /** The sender of a session's telemetry, which hooks do not name. */
  readonly originOf: (session: number) => number | undefined;
}

/** What is added to days without a sender is remembered until the session's sender is known. */
const addSums = (rows: RowsOfEvents, row: HookRow, place: Attribution): void => {
  const { time, session, origin } = place;
  for (const [name, amount] of hookSums(row)) {
    rows.add(place, name, amount);
    if (session !== null && origin === unknownOrigin) rows.unclaimed.note(session, { time, name, amount });
  }
};

/** Writes a hook event: its own row, and what it adds to others. False where it is there already. */
export const writeHook = (rows: RowsOfEvents, row: HookRow, context: HookContext): boolean => {
  const time = row.at * 1000;
  const name = `hook ${row.event}`;
  const session = rows.sessionOf(row.session, time);
  const id = rows.list(row.identity, { time, received: context.received, name, session });
  if (id === undefined) return false;
  const origin = (session === null ? undefined : context.originOf(session)) ?? unknownOrigin;
  const turn = rows.turnOf(row.promptId, { time, session, origin });
  const place = { time, session, turn, origin, model: '' };
  const call = rows.callOf(
    row.toolUseId,
    row.toolUseId === undefined ? undefined : hookCallFacts(row),
    place,
  );
  const links = { id, time, session, origin: origin || null, turn, call };
  const unknown = rows.writer.write('hook', row.event, links, hookValues(row));
  rows.noteUnknown(name, [...unknown, ...(row.unknown ?? [])], time);

  addSums(rows, row, place);
  const work = workOf(row, context.ticketPattern);
  const end = row.event === 'SessionEnd' ? textOf(row.facts['reason']) : undefined;
  const ofSession: EventFacts = { ...work, folder: row.folder, end_reason: end, last_stop: stopOf(row) };
  const ofTurn: EventFacts = {
    ...work,
    stop: stopOf(row),
    permission_mode: textOf(row.fields?.['permission_mode']),
  };
  if (session !== null)
    for (const [fact, value] of Object.entries(ofSession)) rows.sessions.set(session, fact, value);
  if (turn !== null) for (const [fact, value] of Object.entries(ofTurn)) rows.turns.set(turn, fact, value);
  return true;
};
