import { describe, expect, test } from 'vitest';
import { type FindingName, findings } from '../../src/reports/findings/findings.ts';
import { findIn } from '../../src/reports/report.ts';
import { findingCases } from './finding-cases.ts';
import { type Planted, plant } from './planted.ts';

const found = async (name: FindingName, { ask, options }: Planted) =>
  (await findIn(ask, { since: '7d' }, options)).find((finding) => finding.name === name);

describe.each(Object.keys(findings) as FindingName[])('%s', (name) => {
  const { planted, clean, sessions, times } = findingCases[name];

  test('what was planted is found, with the right amount and its sessions', async () => {
    const world = plant();
    const nanodollars = planted(world);
    const finding = await found(name, world);
    expect(finding).toMatchObject({ name, sessions, times });
    expect(nanodollars).toBeGreaterThan(0);
    expect(Math.abs((finding?.saving_usd ?? 0) * 1e9 - nanodollars)).toBeLessThanOrEqual(1);
    expect(finding?.evidence.every(({ session_id: id }) => id !== null)).toBe(true);
    expect(finding?.what).toMatch(/\d/);
  });

  test('clean data gives none', async () => {
    const world = plant();
    clean(world);
    expect(await found(name, world)).toBeUndefined();
  });
});

test('a label narrows what is looked at', async () => {
  const world = plant();
  findingCases['nothing-shipped'].planted(world);
  const within = (project: string) => findIn(world.ask, { labels: { project } }, world.options);
  expect((await within('shop')).length).toBeGreaterThan(0);
  expect(await within('search')).toEqual([]);
});
