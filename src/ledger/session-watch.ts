import type { LedgerStore } from './store.ts';

const second = 1_000_000;
const minute = 60 * second;
/** A session without a sign for this long was left, or its client was killed: it waits for no person. */
const watchedFor = 60 * minute;
/** A loop that ended this long ago is over. */
const loopFor = 15 * minute;
/** Sessions looked at, the newest first. */
const mostSessions = 1000;
/** Events and calls of a session looked at, the newest first. */
const mostEvents = 50;
/** Looked at again after this long. */
const freshFor = 10 * second;

/** What the sessions under way are at. */
export interface WatchedSessions {
  /** Longest time, in seconds, that a session has waited for a person's permission or answer; 0: none waits. */
  readonly awaitedSeconds: number;
  /** Longest time, in seconds, without any sign of a session that is in a turn and waits for no person. */
  readonly silentSeconds: number;
  /** Most calls in a row, in one session, of one tool that failed with the same error. */
  readonly repeatedFailures: number;
}

interface WatchedEvent {
  readonly name: string;
  readonly time: number;
}

/** What the newest of these says about its session; other events say nothing about it. */
const meanings: Readonly<Record<string, 'waiting' | 'working' | 'idle' | 'answered'>> = {
  'hook PermissionRequest': 'waiting',
  'hook Elicitation': 'waiting',
  'hook UserPromptSubmit': 'working',
  'hook PreToolUse': 'working',
  'hook PostToolUse': 'working',
  'hook PostToolUseFailure': 'working',
  'hook Stop': 'idle',
  'hook StopFailure': 'idle',
  'hook SessionEnd': 'idle',
  // The client says so when it waits for the next prompt; while it asks for permission, too.
  'hook Notification': 'idle',
  tool_decision: 'answered',
  tool_result: 'answered',
};

/** `since`: the request that waits. Without hooks nothing is known, and a session counts as idle. */
const stateOf = (
  newestFirst: readonly WatchedEvent[],
): { readonly state: 'waiting' | 'working' | 'idle'; readonly since: number } => {
  let isAnswered = false;
  let isNotified = false;
  for (const { name, time } of newestFirst) {
    const meaning = meanings[name];
    if (name === 'hook Notification') isNotified = true;
    else if (meaning === 'answered') isAnswered = true;
    else if (meaning === 'waiting' && !isAnswered) return { state: 'waiting', since: time };
    else if (meaning === 'waiting') return { state: 'working', since: time };
    else if (meaning) return { state: isNotified ? 'idle' : meaning, since: time };
  }
  return { state: 'idle', since: 0 };
};

interface FailedCall {
  readonly tool: string | null;
  readonly error: string;
  readonly success: number | null;
  readonly started: number;
}

/** Failures in a row, up to the newest call that is over. */
const failuresInRow = (newestFirst: readonly FailedCall[], now: number): number => {
  const over = newestFirst.filter(({ success }) => success !== null);
  const [last] = over;
  if (!last || last.success === 1 || last.started < now - loopFor) return 0;
  const end = over.findIndex(
    ({ tool, error, success }) => success === 1 || tool !== last.tool || error !== last.error,
  );
  return end < 0 ? over.length : end;
};

/** Looks at the sessions under way: what they wait for, and whether they get anywhere. */
export const createSessionWatch = (store: LedgerStore): ((now: number) => WatchedSessions) => {
  const sessions = store.prepare('SELECT id FROM session_data WHERE ended > ? ORDER BY ended DESC LIMIT ?');
  const events = store.prepare(
    'SELECT name, time FROM event_list WHERE session = ? ORDER BY time DESC, id DESC LIMIT ?',
  );
  const calls = store.prepare(
    `SELECT tool, coalesce(error_kind, error_type, '') AS error, success, started FROM tool_call_data
     WHERE session = ? ORDER BY started DESC, id DESC LIMIT ?`,
  );

  const look = (now: number): WatchedSessions => {
    let [awaited, silent, repeatedFailures] = [0, 0, 0];
    for (const { id } of sessions.all(now - watchedFor, mostSessions) as { id: number }[]) {
      const newestFirst = events.all(id, mostEvents) as unknown as WatchedEvent[];
      const { state, since } = stateOf(newestFirst);
      if (state === 'waiting') awaited = Math.max(awaited, now - since);
      if (state === 'working') silent = Math.max(silent, now - (newestFirst[0]?.time ?? now));
      const failures = failuresInRow(calls.all(id, mostEvents) as unknown as FailedCall[], now);
      repeatedFailures = Math.max(repeatedFailures, failures);
    }
    return { awaitedSeconds: awaited / second, silentSeconds: silent / second, repeatedFailures };
  };

  let last = {
    at: Number.NEGATIVE_INFINITY,
    watched: { awaitedSeconds: 0, silentSeconds: 0, repeatedFailures: 0 },
  };
  return (now) => {
    if (now - last.at > freshFor || now < last.at) last = { at: now, watched: look(now) };
    return last.watched;
  };
};
