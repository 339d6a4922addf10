import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createShowing, free, type Shown, unstated } from '../../src/counters/showing.ts';

const second = 1000;
const minute = 60 * second;

const counter = (value: number, shown = 0): Shown => ({
  value: BigInt(value),
  shown: BigInt(shown),
  heldSince: unstated,
});

/** Exposes at `now`, when states up to `seen` were seen; the number of the state, and what it shows. */
const expose = (showing: ReturnType<typeof createShowing>, one: Shown, now: number, seen: number) => {
  const { state, risen } = showing.view([one], now, seen);
  for (const rose of risen) rose.shown = rose.value;
  return { state, shows: Number(one.shown) };
};

test('a new label set is 0 until Prometheus has seen that, and only once', () => {
  const showing = createShowing();
  const fresh = counter(5);
  const { state, shows } = expose(showing, fresh, 100, 0);
  expect(shows).toBe(0);
  expect(expose(showing, fresh, 200, state - 1).shows).toBe(0);
  expect(showing.holds()).toBe(true);
  expect(expose(showing, fresh, 300, state).shows).toBe(5);
  expect(fresh.heldSince).toBe(free);
  expect(showing.holds()).toBe(false);
});

test('after a restart what was shown last is repeated until Prometheus has seen it', () => {
  const showing = createShowing();
  const one = counter(9, 4);
  expect(expose(showing, one, 100, 0).shows).toBe(4);
  expect(expose(showing, one, 200, 0).shows).toBe(4);
  expect(expose(showing, one, 300, 1).shows).toBe(9);
});

test('after ten minutes in which nothing was seen what was shown last is repeated', () => {
  const showing = createShowing();
  const one = counter(4, 4);
  expose(showing, one, 1, 0);
  const { state } = expose(showing, one, second, 1);
  one.value = 9n;
  const back = second + 11 * minute;
  const repeated = expose(showing, one, back, state);
  expect(repeated.shows).toBe(4);
  expect(expose(showing, one, back + second, state).shows).toBe(4);
  expect(expose(showing, one, back + minute, repeated.state).shows).toBe(9);
});

test('a counter that was not seen yet waits for it, also while it has nothing to show', () => {
  const showing = createShowing();
  const one = counter(0);
  const { state } = expose(showing, one, 100, 0);
  expect([showing.holds(), showing.waits()]).toEqual([false, true]);
  expose(showing, one, 200, state);
  expect([showing.holds(), showing.waits()]).toEqual([false, false]);
});

/** What becomes of an answer: Prometheus stores it, or nobody does. */
type Fate = 'stored' | 'late' | 'cut' | 'another scraper';

interface Step {
  readonly add: number;
  readonly isBorn: boolean;
  readonly scrapes: readonly Fate[];
  readonly intervals: number;
  readonly isKilled: boolean;
}

interface Sample {
  readonly at: number;
  readonly value: number;
  readonly state: number;
}

const interval = 15 * second;

type Rule = () => ReturnType<typeof createShowing>['view'];

/** What may be shown, by the rule before: three answers to scrapers count as seen, whoever got them. */
const answersCount: Rule = () => {
  const answers = new Map<Shown, number>();
  return (counters) => {
    const risen = [];
    for (const one of counters) {
      const before = answers.get(one) ?? 0;
      answers.set(one, before + 1);
      if (before >= 3 && one.value > one.shown) risen.push(one);
    }
    return { state: 0, risen, held: 0 };
  };
};

/** A ledger with one counter: it counts, and is killed and started again. */
const createLived = (rule: Rule) => {
  const lived = { view: rule(), process: 0, one: undefined as Shown | undefined };
  return {
    lived,
    take: ({ add, isBorn, isKilled }: Step) => {
      if (isBorn) lived.one ??= counter(0);
      if (lived.one) lived.one.value += BigInt(add);
      if (!isKilled) return;
      lived.view = rule();
      lived.process += 1e6;
      if (lived.one) lived.one = { ...lived.one, heldSince: unstated };
    },
  };
};

/** A scrape by Prometheus or another, of which Prometheus stores what it gets. */
const scrape = (
  { view, process, one }: ReturnType<typeof createLived>['lived'],
  stored: Sample[],
  at: number,
) => {
  const asked = stored.findLast((sample) => sample.at <= at - 3 * interval)?.state ?? 0;
  const { state, risen } = view(one ? [one] : [], at, Math.max(0, asked - process));
  for (const rose of risen) rose.shown = rose.value;
  // A state without the counter is a state all the same.
  return { at, value: one ? Number(one.shown) : Number.NaN, state: state + process };
};

/** What a Prometheus stored of it. */
const live = (steps: readonly Step[], rule: Rule) => {
  const stored: Sample[] = [];
  const { lived, take } = createLived(rule);
  let now = 0;
  for (const step of steps) {
    take(step);
    for (const fate of step.scrapes) {
      now += 1;
      const sample = scrape(lived, stored, now);
      if (fate === 'stored') stored.push(sample);
    }
    now += step.intervals * interval;
  }
  const samples = stored.filter(({ value }) => !Number.isNaN(value));
  return { truth: Number(lived.one?.value ?? 0n), samples };
};

/** Right edge less left edge over everything: the newest value less the balance that the rules recorded first. */
const exactTotal = (samples: readonly Sample[]): number => {
  const [first] = samples;
  if (!first) return 0;
  const opening = Math.min(
    ...samples.filter(({ at }) => at <= first.at + interval).map(({ value }) => value),
  );
  return (samples.at(-1)?.value ?? 0) - opening;
};

const step: fc.Arbitrary<Step> = fc.record({
  add: fc.nat(5),
  isBorn: fc.boolean(),
  scrapes: fc.array(fc.constantFrom<Fate>('stored', 'late', 'cut', 'another scraper'), { maxLength: 5 }),
  intervals: fc.constantFrom(1, 1, 1, 3, 45),
  isKilled: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
});
const calm: Step = { add: 0, isBorn: false, scrapes: ['stored'], intervals: 1, isKilled: false };

const property = (rule: Rule) =>
  fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    const { truth, samples } = live([...steps, ...Array<Step>(8).fill(calm)], rule);
    const values = samples.map(({ value }) => value);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(exactTotal(samples)).toBe(truth);
  });

test('however scrapes stall, come late, are cut or repeated, and whatever is killed, the exact total is the truth', () => {
  fc.assert(
    property(() => createShowing().view),
    { numRuns: 2000 },
  );
});

test('the rule before, by which an answer proves that it was seen, fails that', () => {
  expect(fc.check(property(answersCount), { numRuns: 2000 }).failed).toBe(true);
});
