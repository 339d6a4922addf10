import {
  budgetLiftedUntil,
  hookHandOverLag,
  hookLastPush,
  hookPushes,
  hookSessionsActive,
} from '../../catalogue/hook-metrics.ts';
import { hookJob } from '../../catalogue/stack-metrics.ts';
import type { SampleLine } from '../../counters/text.ts';
import type { Lifts } from '../budgets/lift.ts';
import type { HandOver } from '../hand-over/hand-over.ts';
import { hooksText } from '../hooks-text.ts';
import { count } from '../journal/event-counts.ts';
import type { Journal } from '../journal/journal.ts';
import type { PlanLimits } from '../plan-limits/plan-limits.ts';
import { makeRoom } from './pushed-groups.ts';
import { type Pusher, push, pushTarget, startPusher } from './pushgateway.ts';
import { createShownState, type ShownState } from './shown-state.ts';

/** The job under which the state is pushed and scraped: what alerts and queries name. */
export const pushJob = hookJob;

export interface PushState {
  /** Milliseconds since 1970 of the last accepted push; 0 before the first. */
  lastAccepted: number;
  /** What went wrong with the last push; empty when it was accepted. */
  error: string;
  failures: number;
  /** Pushgateway answered, and did not take the last push. */
  refused?: boolean;
}

export interface MirrorOptions {
  /** Address of Pushgateway. */
  readonly address: string;
  readonly instance: string;
  readonly scrapeMilliseconds: number;
  /** Address of Prometheus, which knows what it has seen. */
  readonly prometheus?: string | undefined;
  readonly sources?: GaugeSources;
  /** What may be shown, where Prometheus scrapes it, too. */
  readonly shown?: ShownState;
  readonly timeoutMilliseconds?: number;
  readonly debounceMilliseconds?: number;
  readonly intervalMilliseconds?: number;
}

export interface Mirror extends Pusher {
  readonly state: Readonly<PushState>;
}

/** What besides the journal has gauges. */
export interface GaugeSources {
  readonly handOver?: Pick<HandOver, 'lagSeconds'> | undefined;
  readonly planLimits?: Pick<PlanLimits, 'lines'> | undefined;
  readonly lifts?: Pick<Lifts, 'current'> | undefined;
}

/** The gauges, which are not stored. `pushed`: the time of the state they are part of. */
export const gauges = (
  journal: Journal,
  pushed: number,
  { handOver, planLimits, lifts }: GaugeSources = {},
): readonly SampleLine[] => [
  { sample: hookSessionsActive.series, labels: {}, value: journal.activeSessions(Date.now()) },
  { sample: hookLastPush.series, labels: {}, value: pushed / 1000 },
  ...(handOver
    ? [{ sample: hookHandOverLag.series, labels: {}, value: handOver.lagSeconds(Date.now()) }]
    : []),
  ...(planLimits?.lines(Date.now()) ?? []),
  ...[lifts?.current(Date.now())].flatMap((lift) =>
    lift ? [{ sample: budgetLiftedUntil.series, labels: {}, value: lift.until / 1000 }] : [],
  ),
];

/** What Prometheus scrapes: the series that are pushed, under the same names, past whatever others push. */
export const createScrape = (
  journal: Journal,
  shown: ShownState,
  {
    instance,
    state,
    sources,
  }: {
    readonly instance: string;
    readonly state: Readonly<PushState>;
    readonly sources?: GaugeSources;
  },
): (() => Promise<string>) => {
  const labels = { job: pushJob, instance };
  return async () => {
    const { samples, exposed } = await shown.next(Date.now());
    exposed();
    const all = [...samples, ...gauges(journal, state.lastAccepted, sources)];
    return hooksText(all.map((sample) => ({ ...sample, labels: { ...sample.labels, ...labels } })));
  };
};

/** Keeps Pushgateway a copy of the journal's counters, as far as they may be shown. */
export const startMirror = (
  journal: Journal,
  { address, instance, scrapeMilliseconds, prometheus, timeoutMilliseconds, sources, ...rest }: MirrorOptions,
): Mirror => {
  const { shown = createShownState(journal, { prometheus, scrapeMilliseconds }), ...timing } = rest;
  const target = pushTarget(address, { job: pushJob, instance });
  const state: PushState = { lastAccepted: 0, error: '', failures: 0, refused: false };

  const attempt = async (): Promise<boolean> => {
    try {
      const now = Date.now();
      const { samples, exposed } = await shown.next(now);
      const text = hooksText([...samples, ...gauges(journal, now, sources)]);
      const { outcome, message } = await push(target, text, timeoutMilliseconds);
      // What contradicts our types goes; the next try finds room.
      if (outcome === 'refused' && /inconsistent/.test(message)) await makeRoom(target);
      if (outcome === 'accepted') exposed();
      state.refused = outcome === 'refused';
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
    pending: () => (shown.holds() ? scrapeMilliseconds : undefined),
    ...timing,
  });
  return { ...pusher, state };
};
