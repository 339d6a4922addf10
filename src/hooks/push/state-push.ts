import { hookLastPush, hookPushes, hookSessionsActive } from '../../catalogue/hook-metrics.ts';
import { count } from '../journal/event-counts.ts';
import type { Journal } from '../journal/journal.ts';
import { exposition, type Sample } from '../metrics.ts';
import { createShowing } from '../showing.ts';
import { type Pusher, push, pushTarget, startPusher } from './pushgateway.ts';
import { createSeen } from './scraped-state.ts';

/** The job under which the state is pushed: what alerts and queries name. */
export const pushJob = 'claude-code-hooks';

export interface PushState {
  /** Milliseconds since 1970 of the last accepted push; 0 before the first. */
  lastAccepted: number;
  /** What went wrong with the last push; empty when it was accepted. */
  error: string;
  failures: number;
}

export interface MirrorOptions {
  /** Address of Pushgateway. */
  readonly address: string;
  readonly instance: string;
  readonly scrapeMilliseconds: number;
  /** Address of Prometheus, which knows what it has seen. */
  readonly prometheus?: string | undefined;
  readonly timeoutMilliseconds?: number;
  readonly debounceMilliseconds?: number;
  readonly intervalMilliseconds?: number;
}

export interface Mirror extends Pusher {
  readonly state: Readonly<PushState>;
}

/** The gauges, which are not stored. `pushed`: the time of the state they are part of. */
export const gauges = (journal: Journal, pushed: number): readonly Sample[] => [
  { metric: hookSessionsActive.series, labels: {}, value: journal.activeSessions(Date.now()) },
  { metric: hookLastPush.series, labels: {}, value: pushed / 1000 },
];

/** Keeps Pushgateway a copy of the journal's counters, as `showing.ts` lets them be seen. */
export const startMirror = (
  journal: Journal,
  { address, instance, scrapeMilliseconds, prometheus, timeoutMilliseconds, ...timing }: MirrorOptions,
): Mirror => {
  const labels = { job: pushJob, instance };
  const target = pushTarget(address, labels);
  const showing = createShowing();
  const seen = createSeen({ prometheus, labels, scrapeMilliseconds });
  const state: PushState = { lastAccepted: 0, error: '', failures: 0 };

  const attempt = async (): Promise<boolean> => {
    try {
      const newest = await seen.newest(Date.now());
      const stamp = Date.now();
      const view = showing.view(journal.counters(), stamp, newest);
      await journal.show(view.risen);
      const samples = [...view.values].map(([{ metric, labels: own }, value]) => ({
        metric,
        labels: own,
        value,
      }));
      const text = await exposition([...samples, ...gauges(journal, stamp)]);
      const { outcome, message } = await push(target, text, timeoutMilliseconds);
      if (outcome === 'accepted') {
        view.accepted(stamp);
        seen.accepted(stamp);
      }
      if (outcome === 'unreached' || outcome === 'refused') view.unseen();
      note(outcome, message);
      journal.count([
        count(hookPushes, { outcome: outcome === 'lost' || outcome === 'unreached' ? 'failed' : outcome }),
      ]);
      return outcome === 'accepted';
    } catch (error) {
      // The disk did not take the note of what is about to be shown: try again later rather than show it.
      note('failed', (error as Error).message);
      return false;
    }
  };

  const note = (outcome: string, message: string) => {
    state.error = message;
    state.failures = outcome === 'accepted' ? 0 : state.failures + 1;
    if (outcome === 'accepted') state.lastAccepted = Date.now();
  };

  const pusher = startPusher({
    attempt,
    pending: () => (showing.holds() ? scrapeMilliseconds : undefined),
    ...timing,
  });
  return { ...pusher, state };
};
