import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Counter } from '../../src/hooks/counters.ts';
import { createShowing } from '../../src/hooks/showing.ts';

const second = 1000;
const minute = 60 * second;

const counter = (value: number, shown: number | null = null): Counter => ({
  id: 1,
  metric: 'm',
  labels: {},
  value,
  shown,
});

/** Shows at `now`, when states up to `seen` were seen, and accepts; the value shown. */
const show = (showing: ReturnType<typeof createShowing>, one: Counter, now: number, seen: number) => {
  const view = showing.view([one], now, seen);
  view.accepted(now);
  return view.values.get(one);
};

test('a new label set is 0 until Prometheus has seen that, and only once', () => {
  const showing = createShowing();
  show(showing, counter(3, 3), 1, 0);
  show(showing, counter(3, 3), 2, 1);
  const fresh = { ...counter(5), id: 2 };
  expect(show(showing, fresh, 100, 2)).toBe(0);
  expect(show(showing, fresh, 200, 99)).toBe(0);
  expect(showing.holds()).toBe(true);
  expect(show(showing, fresh, 300, 100)).toBe(5);
  expect(show(showing, fresh, 400, 100)).toBe(5);
  expect(showing.holds()).toBe(false);
});

test('after a restart what was shown last is repeated until Prometheus has seen it', () => {
  const showing = createShowing();
  const one = counter(9, 4);
  expect(show(showing, one, 100, 0)).toBe(4);
  expect(show(showing, one, 200, 50)).toBe(4);
  expect(show(showing, one, 300, 100)).toBe(9);
});

test('after ten minutes in which nothing was seen what was shown last is repeated', () => {
  const showing = createShowing();
  const one = counter(4, 4);
  show(showing, one, 1, 0);
  show(showing, one, second, 1);
  one.value = 9;
  const back = second + 11 * minute;
  expect(show(showing, one, back, 1)).toBe(4);
  expect(show(showing, one, back + second, second)).toBe(4);
  expect(show(showing, one, back + minute, back)).toBe(9);
});

test('a label set whose first push nobody answered is still shown as 0 first', () => {
  const showing = createShowing();
  show(showing, counter(1, 1), 1, 0);
  const fresh = { ...counter(5), id: 2 };
  showing.view([fresh], 100, 1);
  showing.view([fresh], 101, 1).unseen();
  expect(show(showing, fresh, 102, 1)).toBe(0);
  expect(show(showing, fresh, 200, 102)).toBe(5);
});

interface Step {
  readonly add: number;
  readonly wait: number;
  readonly end: 'accepted' | 'lost' | 'unseen' | 'killed';
  readonly scraped: boolean;
}

/** A counter, its service, a Pushgateway and a Prometheus, a step at a time; the values that Prometheus scraped. */
const scrapedIn = (steps: readonly Step[]): readonly number[] => {
  const one = counter(0);
  const scraped: number[] = [];
  let showing = createShowing();
  let stored: number | null = null;
  let [now, seen] = [0, 0];
  let gateway: { readonly value: number; readonly stamp: number } | undefined;
  for (const { add, wait, end, scraped: scrapes } of steps) {
    now += wait;
    one.value += add;
    const view = showing.view([one], now, seen);
    stored = view.risen[0]?.value ?? stored;
    if (end === 'unseen') view.unseen();
    else gateway = { value: view.values.get(one) ?? 0, stamp: now };
    if (end === 'accepted') view.accepted(now);
    if (end === 'killed') {
      showing = createShowing();
      one.shown = stored;
    }
    if (!scrapes || !gateway) continue;
    scraped.push(gateway.value);
    seen = gateway.stamp;
  }
  return scraped;
};

test('whatever is killed and lost, Prometheus sees 0 first, nothing go back, and the whole value at the end', () => {
  const step: fc.Arbitrary<Step> = fc.record({
    add: fc.nat(5),
    wait: fc.constantFrom(second, 15 * second, 11 * minute),
    end: fc.constantFrom('accepted', 'lost', 'unseen', 'killed'),
    scraped: fc.boolean(),
  });
  const calm: Step = { add: 0, wait: 15 * second, end: 'accepted', scraped: true };
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const scraped = scrapedIn([...steps, ...Array<Step>(6).fill(calm)]);
      expect(scraped[0]).toBe(0);
      expect(scraped).toEqual([...scraped].sort((one, other) => one - other));
      expect(scraped.at(-1)).toBe(steps.reduce((sum, { add }) => sum + add, 0));
    }),
    { numRuns: 1000 },
  );
});
