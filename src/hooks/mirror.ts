import { hookLastPush, hookPushes, hookSessionsActive } from '../catalogue/hook-metrics.ts';
import { count } from './counts.ts';
import type { Journal } from './journal.ts';
import { exposition, type Sample } from './metrics.ts';
import { type Pusher, push, pushTarget, startPusher } from './push.ts';
import { createShowing } from './showing.ts';

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
  readonly timeoutMilliseconds?: number;
  readonly debounceMilliseconds?: number;
  readonly intervalMilliseconds?: number;
}

export interface Mirror extends Pusher {
  readonly state: Readonly<PushState>;
}

/** The gauges, which are not stored: they are what they are now. */
export const gauges = (journal: Journal, state: Readonly<PushState>, now: number): readonly Sample[] => [
  { metric: hookSessionsActive.series, labels: {}, value: journal.activeSessions(now) },
  { metric: hookLastPush.series, labels: {}, value: state.lastAccepted / 1000 },
];

/** Keeps Pushgateway a copy of the journal's counters, as `showing.ts` lets them be seen. */
export const startMirror = (
  journal: Journal,
  { address, instance, scrapeMilliseconds, timeoutMilliseconds, ...timing }: MirrorOptions,
): Mirror => {
  const target = pushTarget(address, { job: pushJob, instance });
  const showing = createShowing({ holdMilliseconds: 2 * scrapeMilliseconds });
  const state: PushState = { lastAccepted: 0, error: '', failures: 0 };

  const attempt = async (): Promise<boolean> => {
    try {
      const view = showing.view(journal.counters(), Date.now());
      journal.show(view.risen);
      const samples = [...view.values].map(([{ metric, labels }, value]) => ({ metric, labels, value }));
      const text = await exposition([...samples, ...gauges(journal, state, Date.now())]);
      const { outcome, message } = await push(target, text, timeoutMilliseconds);
      if (outcome === 'accepted') view.accepted(Date.now());
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

  const pusher = startPusher({ attempt, nextRelease: showing.nextRelease, ...timing });
  return { ...pusher, state };
};
