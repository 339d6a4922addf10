import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../src/dashboards/dashboard.ts';
import { createApp } from '../../src/pages/app.ts';
import { readBundle } from '../../src/pages/bundle.ts';
import { bars, curves, perDay } from '../../src/panels/charts.ts';
import { heatmap, table, text } from '../../src/panels/tables.ts';
import { ranking, shares, stat } from '../../src/panels/values.ts';
import type { Signal } from '../../src/signals/signal.ts';
import { programFor } from '../programs.ts';
import { findChromium, openBrowser } from './browser.ts';
import { clickDay, dayMs, noonMidnight, noonZone } from './days.ts';
import { type RunningPrometheus, startPrometheus } from './prometheus.ts';
import { bundlePath, type Served, serve } from './serve.ts';

const chromium = await findChromium();
const missing = [
  !chromium && 'chromium',
  !(await programFor('prometheus')) && 'prometheus',
  !(await programFor('promtool')) && 'promtool',
].filter(Boolean);
if (missing.length > 0)
  console.warn(`skipped: how generated dashboards look in a browser needs ${missing.join(', ')}`);

const hash = `${'0123456789ab'}${'f'.repeat(52)}`;
const long = 'claude-opus-4-8-20260401[1m]';

/** A signal that says the same whenever it is asked. */
const signal = (title: string, expr: string, more: Partial<Signal> = {}): Signal => ({
  title,
  description: title,
  board: 'cost',
  unit: 'short',
  legend: title,
  expr: () => expr,
  ...more,
});

const labelled = (expr: string, label: string, value: string): string =>
  `label_replace(${expr}, "${label}", "${value}", "", "")`;

const byUser = { legend: '{{user}}' };
const person = labelled('vector(3)', 'user', hash);
const models = `${labelled('vector(70.5)', 'model', long)} or ${labelled('vector(20)', 'model', 'claude-haiku-4-5')}`;
const buckets = ['1', '5', '+Inf'].map((le, at) => labelled(`vector(${at + 1})`, 'le', le)).join(' or ');

/** The middle of the range that is shown: one series ends there. */
const noon = Math.floor(Date.now() / 1000) - 43_200;

const dashboard = build(
  {
    name: 'overview',
    openRows: 9,
    title: 'Claude Code / Looks',
    description: 'How panels look.',
    choices: [],
    rows: [
      {
        title: 'Values',
        panels: [
          stat(signal('Short', 'vector(8)')),
          stat(signal('Longer', 'vector(35) * 60', { unit: 's' })),
          stat(signal('High', 'vector(0)'), { height: 8 }),
          stat(signal('Exact', 'vector(0)', { unit: 'currencyUSD', decimals: 6 })),
          text('Words', 'What these words say is worth reading to the end, on a phone as well. '.repeat(3)),
        ],
      },
      {
        title: 'Parts',
        panels: [
          shares(signal('Models', models, { legend: '{{model}}', unit: 'currencyUSD' })),
          shares(signal('Nothing', 'vector(0)', { legend: 'none', noValue: 'Nothing was used.' })),
          ranking(signal('Leaders', person, byUser)),
        ],
      },
      {
        title: 'Charts',
        panels: [
          curves(signal('People over time', person, byUser), { width: 8 }),
          bars(
            [
              signal('always', 'vector(2)'),
              signal('before', `vector(1) and on () (vector(time()) < ${noon})`),
            ].map((one) => ({ ...one, noValue: 'Do something about it' })) as [Signal, Signal],
            { title: 'Gaps', width: 8 },
          ),
          perDay(
            [
              signal('every day', 'vector(2)'),
              signal('of late', `vector(1) and on () (vector(time()) > ${noon - 5 * 86_400})`),
            ],
            { title: 'Days', timeFrom: '30d', width: 24 },
          ),
          heatmap(signal('Spread', buckets, { legend: '{{le}}', unit: 's' }), { width: 8 }),
          table({
            title: 'People',
            description: 'People.',
            rows: { user: 'Person' },
            columns: [signal('Sessions', person, byUser)],
          }),
        ],
      },
    ],
  },
  () => false,
);

const wide = { width: 1280, height: 2600 };
const phone = { width: 390, height: 5000 };

describe.skipIf(missing.length > 0)('a generated dashboard in a browser', { timeout: 90_000 }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'viewer-looks-'));
  let prometheus: RunningPrometheus;
  let viewer: Served;
  let browser: Browser;
  let page: Page;

  const serveWith = async (prometheusUrl: string) =>
    serve(createApp({ bundle: await readBundle(bundlePath), dashboards: folder, prometheusUrl }));

  beforeAll(async () => {
    writeFileSync(
      path.join(folder, 'claude-code-looks.json'),
      JSON.stringify({ ...dashboard, uid: 'claude-code-looks', title: 'Claude Code / Looks' }),
    );
    writeFileSync(
      path.join(folder, 'claude-code-overview.json'),
      JSON.stringify({ ...dashboard, uid: 'claude-code-overview', title: 'Claude Code / Overview' }),
    );
    const started = await startPrometheus();
    if (!started || !chromium) throw new Error('the programs were there a moment ago');
    prometheus = started;
    viewer = await serveWith(prometheus.url);
    browser = await openBrowser(chromium);
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all([viewer?.stop(), prometheus?.stop()]);
    rmSync(folder, { recursive: true });
  });

  afterEach(() => page.context().close());

  const open = async (viewport: typeof wide, address = '/d/claude-code-looks', server = viewer) => {
    const context = await browser.newContext({ viewport, timezoneId: noonZone() });
    context.setDefaultTimeout(40_000);
    page = await context.newPage();
    await page.goto(`${server.url}${address}`);
  };

  const panel = (title: string) =>
    page.locator('section', { has: page.getByRole('heading', { name: title, exact: true }) }).first();

  const boxOf = async (title: string) => {
    const box = await panel(title).boundingBox();
    if (!box) throw new Error(`${title} is not on the page`);
    return box;
  };

  const sizeOf = (title: string, value: string): Promise<number> =>
    panel(title)
      .getByText(value, { exact: true })
      .first()
      .evaluate((element) =>
        Number.parseFloat(element.ownerDocument.defaultView.getComputedStyle(element).fontSize),
      );

  it('writes the numbers of one row in one size, and none larger', async () => {
    await open(wide);
    const sizes = [await sizeOf('Short', '8'), await sizeOf('High', '0'), await sizeOf('Longer', '35 min')];
    expect(new Set(sizes.map(Math.round)).size).toBe(1);
    expect(sizes[0]).toBeLessThanOrEqual(36);
  });

  it('writes no money at all as money', async () => {
    await open(wide);
    await panel('Exact').getByText('$0.00', { exact: true }).waitFor();
  });

  it('writes the names of models in full beside a ring', async () => {
    await open(wide);
    const name = panel('Models').getByTitle(long);
    await name.waitFor();
    const cut = await name.evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(cut).toBeLessThanOrEqual(0);
  });

  it('says what there is to say when every part of a whole is zero', async () => {
    await open(wide);
    await panel('Nothing').getByText('Nothing was used.').waitFor();
  });

  it('shows twelve digits of a hashed person: in bars, curves and tables', async () => {
    await open(wide);
    for (const title of ['Leaders', 'People over time', 'People']) {
      await panel(title).getByText('0123456789ab', { exact: true }).first().waitFor();
      expect(await panel(title).textContent()).not.toContain('fff');
    }
  });

  it('gives no advice in a tooltip where one of the series has nothing', async () => {
    await open(wide);
    const plot = panel('Gaps').locator('.u-over');
    await plot.waitFor();
    const { width } = (await plot.boundingBox()) ?? { width: 0 };
    await plot.hover({ position: { x: width - 60, y: 40 } });
    // Once in the legend, once in the tooltip.
    await page.getByText('always', { exact: true }).nth(1).waitFor();
    expect(await page.getByText('Do something about it').count()).toBe(0);
  });

  it.each([
    ['today', 0, 0.2],
    ['the afternoon of the day before yesterday', 2, 0.9],
    ['a day that one of the series has not', 20, 0.5],
  ])('leads from a bar to its day: %s', async (_, daysAgo, part) => {
    await open(wide);
    const plot = panel('Days').locator('.u-over');
    await plot.waitFor();
    // Of a stack the upper part: the series that has fewer days than the chart.
    await clickDay(page, plot, daysAgo, { part, height: 0.75 });
    const link = page.getByRole('link', { name: 'Cost: this day' });
    const url = new URL((await link.getAttribute('href')) ?? '', viewer.url);
    expect(url.searchParams.get('at')).toBe(String(noonMidnight() - daysAgo * dayMs));
  });

  it('tells about a cell of a heatmap on a ground of its own', async () => {
    await open(wide);
    const plot = panel('Spread').locator('.u-over');
    await plot.waitFor();
    const { width, height } = (await plot.boundingBox()) ?? { width: 0, height: 0 };
    await plot.hover({ position: { x: width - 60, y: height - 10 } });
    const header = page.getByText(/ – \d\d:\d\d:\d\d$/);
    await header.waitFor();
    const ground = await header.evaluate((element) => {
      const styleOf = (one: typeof element) => one.ownerDocument.defaultView.getComputedStyle(one);
      let box = element;
      while (box && styleOf(box).position !== 'fixed') box = box.parentElement;
      return box && styleOf(box).backgroundColor;
    });
    expect(ground).toMatch(/^rgb\(/);
  });

  it('puts numbers in twos on a phone, and everything else below each other', async () => {
    await open(phone);
    const [short, longer, high, exact] = [
      await boxOf('Short'),
      await boxOf('Longer'),
      await boxOf('High'),
      await boxOf('Exact'),
    ];
    expect([short.y, high.y]).toEqual([longer.y, exact.y]);
    expect(longer.x).toBeGreaterThan(short.x + short.width);
    expect(high.y).toBeGreaterThan(short.y + short.height);
    for (const title of ['Models', 'Leaders', 'People over time', 'People'])
      expect((await boxOf(title)).width).toBeGreaterThan(360);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  });

  it('shows all words on a phone', async () => {
    await open(phone);
    const words = panel('Words').locator('.markdown-html');
    await words.waitFor();
    expect(
      await words.evaluate((element) => element.scrollHeight - element.clientHeight),
    ).toBeLessThanOrEqual(0);
  });

  it('shows the chosen range on a phone', async () => {
    await open(phone);
    await page.getByText('Last 7 days', { exact: true }).waitFor();
  });

  it('lists dashboards by their own names, the one that opens first before the others', async () => {
    await open(wide, '/dashboards');
    await page.getByRole('link', { name: 'Overview', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: /^(Overview|Looks)$/ }).allInnerTexts()).toEqual([
      'Overview',
      'Looks',
    ]);
    expect(await page.getByText('claude-code', { exact: true }).count()).toBe(0);
  });

  it('says what to do on a stack that has not heard of anybody, until it has', async () => {
    let heard = false;
    const young = createServer(async (request, response) => {
      const asked = new URLSearchParams(await textOf(request)).get('query') ?? '';
      const isAsked = asked.includes('claude_code_ledger_starts_total');
      const result = isAsked && !heard ? [{ metric: {}, value: [0, '1'] }] : [];
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }));
    });
    await new Promise<void>((resolve) => young.listen(0, '127.0.0.1', resolve));
    const { port } = young.address() as { port: number };
    const server = await serveWith(`http://127.0.0.1:${port}`);
    try {
      await open(wide, '/d/claude-code-looks', server);
      await page.getByText('start-observability setup', { exact: true }).waitFor();
      heard = true;
      await page.getByTestId('newcomer').waitFor({ state: 'detached' });
    } finally {
      await server.stop();
      young.close();
      young.closeAllConnections();
    }
  });
});
