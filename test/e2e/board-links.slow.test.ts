import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programFor } from '../programs.ts';
import { type RunningDemo, runDemo } from './demo.ts';
import { followedOf, type Shown, shownOn } from './links-of.ts';
import { missingPrograms } from './stack.ts';

const programs = ['prometheus', 'promtool', 'pushgateway'] as const;
const found = await Promise.all(programs.map(programFor));
const missing = [...programs.filter((_, index) => !found[index]), ...(await missingPrograms([]))];
if (missing.length > 0) console.warn(`skipped: following the links of boards needs ${missing.join(', ')}`);

const threeDays = 259_200;

describe.skipIf(missing.length > 0)('the links of the boards', () => {
  let demo: RunningDemo;

  beforeAll(async () => {
    demo = await runDemo(4);
  }, 400_000);

  afterAll(() => demo?.end(), 60_000);

  test('every number of every board that leads somewhere is there again, as large as it was', async () => {
    const folder = path.join(demo.home.generated, 'dashboards');
    const boards = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Dashboard);
    const situation = { now: Date.now() - 60_000, rangeSeconds: threeDays, scrapeSeconds: 15 };
    const seen = new Map<string, readonly Shown[]>();
    const there = async (
      uid: string,
      chosen: Readonly<Record<string, string>>,
    ): Promise<readonly Shown[]> => {
      const key = JSON.stringify([uid, chosen]);
      const board = boards.find((one) => one.uid === uid);
      if (!board) throw new Error(`a link leads to ${uid}, which does not exist`);
      const shown = seen.get(key) ?? (await shownOn(demo.prometheus, board, { ...situation, chosen }));
      seen.set(key, shown);
      return shown;
    };
    const lost = new Set<string>();
    let followed = 0;
    for (const board of boards) {
      for (const { name, value, uid, chosen, metrics } of await followedOf(
        demo.prometheus,
        board,
        situation,
      )) {
        followed += 1;
        const isIt = (one: Shown): boolean =>
          Math.abs(one.value - value) <= 1e-9 * Math.abs(value) &&
          (metrics.length === 0 || metrics.some((metric) => one.metrics.includes(metric)));
        if (!(await there(uid, chosen)).some(isIt))
          lost.add(`${name}: ${value} on ${uid} ${JSON.stringify(chosen)}`);
      }
    }
    expect(followed).toBeGreaterThan(60);
    expect([...lost]).toEqual([]);
  }, 900_000);
});
