import { silentMicroseconds } from '../tables/views.ts';
import type { LedgerStore } from './store.ts';

/** Metrics, events and hooks take ways of their own, and each can be lost alone. */
export const signalsOfSessions = ['metrics', 'events', 'hooks'] as const;
export type SignalOfSession = (typeof signalsOfSessions)[number];

const weekMicroseconds = 7 * 86_400_000_000;
/** Reading a week of sessions takes milliseconds: once a minute is enough. */
const staleMicroseconds = 60_000_000;

/** How many sessions lack which signal. */
export type Incomplete = Readonly<Record<SignalOfSession, number>>;

/**
 * How many sessions of the last seven days that are over lack which signal. Hooks are missed only where some session has
 * them: who does not use them lacks nothing.
 */
export const createCompleteness = (store: LedgerStore): ((now: number) => Incomplete) => {
  const select = store.prepare(`
    SELECT coalesce(sum(counted_from IS 'events'
        OR starts = 0 AND cost_nanodollars = 0 AND input_tokens = 0 AND output_tokens = 0), 0) AS metrics,
      coalesce(sum(events = 0), 0) AS events,
      CASE WHEN max(hook_events) > 0 THEN sum(hook_events = 0) ELSE 0 END AS hooks
    FROM session_data WHERE started > ? AND ended < ?`);
  let known: { readonly at: number; readonly incomplete: Incomplete } | undefined;
  return (now) => {
    if (known && now - known.at < staleMicroseconds) return known.incomplete;
    const incomplete = select.get(now - weekMicroseconds, now - silentMicroseconds) as unknown as Incomplete;
    known = { at: now, incomplete };
    return incomplete;
  };
};
