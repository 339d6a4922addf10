import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaults } from '../../src/config/schema.ts';
import { dashboardArtefacts } from '../../src/dashboards/artefacts.ts';
import { createApp } from '../../src/pages/app.ts';
import { readBundle } from '../../src/pages/bundle.ts';
import { findChromium, openBrowser } from './browser.ts';
import { bundlePath, type Served, serve } from './serve.ts';

const chromium = await findChromium();
if (!chromium) console.warn('skipped: following the links of boards needs chromium');

const worth: Readonly<Record<string, number>> = { shop: 12.5, payments: 4.25 };

/** What a Prometheus with two projects answers: the sum of those that the query selects, or each of them. */
const answerTo = async (request: IncomingMessage): Promise<unknown> => {
  const { pathname } = new URL(request.url ?? '', 'http://prometheus');
  if (!/\/query(_range)?$/.test(pathname))
    return pathname.includes('/label/project/') ? Object.keys(worth) : [];
  const query = new URLSearchParams(await text(request)).get('query') ?? '';
  const isMeant = new RegExp(`^(?:${/\bproject=~"([^"]*)"/.exec(query)?.[1] ?? '.*'})$`);
  const chosen = Object.entries(worth).filter(([project]) => isMeant.test(project));
  const when = query.includes('"when"') ? { when: 'now' } : {};
  const time = Date.now() / 1000;
  const series = /by \(project\)/.test(query)
    ? chosen.map(([project, value]) => ({ metric: { project }, value }))
    : [{ metric: when, value: chosen.reduce((sum, [, value]) => sum + value, 0) }];
  if (pathname.endsWith('_range'))
    return {
      resultType: 'matrix',
      result: series.map(({ metric, value }) => ({ metric, values: [[time, String(value)]] })),
    };
  return {
    resultType: 'vector',
    result: series.map(({ metric, value }) => ({ metric, value: [time, String(value)] })),
  };
};

describe.skipIf(!chromium)('a number of the overview that is clicked', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'links-'));
  let prometheus: Served;
  let pages: Served;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    for (const { path: name, text: json } of dashboardArtefacts(defaults(), ''))
      writeFileSync(path.join(folder, path.basename(name)), json);
    prometheus = await serve(async (request, response) => {
      const data = await answerTo(request);
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ status: 'success', data }));
    });
    const bundle = await readBundle(bundlePath);
    pages = await serve(createApp({ bundle, dashboards: folder, prometheusUrl: prometheus.url }));
    browser = await openBrowser(chromium as string);
    page = await browser.newPage({ viewport: { width: 1440, height: 1600 } });
    page.setDefaultTimeout(60_000);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await Promise.all([pages?.stop(), prometheus?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const section = (title: string): Locator =>
    page.locator('section', { has: page.getByRole('heading', { name: title, exact: true }) }).first();

  it('is the same on the board that it leads to', async () => {
    await page.goto(`${pages.url}/d/claude-code-overview`);
    await section('Cost').getByText('$16.75').first().waitFor();
    await section('Cost').getByRole('link').first().click();
    await page.waitForURL(/\/d\/claude-code-cost\?/);
    await section('In this range').getByText('$16.75').first().waitFor();
  });

  it('narrows that board to its project, where it is the same again', async () => {
    await page.goto(`${pages.url}/d/claude-code-overview`);
    await section('Cost by project').getByText('$4.25').first().waitFor();
    await section('Cost by project').getByRole('link').filter({ hasText: '$4.25' }).first().click();
    await page.waitForURL(/\/d\/claude-code-cost\?.*var-project=payments/);
    await section('In this range').getByText('$4.25').first().waitFor();
    expect(await section('In this range').getByText('$16.75').count()).toBe(0);
  });
});
