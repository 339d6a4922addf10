import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createAsker } from '../../src/reports/ask.ts';
import { compareSides, sideOf } from '../../src/reports/compare/compare.ts';
import { effectOf } from '../../src/reports/compare/effect.ts';
import { readEvals } from '../../src/reports/evals/evals-file.ts';
import { trendQuery, worstQuery } from '../../src/reports/evals/score.ts';
import { rangeOf } from '../../src/reports/range.ts';
import { run } from '../cli/run.ts';
import { temporaryFolder } from '../ledger/open.ts';
import { served } from '../queries/served.ts';
import { plant } from './planted.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('groups that differ are told apart, with the size of the difference', () => {
  const effect = effectOf(range(1, 20), range(101, 120));
  expect(effect).toMatchObject({ before: 10.5, after: 110.5, delta: 1, size: 'large', verdict: 'higher' });
  expect(effect.chance).toBeLessThan(0.001);
  expect(effectOf(range(101, 120), range(1, 20))).toMatchObject({ delta: -1, verdict: 'lower' });
});

test('equal groups, and all equal values, are no difference', () => {
  expect(effectOf(range(1, 30), range(1, 30))).toMatchObject({
    delta: 0,
    size: 'none',
    verdict: 'no difference beyond chance',
  });
  expect(
    effectOf(
      range(1, 12).map(() => 5),
      range(1, 12).map(() => 5),
    ),
  ).toMatchObject({ delta: 0, chance: 1 });
});

test('the chance is that of an example done by hand', () => {
  // By hand: U = 24.5 of 100 pairs, ties of seven pairs, spread 13.194, z = 1.895 with correction for continuity.
  expect(effectOf(range(1, 10), range(4, 13)).chance).toBeCloseTo(0.0581, 3);
});

test('nine sessions on one side are too few to tell, however different', () => {
  expect(effectOf(range(1, 9), range(1000, 1100))).toMatchObject({
    delta: null,
    verdict: 'too few sessions to say',
  });
});

/** Twelve sessions a side: afterwards they cost a third, and fail less. */
const improved = () => {
  const world = plant();
  for (const nth of range(1, 12)) {
    const before = world.session(`before-${nth}`, 'shop', -8);
    before.request(10 * nth, { output: 3000 + 10 * nth });
    for (const call of range(1, 4)) before.tool(10 * nth + call, 'Bash', { ok: call > 2 });
    const after = world.session(`after-${nth}`, 'shop', 0);
    after.request(10 * nth, { output: 1000 + 10 * nth });
    for (const call of range(1, 4)) after.tool(10 * nth + call, 'Bash');
    after.point(10 * nth + 5, 'claude_code.lines_of_code.count', 5, { type: 'added' });
  }
  return world;
};

test('a change is compared session by session, by ranges and by labels', async () => {
  const { ask, options } = improved();
  const around = { since: '30d' };
  const sides = {
    before: sideOf('2024-11-15..2024-11-20', around, '--before'),
    after: sideOf('2024-11-27', around, '--after'),
  };
  const { before, after, measures } = await compareSides(ask, sides, readEvals('nowhere'), options);
  expect([before.sessions, after.sessions]).toEqual([12, 12]);
  const of = (title: string) => measures.find((one) => one.title === title);
  expect(of('Cost')).toMatchObject({ verdict: 'lower', size: 'large', more: 'worse' });
  expect(of('Tool calls that failed')).toMatchObject({ before: 0.5, after: 0, verdict: 'lower' });
  expect(of('Score')).toMatchObject({ verdict: 'higher' });
  expect(of('Prompts')).toMatchObject({ verdict: 'no difference beyond chance' });
  const label = sideOf('project=shop', around, '--before');
  expect(
    (await compareSides(ask, { before: label, after: label }, readEvals('nowhere'), options)).before.sessions,
  ).toBe(24);
  expect(() => sideOf('yesterday', around, '--before')).toThrow('neither a range nor a label');
});

test('sessions are scored by evals.yaml, by project and week, the worst first', async () => {
  const { ask, options } = improved();
  const file = path.join(temporaryFolder(), 'evals.yaml');
  writeFileSync(file, 'criteria:\n  failureShareBelow: { limit: 0.4, weight: 3 }\n  changedSomething:\n');
  const wanted = readEvals(file);
  expect(wanted).toEqual([
    { name: 'failureShareBelow', limit: 0.4, weight: 3 },
    { name: 'changedSomething', limit: 0, weight: 1 },
  ]);
  const asker = createAsker(ask, rangeOf({ since: '30d' }, 'UTC', options.now), {}, { zone: 'UTC' });
  expect((await asker(trendQuery(wanted))).rows).toEqual([
    ['shop', '2024-W47', 12, 0, 0, 0],
    ['shop', '2024-W48', 12, 1, 1, 1],
  ]);
  const worst = await asker(worstQuery(wanted));
  expect(worst.rows[0]?.[0]).toMatch(/^before-/);
});

test('criteria that do not exist are refused with those that do', () => {
  const file = path.join(temporaryFolder(), 'evals.yaml');
  writeFileSync(file, 'criteria:\n  costBelow: { limit: 2 }\n');
  expect(() => readEvals(file)).toThrow('These are not criteria');
});

test('the commands say how many sessions there are, and that these are too few', async () => {
  const { home } = await served();
  mkdirSync(home.root, { recursive: true });
  const compared = await run(home, [
    'report',
    'compare',
    '--before',
    '14d',
    '--after',
    'branch=main',
    '--since',
    '7d',
  ]);
  expect(compared.out).toContain('before  14d: 0 sessions');
  expect(compared.out).toMatch(/^Cost +– +– +too few sessions to say$/m);
  const narrowed = await run(home, ['report', 'evals', '--project', 'shop', '--since', 'never']);
  expect(narrowed.err).toContain('"never" is not a time');
  const evals = await run(home, ['report', 'evals', '--json']);
  expect(JSON.parse(evals.out)).toMatchObject({ criteria: [{ name: 'endedWell' }, {}, {}, {}] });
});
