import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, openBrowser } from '../pages/browser.ts';
import { programFor } from '../programs.ts';
import { type RunningDemo, runDemo } from './demo.ts';
import { followedOf, type Shown, shownOn } from './links-of.ts';
import { showAll } from './pictures.ts';
import { missingPrograms } from './stack.ts';

const chromium = await findChromium();
const programs = ['prometheus', 'promtool', 'pushgateway'] as const;
const found = await Promise.all(programs.map(programFor));
const missing = [
  ...(chromium ? [] : ['chromium']),
  ...programs.filter((_, index) => !found[index]),
  ...(await missingPrograms([])),
];
if (missing.length > 0) console.warn(`skipped: following the links of boards needs ${missing.join(', ')}`);

const patience = { timeout: 60_000 };
const day = 86_400_000;

/** Totals of the overview, with the board that each leads to and what the same number is called there. */
const totals = [
  ['Cost', 'claude-code-cost', 'In this range'],
  ['Tokens', 'claude-code-tokens', 'Tokens'],
  ['Sessions', 'claude-code-sessions', 'Sessions'],
  ['Failed tool calls', 'claude-code-tools', 'Failed tool calls'],
  ['Blocked', 'claude-code-security', 'Blocked'],
  ['Commits', 'claude-code-code', 'Commits'],
] as const;

describe.skipIf(missing.length > 0)('the links of the overview', { timeout: 180_000 }, () => {
  let demo: RunningDemo;
  let browser: Browser;
  let page: Page;
  let overview: string;

  beforeAll(async () => {
    demo = await runDemo(4);
    const now = Date.now() - 60_000;
    overview = `${new URL(demo.page).origin}/d/claude-code-overview?from=${now - 3 * day}&to=${now}`;
    browser = await openBrowser(chromium as string);
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    await demo?.end();
  }, 60_000);

  afterEach(() => page.context().close());

  const open = async (): Promise<void> => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
    context.setDefaultTimeout(patience.timeout);
    page = await context.newPage();
    await page.goto(overview);
    await section('Cost').waitFor();
    await showAll(page);
  };

  const section = (title: string): Locator =>
    page.locator('section', { has: page.getByRole('heading', { name: title, exact: true }) }).first();

  /** The first number that a panel shows, as it is written. */
  const numberOf = async (title: string): Promise<string> => {
    const text = ((await section(title).textContent()) ?? '').replace(title, '');
    return /\$?\d[\d,.]*\s?[KMB]?/.exec(text)?.[0].trim() ?? '';
  };

  test.each(totals)('%s: the number is the same on the board that it leads to', async (title, uid, there) => {
    await open();
    await expect.poll(() => numberOf(title), patience).not.toBe('');
    const number = await numberOf(title);
    await section(title).getByRole('link').first().click();
    await page.waitForURL(new RegExp(`/d/${uid}\\?.*from=\\d+`));
    await expect.poll(() => numberOf(there), patience).toBe(number);
  });

  test('a project leads to its cost, which is what its bar said', async () => {
    await open();
    const bar = section('Cost by project').getByRole('link').first();
    const number = /\$[\d,.]+/.exec((await bar.textContent()) ?? '')?.[0];
    await bar.click();
    await page.waitForURL(/\/d\/claude-code-cost\?.*var-project=/);
    await expect.poll(() => numberOf('In this range'), patience).toBe(number);
  });

  test('a session of the most expensive ones leads to its page, with the same cost', async () => {
    await open();
    const row = page.getByRole('region', { name: 'Most expensive sessions' }).getByRole('row').nth(1);
    const cost = (await row.getByRole('cell').nth(1).textContent()) ?? '';
    expect(cost).toMatch(/^\$/);
    await row.getByRole('link').first().click();
    await page.waitForURL(/\/sessions\/[^/?]+/);
    await page.getByText(cost, { exact: true }).first().waitFor();
  });

  test('a tool that fails leads to its own failures, which are those of its rows together', async () => {
    await open();
    const rows = page.getByRole('region', { name: 'Failures by tool and error' }).getByRole('row');
    const cells = await rows.evaluateAll((all) =>
      all.slice(1).map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
    );
    const [tool = ''] = cells[0] ?? [];
    const failures = cells
      .filter(([name]) => name === tool)
      .reduce((sum, [, , count]) => sum + Number(count), 0);
    await rows.nth(1).getByRole('link').first().click();
    await page.waitForURL(new RegExp(`/d/claude-code-tools\\?.*var-tool=${tool}`));
    await expect.poll(() => numberOf('Failed tool calls'), patience).toBe(String(failures));
  });

  test('a bar of the cost per day leads to that day, whose cost is that of the bar', async () => {
    await open();
    const chart = section('Cost per day').locator('.u-over');
    const { width = 0, height = 0 } = (await chart.boundingBox()) ?? {};
    // Thirty days, the present one last: the middle of yesterday.
    await chart.click({ position: { x: width * (1 - 1.9 / 30), y: height / 2 } });
    const link = page.getByRole('link', { name: /this day$/ });
    await link.waitFor();
    const total = page.getByText('Total', { exact: true }).locator('xpath=../..').last();
    const number = /\$[\d,.]+/.exec((await total.textContent()) ?? '')?.[0];
    expect(number).toMatch(/^\$/);
    await link.click();
    await page.waitForURL(/\/d\/claude-code-cost\?from=\d+&to=\d+/);
    await expect.poll(() => numberOf('In this range'), patience).toBe(number);
  });

  test('every number of every board that leads somewhere is there again, as large as it was', async () => {
    const folder = path.join(demo.home.generated, 'dashboards');
    const boards = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Dashboard);
    const situation = { now: Date.now() - 60_000, rangeSeconds: (3 * day) / 1000, scrapeSeconds: 15 };
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
    const lost: string[] = [];
    let followed = 0;
    for (const board of boards) {
      for (const { name, value, uid, chosen, metrics } of await followedOf(
        demo.prometheus,
        board,
        situation,
      )) {
        followed += 1;
        const isIt = (one: Shown) =>
          Math.abs(one.value - value) <= 1e-9 * Math.abs(value) &&
          (metrics.length === 0 || metrics.some((metric) => one.metrics.includes(metric)));
        if (!(await there(uid, chosen)).some(isIt))
          lost.push(`${name}: ${value} on ${uid} ${JSON.stringify(chosen)}`);
      }
    }
    expect(followed).toBeGreaterThan(80);
    expect([...new Set(lost)]).toEqual([]);
  }, 900_000);
});
