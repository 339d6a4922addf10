import {
  hookHandOverLag,
  hookLastPush,
  hookPushes,
  hookSessionsActive,
  hookState,
} from '../../catalogue/hook-metrics.ts';
import { createSeen } from '../../counters/seen.ts';
import { createShowing } from '../../counters/showing.ts';
import type { SampleLine } from '../../counters/text.ts';
import type { HandOver } from '../hand-over/hand-over.ts';
import { hooksText } from '../hooks-text.ts';
import { count } from '../journal/event-counts.ts';
import type { Journal } from '../journal/journal.ts';
import { type Pusher, push, pushTarget, startPusher } from './pushgateway.ts';

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
  readonly handOver?: Pick<HandOver, 'lagSeconds'> | undefined;
  readonly timeoutMilliseconds?: number;
  readonly debounceMilliseconds?: number;
  readonly intervalMilliseconds?: number;
}

export interface Mirror extends Pusher {
  readonly state: Readonly<PushState>;
}

/** The gauges, which are not stored. `pushed`: the time of the state they are part of. */
export const gauges = (
  journal: Journal,
  pushed: number,
  handOver?: Pick<HandOver, 'lagSeconds'>,
): readonly SampleLine[] => [
  { sample: hookSessionsActive.series, labels: {}, value: journal.activeSessions(Date.now()) },
  { sample: hookLastPush.series, labels: {}, value: pushed / 1000 },
  ...(handOver
    ? [{ sample: hookHandOverLag.series, labels: {}, value: handOver.lagSeconds(Date.now()) }]
    : []),
];

/** Keeps Pushgateway a copy of the journal's counters, as far as they may be shown. */
export const startMirror = (
  journal: Journal,
  {
    address,
    instance,
    scrapeMilliseconds,
    prometheus,
    timeoutMilliseconds,
    handOver,
    ...timing
  }: MirrorOptions,
): Mirror => {
  const labels = { job: pushJob, instance };
  const target = pushTarget(address, labels);
  const showing = createShowing();
  const seen = createSeen({ prometheus, metric: hookState, scrapeMilliseconds });
  const state: PushState = { lastAccepted: 0, error: '', failures: 0 };

  const attempt = async (): Promise<boolean> => {
    try {
      const newest = await seen.newest(Date.now());
      const now = Date.now();
      const view = showing.view(journal.counters(), now, newest);
      const samples = [...journal.counters()];
      await journal.show(view.risen);
      const text = hooksText([
        ...samples.map(({ sample, labels: own, shown }) => ({ sample, labels: own, value: shown })),
        { sample: hookState.series, labels: seen.labels, value: view.state },
        ...gauges(journal, now, handOver),
      ]);
      const { outcome, message } = await push(target, text, timeoutMilliseconds);
      if (outcome === 'accepted') seen.exposed(view.state, now);
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
