import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { panelsOf } from '../../src/dashboards/dashboard.ts';
import { findChromium, openBrowser } from '../pages/browser.ts';
import { programFor } from '../programs.ts';
import { type RunningDemo, runDemo } from './demo.ts';
import { ask, queryOf } from './grafana.ts';
import { phone, settled, showAll, takePicture, unfold } from './pictures.ts';
import { quietPanels } from './quiet-panels.ts';
import { missingPrograms } from './stack.ts';

const chromium = await findChromium();
const programs = ['prometheus', 'promtool', 'pushgateway'] as const;
const found = await Promise.all(programs.map(programFor));
const missing = [
  ...(chromium ? [] : ['chromium']),
  ...programs.filter((_, index) => !found[index]),
  ...(await missingPrograms([])),
];
if (missing.length > 0) console.warn(`skipped: the demo in a browser needs ${missing.join(', ')}`);

const patience = { timeout: 40_000 };
const day = 86_400_000;

let demo: RunningDemo;
let browser: Browser;
let page: Page;
let errors: string[];
/** The dashboards of the demo, where people are told apart. */
let dashboards: readonly Dashboard[];
let now: number;

const origin = () => new URL(demo.page).origin;
const range = (length = day) => `from=${now - length}&to=${now}`;

const open = async (address: string, options: BrowserContextOptions = {}) => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 1000 },
    colorScheme: 'dark',
    ...options,
  });
  context.setDefaultTimeout(patience.timeout);
  page = await context.newPage();
  errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(`${origin()}${address}`);
};

/** A panel by its title; by what it divides is in the title, and at first that is the project. */
const section = (title: string) => {
  const name = title.replace('${by:text}', 'Project');
  return page.locator('section', { has: page.getByRole('heading', { name, exact: true }) });
};

const drawn = (dashboard: Dashboard): readonly Panel[] =>
  panelsOf(dashboard).filter((panel): panel is Panel => panel.type !== 'row');

const overview = (): Dashboard => dashboards.find(({ uid }) => uid === 'claude-code-overview') as Dashboard;

/** What Prometheus says for a panel of the overview, while variables have their own or the given values. */
const told = async (title: string, length = day, chosen: Readonly<Record<string, string>> = {}) => {
  const dashboard = overview();
  const panel = drawn(dashboard).find((one) => one.title === title) as Panel;
  const [target] = (panel.targets ?? []) as Dataquery[];
  const list = (dashboard.templating?.list ?? []).map((variable) =>
    chosen[variable.name] ? { ...variable, allValue: chosen[variable.name] } : variable,
  );
  const situation = { now, rangeSeconds: length / 1000, scrapeSeconds: 15 };
  const query = queryOf(
    { ...dashboard, templating: { list } } as Dashboard,
    panel,
    target as Dataquery,
    situation,
  );
  const answers = await ask(demo.prometheus, query);
  // Totals come with those of the period before.
  const answer = answers.find(({ labels }) => labels['when'] === 'now') ?? answers[0];
  return answer?.values.at(-1) ?? 0;
};

const worth: Readonly<Record<string, number>> = {
  K: 1e3,
  M: 1e6,
  B: 1e9,
  '%': 0.01,
  hours: 3600,
  mins: 60,
};

/** Every piece of text of a panel by itself: a number, its unit and its change have no space between them. */
const piecesOf = (title: string): Promise<string[]> =>
  section(title)
    .first()
    .evaluate((element) => {
      // 4: texts alone.
      const walker = element.ownerDocument.createTreeWalker(element, 4);
      const found: string[] = [];
      while (walker.nextNode()) found.push(walker.currentNode.textContent.trim());
      return found;
    });

/** The number a panel shows, and how exact it can be: one of its last digit. */
const shown = async (title: string) => {
  const texts = await piecesOf(title);
  const at = texts.findIndex((text) => /^\$?-?[\d,]+(\.\d+)?$/.test(text));
  const [, digits = '', fraction = ''] = /(-?[\d,]+)(\.\d+)?/.exec(texts[at] ?? '') ?? [];
  const scale = worth[texts[at + 1] ?? ''] ?? 1;
  return {
    value: Number(digits.replaceAll(',', '') + fraction) * scale,
    step: scale / 10 ** Math.max(0, fraction.length - 1),
  };
};

const headlines = [
  'Cost',
  'Tokens',
  'Sessions',
  'Failed tool calls',
  'Commits',
  'Cache share',
  'Pull requests',
  'Accepted',
  'Lines changed',
];

/** Waits until a panel shows what Prometheus says, as exactly as its digits can tell. */
const showsTold = (title: string, length = day, chosen: Readonly<Record<string, string>> = {}) =>
  expect
    .poll(async () => {
      const [{ value, step }, truth] = [await shown(title), await told(title, length, chosen)];
      return Math.abs(value - truth) <= step / 2 + 1e-9 ? 'equal' : `${title}: ${value}, but ${truth}`;
    }, patience)
    .toBe('equal');

describe.skipIf(missing.length > 0)('the demo in a browser', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    demo = await runDemo(12);
    const folder = path.join(demo.home.generated, 'dashboards');
    dashboards = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Dashboard);
    now = Date.now() - 60_000;
    browser = await openBrowser(chromium as string);
  }, 600_000);

  afterAll(async () => {
    await browser?.close();
    await demo?.end();
  }, 60_000);

  afterEach(() => page.context().close());

  test('every dashboard shows something in every panel, and no error', async () => {
    const wrong: string[] = [];
    for (const dashboard of dashboards) {
      const { uid = '' } = dashboard;
      await open(`/d/${uid}?from=now-24h&to=now`);
      await section(drawn(dashboard)[0]?.title ?? '')
        .first()
        .waitFor();
      await unfold(page);
      await showAll(page);
      await takePicture(page, uid);
      wrong.push(...errors.map((error) => `${uid}: console: ${error}`));
      for (const alert of await page.getByRole('alert').allInnerTexts()) wrong.push(`${uid}: ${alert}`);
      for (const panel of drawn(dashboard)) wrong.push(...(await troubleOf(uid, panel)));
      await page.context().close();
    }
    expect(wrong.filter((trouble) => !(trouble in quietPanels))).toEqual([]);
  }, 600_000);

  test('a phone shows the overview, and nothing beside the page', async () => {
    await open('/d/claude-code-overview?from=now-24h&to=now', phone);
    await section('Cost').first().waitFor();
    await showAll(page);
    await takePicture(page, 'claude-code-overview-390');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    expect(errors).toEqual([]);
  });

  test('every dashboard is less than 1,800 px high as it opens, and on a phone nothing is wider than the page', async () => {
    const sizeOf = async (uid: string, viewport: { width: number; height: number }) => {
      await open(`/d/${uid}?from=now-24h&to=now`, { viewport });
      await page
        .locator('section')
        .filter({ has: page.getByRole('heading') })
        .first()
        .waitFor();
      await settled(page);
      const size = await page.evaluate(
        '[document.documentElement.scrollHeight, document.documentElement.scrollWidth]',
      );
      await page.context().close();
      return size as [number, number];
    };
    const wrong: string[] = [];
    for (const { uid = '' } of dashboards) {
      const [height] = await sizeOf(uid, { width: 1440, height: 900 });
      if (height >= 1800) wrong.push(`${uid} is ${height} px high at 1440`);
      const [, width] = await sizeOf(uid, { width: 390, height: 844 });
      if (width > 390) wrong.push(`${uid} is ${width} px wide at 390`);
    }
    expect(wrong).toEqual([]);
  }, 600_000);

  test('on a phone no title is cut, and several numbers of one panel have the whole width', async () => {
    const wrong: string[] = [];
    for (const dashboard of dashboards) {
      const { uid = '' } = dashboard;
      await open(`/d/${uid}?from=now-24h&to=now`, phone);
      await section(drawn(dashboard)[0]?.title ?? '')
        .first()
        .waitFor();
      await unfold(page);
      await showAll(page);
      expect(await page.locator('section h2').count()).toBeGreaterThan(5);
      const cut = await page.evaluate<string[]>(
        `[...document.querySelectorAll('section h2')]
          .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)`,
      );
      wrong.push(...cut.map((title) => `${uid}: the title "${title}" is cut`));
      for (const { title = '', options } of drawn(dashboard)) {
        if ((options as { textMode?: string } | undefined)?.textMode !== 'value_and_name') continue;
        const width = (await section(title).first().boundingBox())?.width ?? 0;
        if (width < 350) wrong.push(`${uid}: ${title} is ${width} px wide`);
      }
      await page.context().close();
    }
    expect(wrong).toEqual([]);
  }, 600_000);

  test('a phone shows the first number without scrolling, and its filters behind a button', async () => {
    await open('/d/claude-code-overview?from=now-24h&to=now', phone);
    const today = section('Today').first();
    await today.waitFor();
    expect((await today.boundingBox())?.y).toBeLessThan(300);
    const project = page.getByRole('combobox', { name: 'Project' });
    expect(await project.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Filters' }).click();
    await project.waitFor();
  });

  test('the headlines say what Prometheus says', async () => {
    await open(`/d/claude-code-overview?${range()}`);
    await section('Cost').first().waitFor();
    await unfold(page);
    await showAll(page);
    for (const title of headlines) await showsTold(title);
  });

  test('an address as Grafana writes it brings the range and the variables along', async () => {
    await open(
      `/d/claude-code-overview/any-slug?${range(3 * day)}&var-project=payments&var-model=claude-opus-4-8`,
    );
    for (const title of ['Cost', 'Tokens'])
      await showsTold(title, 3 * day, { project: 'payments', model: 'claude-opus-4-8' });
  });

  test('a variable changes the numbers', async () => {
    await open(`/d/claude-code-overview?${range()}`);
    await showsTold('Cost');
    await page.getByRole('combobox', { name: 'Project' }).click();
    await page.getByRole('option', { name: 'payments' }).click();
    await page.keyboard.press('Tab');
    await showsTold('Cost', day, { project: 'payments' });
    expect(await told('Cost', day, { project: 'payments' })).not.toBe(await told('Cost'));
  });

  test('the range changes the numbers', async () => {
    await open(`/d/claude-code-overview?${range()}`);
    await showsTold('Cost');
    const before = await shown('Cost');
    await page.getByRole('button', { name: /Time range selected/ }).click();
    await page.getByText('Last 7 days', { exact: true }).click();
    await page.waitForURL(/from=now-7d&to=now/);
    await expect.poll(async () => (await shown('Cost')).value, patience).toBeGreaterThan(before.value);
  });

  test('Explore answers a question', async () => {
    await open(`/explore?${range()}`);
    await page.locator('.cm-content').click();
    await page.keyboard.type('sum(project:claude_code_session_count_total:sum)');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    const [answer] = await ask(demo.prometheus, {
      promql: 'sum(project:claude_code_session_count_total:sum)',
      start: now / 1000,
      end: now / 1000,
    });
    await page.getByRole('gridcell', { name: String(answer?.values[0]), exact: true }).waitFor();
    expect(errors).toEqual([]);
  });
});

/** What is wrong with a panel on the page, if anything. */
const troubleOf = async (
  uid: string,
  { title = '', fieldConfig, type }: Panel,
): Promise<readonly string[]> => {
  const name = `${uid.replace('claude-code-', '')}/${title}`;
  if (type === 'text') return [];
  const found = section(title);
  if ((await found.count()) === 0) return [`${name}: is not on the page`];
  const text = (await found.allInnerTexts()).join('\n');
  const quiet = fieldConfig?.defaults?.noValue;
  if (text.trim() === title && (await found.locator('canvas').count()) === 0) return [`${name}: is empty`];
  if (/No data/.test(text)) return [`${name}: No data`];
  return quiet && quiet.length > 1 && text.includes(quiet) ? [`${name}: ${quiet}`] : [];
};
