import { builtInPrices } from '../../src/prices/built-in.ts';
import { costOf, priceOf } from '../../src/prices/cost.ts';
import type { MadeRequest } from '../transcripts/make.ts';

const minute = 60_000;

/** What a made-up request costs, in nano-dollars. */
export const costOfMade = (made: MadeRequest): number => {
  const price = priceOf(builtInPrices, made.model, made.time);
  return price ? Number(costOf(price, { ...made, cacheWrite1h: 0, webSearches: 0 })) : 0;
};

/** Dollars that were spent in the `length` milliseconds before `end`: imported gains lie at the end of their minute. */
export const spentIn = (made: readonly MadeRequest[], end: number, length: number): number =>
  made
    .filter(({ time }) => {
      const at = Math.ceil(time / minute) * minute;
      return at <= end && at > end - length;
    })
    .reduce((sum, one) => sum + costOfMade(one), 0) / 1e9;

/** Sessions of some days: bursts of requests, with pauses from seconds to days between them. */
export const madeDays = (
  random: () => number,
  { from, until, name }: { readonly from: number; readonly until: number; readonly name: string },
): readonly MadeRequest[] => {
  const made: MadeRequest[] = [];
  const between = (low: number, high: number) => Math.floor(low + random() * (high - low));
  const models = ['claude-opus-4-8', 'claude-sonnet-4-5', 'claude-haiku-4-5'];
  let time = from;
  for (let session = 0; time < until; session += 1) {
    const model = models[between(0, models.length)] as string;
    for (let left = between(1, 30); left > 0 && time < until; left -= 1) {
      made.push({
        session: `${name}-${session}`,
        time,
        model,
        input: between(1, 3000),
        output: between(1, 4000),
        cacheRead: between(0, 150_000),
        cacheWrite5m: between(0, 20_000),
        request: `${name}-${session}-${left}`,
      });
      time += random() < 0.8 ? between(1000, 3 * minute) : between(3 * minute, 40 * minute);
    }
    time += random() < 0.7 ? between(minute, 5 * 60 * minute) : between(300 * minute, 3 * 1440 * minute);
  }
  return made;
};
