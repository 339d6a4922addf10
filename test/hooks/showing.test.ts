import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Counter } from '../../src/hooks/counters.ts';
import { createShowing } from '../../src/hooks/showing.ts';

const hold = 30_000;
const hole = 600_000;

const counter = (value: number, shown: number | null = null): Counter => ({
  id: 1,
  metric: 'm',
  labels: {},
  value,
  shown,
});

/** Shows at `now` and accepts; the value shown. */
const show = (showing: ReturnType<typeof createShowing>, one: Counter, now: number) => {
  const view = showing.view([one], now);
  view.accepted(now);
  return view.values.get(one);
};

test('a new label set is 0 for two scrapes before its value, and only once', () => {
  const showing = createShowing({ holdMilliseconds: hold });
  const old = counter(3, 3);
  show(showing, old, 0);
  const fresh = { ...counter(5), id: 2 };
  const times = [100_000, 115_000, 130_000, 145_000];
  expect(times.map((now) => show(showing, fresh, now))).toEqual([0, 0, 5, 5]);
  expect(showing.nextRelease(145_000)).toBeUndefined();
});

test('after a restart the first pushes repeat what was shown last', () => {
  const showing = createShowing({ holdMilliseconds: hold });
  const one = counter(9, 4);
  expect([0, 15_000, 30_000].map((now) => show(showing, one, now))).toEqual([4, 4, 9]);
});

test('after ten minutes without an accepted push the first pushes repeat what was shown last', () => {
  const showing = createShowing({ holdMilliseconds: hold });
  const one = counter(4, 4);
  show(showing, one, 0);
  show(showing, one, hold);
  one.value = 9;
  const back = hold + hole + 1;
  expect([back, back + 15_000, back + hold].map((now) => show(showing, one, now))).toEqual([4, 4, 9]);
});

test('a label set whose first push nobody answered is still shown as 0 first', () => {
  const showing = createShowing({ holdMilliseconds: hold });
  show(showing, counter(1, 1), 0);
  const fresh = { ...counter(5), id: 2 };
  showing.view([fresh], 100_000);
  showing.view([fresh], 101_000).unseen();
  expect([102_000, 102_000 + hold].map((now) => show(showing, fresh, now))).toEqual([0, 5]);
});

test('whatever is killed and lost, what may have been seen never goes backwards and ends at the value', () => {
  const step = fc.record({
    add: fc.nat(5),
    wait: fc.constantFrom(1000, 15_000, hold, hole + 1000),
    end: fc.constantFrom('accepted', 'lost', 'unseen', 'killed'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let showing = createShowing({ holdMilliseconds: hold });
      let now = 0;
      let seen = 0;
      let stored: number | null = null;
      const one = counter(0);
      for (const { add, wait, end } of [
        ...steps,
        ...Array(4).fill({ add: 0, wait: hold, end: 'accepted' }),
      ]) {
        now += wait;
        one.value += add;
        const view = showing.view([one], now);
        stored = view.risen[0]?.value ?? stored;
        const shown = view.values.get(one) ?? 0;
        if (end === 'unseen') {
          view.unseen();
          continue;
        }
        expect(shown).toBeGreaterThanOrEqual(seen);
        expect(shown).toBeLessThanOrEqual(one.value);
        seen = shown;
        if (end === 'accepted') view.accepted(now);
        if (end === 'killed') {
          showing = createShowing({ holdMilliseconds: hold });
          one.shown = stored;
        }
      }
      expect(seen).toBe(one.value);
    }),
    { numRuns: 500 },
  );
});
