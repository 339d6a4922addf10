import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaults } from '../../src/config/schema.ts';
import { builtDashboards } from '../../src/dashboards/artefacts.ts';
import { panelsOf } from '../../src/dashboards/dashboard.ts';
import { scenarios } from '../captures/read.ts';
import { findChromium, openBrowser } from '../pages/browser.ts';
import { prepare, requestsOf, sendJson } from '../replay/replay.ts';

/** The boards in a browser, in the Grafana that `run.sh` started with the stack around it. */
const url = process.env['GRAFANA_URL'] ?? '';
const passwordFile = process.env['GRAFANA_PASSWORD_FILE'] ?? '';
const isThere = url !== '' && passwordFile !== '';
if (!isThere) console.warn('skipped: a real Grafana comes with test/grafana/run.sh');

const boards = builtDashboards(defaults());

describe.skipIf(!isThere)('in a real Grafana', () => {
  const password = isThere ? readFileSync(passwordFile, 'utf8').trim() : '';
  const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
  const api = async (path: string) => (await fetch(`${url}${path}`, { headers: { authorization } })).json();
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    const some = scenarios()
      .slice(0, 30)
      .map((scenario) => prepare(scenario, { shiftTo: Date.now() }));
    await sendJson(
      'http://127.0.0.1:4318',
      some.flatMap((scenario) => requestsOf(scenario)),
      { concurrency: 4, retryForMs: 60_000 },
    );
    browser = await openBrowser((await findChromium()) ?? '');
    const context = await browser.newContext({
      extraHTTPHeaders: { authorization },
      viewport: { width: 1600, height: 8000 },
    });
    page = await context.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
  });
  afterAll(() => browser?.close());

  test('every board is loaded, in its folder, and Prometheus answers as its data source', async () => {
    await expect
      .poll(
        async () => ((await api('/api/search?type=dash-db')) as { uid: string }[]).map(({ uid }) => uid),
        {
          timeout: 60_000,
        },
      )
      .toEqual(expect.arrayContaining(boards.map(({ uid }) => uid)));
    expect(await api('/api/datasources/uid/prometheus/health')).toMatchObject({ status: 'OK' });
  });

  test.each(boards.map((board) => [board.title, board] as const))(
    '%s shows its panels, and none with an error',
    async (_title, board) => {
      errors.length = 0;
      await page.goto(`${url}/d/${board.uid}?from=now-1h&to=now&kiosk`);
      const titles = (board.panels ?? []).flatMap(({ type, title }) => (type !== 'row' && title) || []);
      for (const title of titles)
        await page.getByRole('heading', { name: title, exact: true }).first().waitFor({ timeout: 60_000 });
      await expect
        .poll(() => page.getByLabel('Panel loading bar').count(), { timeout: 60_000, interval: 500 })
        .toBe(0);
      expect(await page.getByTestId(/Panel status error/).count()).toBe(0);
      expect(errors).toEqual([]);
      expect(panelsOf(board).length).toBeGreaterThan(0);
    },
  );
});
