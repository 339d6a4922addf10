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

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The rows of a saved query, as a board shows them, each with its columns by name. */
const rowsOf = async (origin: string, query: string, since: number, until: number) => {
  const range = new URLSearchParams({
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
  });
  const answer = await fetch(`${origin}/api/v1/query/${query}?${range}`);
  expect(answer.status).toBe(200);
  const { columns, rows } = (await answer.json()) as Table;
  return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
};

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

  test('the rows of failing tools and of blocks are as many as the boards that they lead to say, and each block is in its session', async () => {
    const { origin } = new URL(demo.page);
    const now = Math.floor(Date.now() / 1000) * 1000 - 60_000;
    const board = (name: string) =>
      JSON.parse(
        readFileSync(path.join(demo.home.generated, 'dashboards', `claude-code-${name}.json`), 'utf8'),
      ) as Dashboard;
    const [tools, security] = [board('tools'), board('security')];
    const since = now - threeDays * 1000;
    const [failures, blocks] = [
      await rowsOf(origin, 'board-failures', since, now),
      await rowsOf(origin, 'board-blocks', since, now),
    ];
    const on = async (dashboard: Dashboard, title: string, tool: string): Promise<number> => {
      const situation = { now, rangeSeconds: threeDays, scrapeSeconds: 15, chosen: { tool } };
      const shown = await shownOn(demo.prometheus, dashboard, situation);
      return shown.find((one) => one.title === title)?.value ?? Number.NaN;
    };
    const sum = (rows: typeof failures, tool: string, amount: (row: (typeof failures)[number]) => number) =>
      rows.filter((row) => row['tool'] === tool).reduce((total, row) => total + amount(row), 0);
    const toolsIn = (rows: typeof failures) => [...new Set(rows.map((row) => String(row['tool'])))];
    expect(toolsIn(failures).length).toBeGreaterThan(2);
    expect(blocks.length).toBeGreaterThan(0);
    for (const tool of toolsIn(failures))
      expect([tool, await on(tools, 'Failed tool calls', tool)]).toEqual([
        tool,
        sum(failures, tool, (row) => Number(row['failures'])),
      ]);
    for (const tool of toolsIn(blocks))
      expect([tool, await on(security, 'Blocked', tool)]).toEqual([
        tool,
        sum(blocks, tool, ({ verdict }) => (verdict === 'deny' ? 1 : 0)),
      ]);
    for (const { session_id: id, pattern } of blocks) {
      const answer = await fetch(`${origin}/api/v1/sessions/${id}`);
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(String(pattern))]);
    }
  }, 300_000);
});
