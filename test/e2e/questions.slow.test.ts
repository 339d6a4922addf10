import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findChromium, openBrowser } from '../pages/browser.ts';
import { clickDay, noonZone } from '../pages/days.ts';
import { programFor } from '../programs.ts';
import { type RunningDemo, runDemo } from './demo.ts';
import { missingPrograms } from './stack.ts';
import { waitFor } from './wait.ts';

const chromium = await findChromium();
const programs = ['prometheus', 'promtool', 'pushgateway'] as const;
const found = await Promise.all(programs.map(programFor));
const missing = [
  ...(chromium ? [] : ['chromium']),
  ...programs.filter((_, index) => !found[index]),
  ...(await missingPrograms([])),
];
if (missing.length > 0) console.warn(`skipped: asking the boards needs ${missing.join(', ')}`);

const patience = { timeout: 90_000 };
const mostClicks = 2;

let browser: Browser;
let page: Page;
let clicks: number;

const click = async (what: Locator): Promise<void> => {
  clicks += 1;
  await what.click();
};

const section = (title: string | RegExp): Locator =>
  page.locator('section', { has: page.getByRole('heading', { name: title, exact: true }) }).first();

/** Waits until a panel says something, and gives it. */
const said = async (title: string | RegExp, what: RegExp): Promise<string> => {
  await expect.poll(async () => (await section(title).textContent()) ?? '', patience).toMatch(what);
  return (await section(title).textContent()) ?? '';
};

/** Cells of the first row of a list. */
const firstRow = async (title: string): Promise<Readonly<Record<string, string>>> => {
  const list = page.getByRole('region', { name: title });
  await list.getByRole('cell').first().waitFor();
  const heads = await list.getByRole('columnheader').allInnerTexts();
  const cells = await list.getByRole('row').nth(1).getByRole('cell').allInnerTexts();
  return Object.fromEntries(heads.map((head, at) => [head, cells[at] ?? '']));
};

const money = /\$[\d,.]+/;

describe.skipIf(missing.length > 0)('from the page that opens, in two clicks', { timeout: 400_000 }, () => {
  let demo: RunningDemo;

  beforeAll(async () => {
    demo = await runDemo(12);
    browser = await openBrowser(chromium as string);
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    await demo?.end();
  }, 60_000);

  beforeEach(async () => {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 1800 },
      timezoneId: noonZone(),
    });
    context.setDefaultTimeout(patience.timeout);
    page = await context.newPage();
    await page.goto(`${new URL(demo.page).origin}/`);
    await section('Today').waitFor();
    clicks = 0;
  }, 120_000);

  afterEach(async () => {
    await page.context().close();
    expect(clicks).toBeLessThanOrEqual(mostClicks);
  });

  test('what did I spend today, and this week?', async () => {
    await said('Today', money);
    await said('This week', money);
  });

  test('why did it jump on that day? A bar leads to its day, whose cost is that of the bar', async () => {
    const plot = section('Cost per day').locator('.u-over');
    await plot.waitFor();
    const link = page.getByRole('link', { name: 'Cost: this day' });
    const total = page.getByText('Total', { exact: true }).locator('xpath=../..').last();
    // The chart is there before its bars are, and a click on a chart whose tooltip stays open closes that.
    const leadsOn = async (daysAgo: number) => {
      await page.keyboard.press('Escape');
      await clickDay(page, plot, daysAgo);
      return link.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
    };
    const lastFew = async () => (await leadsOn(0)) || (await leadsOn(1)) || (await leadsOn(3));
    await waitFor('bars in the chart', lastFew, { forMs: patience.timeout });
    const seen: number[] = [];
    // The present day and an earlier one; nobody works at the weekend.
    for (let daysAgo = 0; daysAgo < 10 && seen.length < 2; daysAgo += 1) {
      clicks = 1;
      if (!(await leadsOn(daysAgo))) continue;
      const cost = money.exec((await total.textContent()) ?? '')?.[0];
      expect(cost).toMatch(money);
      await click(link);
      await page.waitForURL(/\/d\/claude-code-cost\?.*from=\d+&to=\d+/);
      if (daysAgo === 0) {
        // The day goes on, and more is spent.
        const amount = (text = '') => Number(text.replaceAll(/[$,]/g, ''));
        const now = amount(money.exec(await said('In this range', money))?.[0]);
        expect(now).toBeGreaterThanOrEqual(amount(cost) * 0.99);
        expect(now).toBeLessThan(amount(cost) * 1.5 + 1);
      } else await said('In this range', new RegExp(`\\${cost}`));
      seen.push(daysAgo);
      await page.goBack();
      await plot.waitFor();
    }
    expect(seen.length).toBe(2);
  });

  test('which project costs most?', async () => {
    await said('Cost by project', money);
  });

  test('which person?', async () => {
    await click(page.getByRole('combobox', { name: 'Dashboard' }));
    await click(page.getByRole('option', { name: 'Team', exact: true }));
    await said('Cost by person', money);
  });

  test('which session, and what happened in it?', async () => {
    const { Cost = '', Project } = await firstRow('Most expensive sessions');
    expect(Cost).toMatch(money);
    expect(Project).toMatch(/\w/);
    await click(page.getByRole('region', { name: 'Most expensive sessions' }).getByRole('link').first());
    await page.waitForURL(/\/sessions\/[^/?]+/);
    await page.getByText(Cost, { exact: true }).first().waitFor();
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    expect(await page.getByText(/^Prompt/).count()).toBeGreaterThan(0);
  });

  test('which tool costs most?', async () => {
    await said('Today', money);
    await click(section('Today').getByRole('link').first());
    await page.waitForURL(/\/d\/claude-code-cost/);
    await click(page.getByRole('button', { name: 'Expand row with title More ways to divide it' }));
    const row = await firstRow('Cost by tool, estimated');
    expect(row['Tool']).toMatch(/\w/);
    expect(row['About']).toMatch(money);
  });

  test('which tool fails most, with what error, and where was that?', async () => {
    const row = await firstRow('Failures by tool and error');
    expect(row['Tool']).toMatch(/\w/);
    expect(row['Error']).toMatch(/\w/);
    expect(Number(row['Failures'])).toBeGreaterThan(0);
    await click(page.getByRole('region', { name: 'Failures by tool and error' }).getByRole('link').nth(1));
    await page.waitForURL(/\/sessions\/[^/?]+/);
  });

  test('what did the guard block, and in which session?', async () => {
    const row = await firstRow('Last blocks');
    expect(row['Pattern']).toMatch(/\w/);
    expect(row['When']).toMatch(/\d/);
    expect(Object.keys(row)).toContain('Command');
    const session = page
      .getByRole('region', { name: 'Last blocks' })
      .getByRole('link', { name: row['Session'] ?? '' });
    await click(session.first());
    await page.waitForURL(/\/sessions\/[^/?]+/);
  });

  test('will the budget last?', async () => {
    await said('Projection', money);
    await said('Budget left', money);
    await click(section('Budget left').getByRole('link').first());
    await page.waitForURL(/\/d\/claude-code-cost/);
    await click(page.getByRole('button', { name: 'Expand row with title Each budget, and how it will end' }));
    await said('Budgets used', /\d%/);
  });

  test('will the limit of the plan last?', async () => {
    await said('Plan limits used', /\d%/);
    await click(section('Plan limits used').getByRole('link').first());
    await click(page.getByRole('button', { name: 'Expand row with title Limits of the plan' }));
    await said('Resets at', /\d/);
  });

  test('is the stack healthy?', async () => {
    await said('Health', /All well|\d/);
  });
});
