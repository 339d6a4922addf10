import type { LabelSet } from '../counters/label-set.ts';
import type { Exposed, ExposedCounter } from './exposed.ts';

/** What a counter gained at a moment of the past. */
export interface CounterGain {
  readonly sample: string;
  readonly labels: LabelSet;
  /** Milliseconds since 1970, on the minute. */
  readonly at: number;
  /** In parts of the metric's scale. */
  readonly amount: number;
}

const hour = 3_600_000;
/** Sums by the hour are written on the hour, while what they are made of is this fresh: as selectors look back. */
const freshMilliseconds = 300_000;

/**
 * Writes the past of counters from what they gained, in the order of time: the samples that scrapes and rules would have
 * left. Between two gains there may be anything; totals are exact over holes.
 */
export const writeChanges = async (
  changes: AsyncIterable<CounterGain>,
  exposed: Pick<Exposed, 'scrape'>,
): Promise<void> => {
  const counters = new Map<string, ExposedCounter & { value: bigint }>();
  let now: number | undefined;

  const scrape = (at: number) => exposed.scrape(counters.values(), at, Number.POSITIVE_INFINITY);
  /** Shows what was gained until now, and the hour that begins soon after. */
  const settle = (next: number) => {
    if (now === undefined) return;
    scrape(now);
    const full = Math.ceil(now / hour) * hour;
    if (full > now && full < next && full - now <= freshMilliseconds) scrape(full);
  };

  for await (const { sample, labels, at, amount } of changes) {
    if (at !== now) {
      settle(at);
      now = at;
    }
    const key = `${sample}${JSON.stringify(labels)}`;
    const known = counters.get(key);
    if (known) known.value += BigInt(amount);
    else counters.set(key, { id: counters.size, sample, labels, value: BigInt(amount) });
  }
  settle(Number.POSITIVE_INFINITY);
};
