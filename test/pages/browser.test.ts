import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/pages/app.ts';
import { readBundle } from '../../src/pages/bundle.ts';
import { freePort } from '../ports.ts';
import { programFor } from '../programs.ts';
import { findChromium, openBrowser } from './browser.ts';
import { type RunningPrometheus, startPrometheus } from './prometheus.ts';
import { bundlePath, type Served, samples, serve } from './serve.ts';

const chromium = await findChromium();
const [prometheusAtHand, promtoolAtHand] = [await programFor('prometheus'), await programFor('promtool')];
const missing = [
  !chromium && 'chromium',
  !prometheusAtHand && 'prometheus',
  !promtoolAtHand && 'promtool',
].filter(Boolean);
if (missing.length > 0) console.warn(`skipped: the viewer in a browser needs ${missing.join(', ')}`);

const patience = { timeout: 40_000 };

const end = Math.floor(Date.now() / 60_000) * 60 - 600;
const day = { from: (end - 86_400) * 1000, to: end * 1000 };
const range = `from=${day.from}&to=${day.to}`;

const cost = (selector = '', seconds = 86_400) => {
  const metric = `claude_code_cost_usage_USD_total${selector}`;
  return `sum(${metric}) - sum(${metric} offset ${seconds}s)`;
};

describe.skipIf(missing.length > 0)('the viewer in a browser', { timeout: 90_000 }, () => {
  let prometheus: RunningPrometheus;
  let viewer: Served;
  let alone: Served;
  let browser: Browser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    const started = await startPrometheus();
    if (!started || !chromium) throw new Error('the programs were there a moment ago');
    prometheus = started;
    const bundle = await readBundle(bundlePath);
    const app = (prometheusUrl: string) => createApp({ bundle, dashboards: samples, prometheusUrl });
    viewer = await serve(app(prometheus.url));
    const nobody = await serve(() => undefined);
    await nobody.stop();
    alone = await serve(app(nobody.url));
    browser = await openBrowser(chromium);
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all([viewer?.stop(), alone?.stop(), prometheus?.stop()]);
  });

  afterEach(() => page.context().close());

  async function open(path: string, options: BrowserContextOptions = {}, server = viewer): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, ...options });
    // Generous: on a loaded machine a page needs seconds, and nothing waits longer than it must.
    context.setDefaultTimeout(40_000);
    page = await context.newPage();
    errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto(`${server.url}${path}`);
  }

  const panel = (title: string) =>
    page.locator('section', { has: page.getByRole('heading', { name: title, exact: true }) });
  /** Waits until the headline says so. */
  const costShown = (expected: string) => panel('Cost').getByText(expected, { exact: true }).waitFor();
  const dollars = async (query: string, time = end) => `$${(await prometheus.ask(query, time)).toFixed(2)}`;

  it.each(['claude-code-overview', 'claude-code-cost'])('opens %s without an error', async (uid) => {
    await open(`/d/${uid}?${range}`);
    await page.waitForLoadState('networkidle');
    for (let y = 0; y < 2000; y += 400) await page.mouse.wheel(0, y);
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('alert').allInnerTexts()).toEqual([]);
    expect(errors).toEqual([]);
  });

  it('opens the overview first', async () => {
    await open('/');
    await page.waitForURL(/\/d\/claude-code-overview/);
    await expect.poll(() => page.title(), patience).toContain('Overview');
  });

  it('shows the number that Prometheus says', async () => {
    await open(`/d/claude-code-overview?${range}`);
    await costShown(await dollars(cost()));
  });

  it('takes range and variables from an address as Grafana writes it', async () => {
    await open(`/d/claude-code-overview/a-slug?${range}&var-model=claude-opus-4-5`);
    await costShown(await dollars(cost('{model="claude-opus-4-5"}')));
    await open(`/d/claude-code-overview?from=${(end - 3600) * 1000}&to=${end * 1000}`);
    await costShown(await dollars(cost('', 3600)));
  });

  it('changes the numbers and the address with a variable', async () => {
    await open(`/d/claude-code-overview?${range}`);
    await costShown(await dollars(cost()));
    await page.getByRole('combobox', { name: 'Model' }).click();
    await page.getByRole('option', { name: 'claude-haiku-4-5' }).click();
    await page.keyboard.press('Tab');
    await costShown(await dollars(cost('{model="claude-haiku-4-5"}')));
    expect(page.url()).toContain('var-model=claude-haiku-4-5');
  });

  it('changes the numbers and the address with the range', async () => {
    await open(`/d/claude-code-overview?${range}`);
    const before = await dollars(cost());
    await costShown(before);
    await page.getByRole('button', { name: /Time range selected/ }).click();
    await page.getByText('Last 1 hour', { exact: true }).click();
    await page.waitForURL(/from=now-1h&to=now/);
    await expect
      .poll(() => panel('Cost').textContent(), patience)
      .toSatisfy((text) => /\$\d+\.\d\d$/.test(String(text)) && !String(text).includes(before));
  });

  it('zooms where one drags over a curve', async () => {
    await open(`/d/claude-code-overview?${range}`);
    const plot = panel('Tokens by type').first().locator('.u-over');
    await plot.waitFor();
    const box = await plot.boundingBox();
    if (!box) throw new Error('the plot has no size');
    await page.mouse.move(box.x + box.width / 4, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + 40, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL((url) => url.searchParams.get('from') !== String(day.from));
    const { searchParams } = new URL(page.url());
    const [from, to] = [searchParams.get('from'), searchParams.get('to')].map((text) =>
      Date.parse(text ?? ''),
    );
    expect(((to ?? 0) - (from ?? 0)) / 3_600_000).toBeCloseTo(6, 0);
  });

  it('tells about every series under the cursor, and marks the moment in the other panels', async () => {
    await open(`/d/claude-code-overview?${range}`);
    const plot = panel('Cost by model').locator('.u-over');
    await plot.hover({ position: { x: 400, y: 50 } });
    await page.getByText('claude-sonnet-4-5').nth(2).waitFor();
    const other = panel('Tokens by type').first().locator('.u-cursor-x');
    expect(await other.evaluate((line) => line.style.transform)).not.toContain('-10');
  });

  it('sorts a table by the column one clicks', async () => {
    await open(`/d/claude-code-overview?${range}`);
    await panel('Tools')
      .scrollIntoViewIfNeeded()
      .catch(() => undefined);
    await page.mouse.wheel(0, 1200);
    const cells = () =>
      page
        .getByRole('gridcell')
        .filter({ hasText: /^(Bash|Edit|Read|Grep|WebFetch)$/ })
        .allInnerTexts();
    await page.getByRole('columnheader', { name: 'Tool', exact: true }).click();
    await expect.poll(cells, patience).toEqual(['Bash', 'Edit', 'Grep', 'Read', 'WebFetch']);
  });

  it('says what the dashboard says where there is no value', async () => {
    await open(`/d/claude-code-overview?${range}`);
    await panel('Blocked').getByText('Nothing blocked yet.').waitFor();
  });

  it('says what is wrong with a query, and which kinds of panels it cannot draw', async () => {
    await open('/d/broken');
    await panel('Bad query')
      .getByText(/unclosed left parenthesis/)
      .waitFor();
    await panel('Unknown kind').getByText('cannot draw panels of type “geomap”').waitFor();
  });

  it('follows a link with the range and the variables', async () => {
    await open(`/d/claude-code-overview?${range}&var-model=claude-opus-4-5`);
    await page.getByRole('button', { name: 'Cost', exact: true }).click();
    await page.waitForURL(/\/d\/claude-code-cost/);
    const { searchParams } = new URL(page.url());
    expect(searchParams.get('var-model')).toBe('claude-opus-4-5');
    expect(searchParams.get('from')).toBeTruthy();
  });

  it('answers a question typed into Explore, with completion', async () => {
    await open(`/explore?${range}`);
    await page.locator('.cm-content').click();
    await page.keyboard.type('sum(claude_code_sess', { delay: 20 });
    await page.getByRole('option', { name: /claude_code_session_count_total/ }).click();
    await page.keyboard.press('Enter');
    const sessions = await prometheus.ask('sum(claude_code_session_count_total)', end);
    await page.getByRole('gridcell', { name: String(sessions), exact: true }).waitFor();
    expect(page.url()).toContain('expr=');
    expect(errors).toEqual([]);
  });

  it('says what to do when Prometheus is not there', async () => {
    await open('/d/claude-code-overview', {}, alone);
    const problem = page.getByText('start-observability start', { exact: true });
    await problem.waitFor();
    await panel('Cost')
      .getByText(/cannot be reached/)
      .waitFor();
  });

  it('shows the numbers by itself once Prometheus is back', async () => {
    const port = await freePort();
    const bundle = await readBundle(bundlePath);
    const waiting = await serve(
      createApp({ bundle, dashboards: samples, prometheusUrl: `http://127.0.0.1:${port}` }),
    );
    await open(`/d/claude-code-overview?${range}`, {}, waiting);
    await panel('Cost')
      .getByText(/cannot be reached/)
      .waitFor();
    const back = createServer(async (request, response) => {
      const body = request.method === 'POST' ? await text(request) : undefined;
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await fetch(
        `${prometheus.url}${request.url}`,
        body ? { method: 'POST', body, headers } : {},
      );
      response.setHeader('content-type', 'application/json').end(await answer.text());
    });
    await new Promise<void>((resolve) => back.listen(port, '127.0.0.1', resolve));
    await page.getByRole('button', { name: 'Try again' }).click();
    await costShown(await dollars(cost()));
    expect(await page.getByText('Prometheus does not answer').count()).toBe(0);
    back.close();
    back.closeAllConnections();
    await waiting.stop();
  });

  it('follows the system’s theme until one is chosen, and remembers that', async () => {
    await open('/dashboards', { colorScheme: 'dark' });
    const theme = () => page.locator('html').getAttribute('data-theme');
    await expect.poll(theme, patience).toBe('dark');
    await page.getByRole('button', { name: 'Theme: system' }).click();
    await expect.poll(theme, patience).toBe('light');
    await page.reload();
    await expect.poll(theme, patience).toBe('light');
  });

  it('fits a phone, and nothing stands beside the page', async () => {
    await open(`/d/claude-code-overview?${range}`, { viewport: { width: 390, height: 844 } });
    await costShown(await dollars(cost()));
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  });

  it('can be used from the keyboard', async () => {
    await open('/dashboards');
    const card = page.getByRole('link', { name: 'Cost', exact: true });
    await card.waitFor();
    await page.keyboard.press('Tab');
    const focused = () => page.locator(':focus').textContent();
    expect(await focused()).toBe('Skip to content');
    await card.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/d\/claude-code-cost/);
  });
});
