import { hookState } from '../../catalogue/hook-metrics.ts';
import { createSeen } from '../../counters/seen.ts';
import { createShowing } from '../../counters/showing.ts';
import type { SampleLine } from '../../counters/text.ts';
import type { Journal } from '../journal/journal.ts';

/** The counters as far as they may be shown at one moment. */
export interface ShownSamples {
  readonly samples: readonly SampleLine[];
  /** Somebody was shown them. */
  readonly exposed: () => void;
}

/** What Prometheus scrapes and Pushgateway gets: one view, so that neither is ahead of what may be shown. */
export interface ShownState {
  readonly next: (now: number) => Promise<ShownSamples>;
  /** Whether values are held back, which the next scrapes may release. */
  readonly holds: () => boolean;
}

export interface ShownStateOptions {
  /** Address of Prometheus, which says what it has seen. */
  readonly prometheus?: string | undefined;
  readonly scrapeMilliseconds: number;
}

/** What is shown is on disk before it is sent, so that no counter ever goes back. */
export const createShownState = (
  journal: Journal,
  { prometheus, scrapeMilliseconds }: ShownStateOptions,
): ShownState => {
  const showing = createShowing();
  const seen = createSeen({ prometheus, metric: hookState, scrapeMilliseconds });
  return {
    next: async (now) => {
      const newest = await seen.newest(now, showing.waits());
      const counters = [...journal.counters()];
      const view = showing.view(counters, now, newest);
      await journal.show(view.risen);
      return {
        samples: [
          ...counters.map(({ sample, labels, shown }) => ({ sample, labels, value: shown })),
          { sample: hookState.series, labels: seen.labels, value: view.state },
        ],
        exposed: () => seen.exposed(view.state, now),
      };
    },
    holds: showing.holds,
  };
};
