import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { defaults } from '../../src/config/schema.ts';
import { dashboardArtefacts } from '../../src/dashboards/artefacts.ts';
import { createApp } from '../../src/pages/app.ts';
import { readBundle } from '../../src/pages/bundle.ts';
import { findChromium, openBrowser } from './browser.ts';
import { dayMs } from './days.ts';
import { bundlePath, type Served, serve } from './serve.ts';

const chromium = await findChromium();
if (!chromium) console.warn('skipped: saving a board needs chromium');

const today = Math.floor(Date.now() / dayMs) * dayMs;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
/** Enough people worked on it; on the day before it one person did. */
const [sharedDay, ownDay] = [today - 2 * dayMs, today - 3 * dayMs];

const names: Readonly<Record<string, readonly string[]>> = {
  project: ['secret-project'],
  user: ['ines'],
  model: ['claude-opus-4-8', 'claude-of-one-person'],
};

/** What a Prometheus answers that knows a project, a person and two models. */
const answerTo = async (request: IncomingMessage): Promise<unknown> => {
  const { pathname } = new URL(request.url ?? '', 'http://prometheus');
  if (!/\/query(_range)?$/.test(pathname)) return [];
  const query = new URLSearchParams(await text(request)).get('query') ?? '';
  const by = /by \((project|model|user)\)/.exec(query)?.[1] ?? '';
  const [label] = pathname.endsWith('_range') ? ['values'] : ['value'];
  return {
    resultType: label === 'values' ? 'matrix' : 'vector',
    result: (names[by] ?? ['']).map((name) => ({
      metric: { ...(by && { [by]: name }), ...(query.includes('"when"') && { when: 'now' }) },
      ...(label === 'values'
        ? {
            values: [
              [ownDay / 1000, '77.25'],
              [sharedDay / 1000, '16.75'],
            ],
          }
        : { value: [Date.now() / 1000, '1480.5'] }),
    })),
  };
};

const everybody = [
  ['all', '', 6],
  ...[sharedDay, today - dayMs, today].map((day) => ['day', dayOf(day), 6]),
  ['model', 'claude-opus-4-8', 6],
];

describe.skipIf(!chromium)('a board that is saved to share', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'share-'));
  let groups: readonly unknown[] = everybody;
  let prometheus: Served;
  let ledger: Served;
  let pages: Served;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    for (const { path: name, text: json } of dashboardArtefacts(defaults(), ''))
      writeFileSync(path.join(folder, path.basename(name)), json);
    const send = (response: import('node:http').ServerResponse, answer: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    prometheus = await serve(async (request, response) => {
      send(response, { status: 'success', data: await answerTo(request) });
    });
    ledger = await serve(({ url = '' }, response) => {
      const isGroups = url.includes('/query/board-groups?');
      send(response, { columns: ['kind', 'name', 'people'], rows: isGroups ? groups : [], findings: [] });
    });
    const bundle = await readBundle(bundlePath);
    const urls = { prometheusUrl: prometheus.url, ledgerUrl: ledger.url };
    pages = await serve(createApp({ bundle, dashboards: folder, ...urls }));
    browser = await openBrowser(chromium as string);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await Promise.all([pages?.stop(), ledger?.stop(), prometheus?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(() => page.context().close());

  const open = async (choice = ''): Promise<void> => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 1800 }, timezoneId: 'UTC' });
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
    await page.goto(`${pages.url}/d/claude-code-overview?refresh=${choice}`);
    const project = page.locator('section', { hasText: 'Cost by project' });
    await project.getByText('secret-project').first().waitFor();
    await page.getByRole('button', { name: 'Refresh', exact: true }).waitFor();
  };

  const save = () => page.getByRole('button', { name: 'Save to share' }).click();

  it('has its numbers and its chart in one file, which opens without a network, and names nobody', async () => {
    await open();
    const [download] = await Promise.all([page.waitForEvent('download'), save()]);
    expect(download.suggestedFilename()).toMatch(/^claude-code-overview-\d{4}-\d\d-\d\d\.html$/);
    const file = path.join(folder, 'saved.html');
    await download.saveAs(file);
    const html = readFileSync(file, 'utf8');
    expect(html).toContain('$1,480.50');
    for (const hidden of [
      'secret-project',
      'ines',
      pages.url,
      'claude-of-one-person',
      dayOf(ownDay),
      '77.25',
    ])
      expect(html).not.toContain(hidden);
    expect(html).not.toMatch(/<script|javascript:| on\w+=|href=|src=|@import|url\(/i);

    const context = await browser.newContext({ offline: true });
    const saved = await context.newPage();
    const asked: string[] = [];
    saved.on('request', (request) => asked.push(request.url()));
    await saved.goto(`file://${file}`);
    await saved.getByRole('heading', { name: 'Claude Code / Overview' }).waitFor();
    const days = saved.locator('section', { has: saved.getByRole('heading', { name: 'Cost per day' }) });
    await days.getByText('claude-opus-4-8, total $16.75').waitFor();
    const bar = await days.locator('rect').first().boundingBox();
    expect(bar?.height).toBeGreaterThan(50);
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
    await context.close();
  });

  it('is refused where too few people worked, and says so', async () => {
    groups = [];
    await open();
    await save();
    await page.getByRole('alert').getByText('Too few people worked in this range').waitFor();
    groups = everybody;
  });

  it('is refused while the board is narrowed to a project, and says what to choose', async () => {
    await open('&var-project=secret-project');
    await save();
    await page.getByRole('alert').getByText('Choose All for Project').waitFor();
  });
});
