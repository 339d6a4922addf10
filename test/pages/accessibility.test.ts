import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/pages/app.ts';
import { readBundle } from '../../src/pages/bundle.ts';
import { programFor } from '../programs.ts';
import { seriousOf } from './axe.ts';
import { findChromium, openBrowser } from './browser.ts';
import { type RunningPrometheus, startPrometheus } from './prometheus.ts';
import { bundlePath, type Served, samples, serve } from './serve.ts';

const chromium = await findChromium();
const missing = [
  !chromium && 'chromium',
  !(await programFor('prometheus')) && 'prometheus',
  !(await programFor('promtool')) && 'promtool',
].filter(Boolean);
if (missing.length > 0) console.warn(`skipped: accessibility needs ${missing.join(', ')}`);

const session = {
  session_id: 'aaaaaaaa-1',
  project: 'shop',
  cost_nanodollars: 17e9,
  prompts: 2,
  started: 1e15,
};
const prompt = {
  id: 1,
  time: 1e15,
  name: 'user_prompt',
  session_id: 'aaaaaaaa-1',
  attributes: { prompt_length: 4 },
};
const saved = { name: 'tool-top', question: 'Which tools?', columns: { tool: 'Tool.' }, advice: 'None.' };

const answers: readonly (readonly [RegExp, unknown])[] = [
  [
    /\/sessions\/aaaa/,
    { session, models: [session], turns: [], toolCalls: [], files: [], timeline: [prompt], spans: [] },
  ],
  [/\/sessions/, { total: 1, rows: [session] }],
  [/\/events/, { rows: [prompt] }],
  [/\/tables/, [{ name: 'sessions', brief: 'One row a session.', columns: ['session_id'] }]],
  [/\/links/, {}],
  [/\/query\/tool-top/, { columns: ['tool'], rows: [['Bash']] }],
  [/\/query/, [saved]],
];

/** Each page, and what is there once it is drawn. */
const pages = [
  ['/d/claude-code-overview', 'canvas'],
  ['/dashboards', 'main a'],
  ['/explore?expr=up', '.cm-content'],
  ['/sessions', 'td'],
  ['/sessions/aaaaaaaa-1', 'main h1'],
  ['/events', 'td'],
  ['/queries', '[role=textbox]'],
  ['/queries/tool-top', 'td'],
  ['/d/none', 'main h1'],
] as const;

describe.skipIf(missing.length > 0)(
  'people who do not see the page, or do not use a mouse',
  { timeout: 120_000 },
  () => {
    let prometheus: RunningPrometheus;
    let ledger: Served;
    let viewer: Served;
    let browser: Browser;

    beforeAll(async () => {
      prometheus = (await startPrometheus()) as RunningPrometheus;
      ledger = await serve(({ url = '' }, response) => {
        const [, answer] = answers.find(([path]) => path.test(url)) ?? [];
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
      });
      const bundle = await readBundle(bundlePath);
      const urls = { prometheusUrl: prometheus.url, ledgerUrl: ledger.url };
      viewer = await serve(createApp({ bundle, dashboards: samples, ...urls }));
      browser = await openBrowser(chromium as string);
    });

    afterAll(async () => {
      await browser?.close();
      await Promise.all([viewer?.stop(), ledger?.stop(), prometheus?.stop()]);
    });

    const opened = async (at: string, drawn: string): Promise<Page> => {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 1000 },
        colorScheme: 'dark',
      });
      context.setDefaultTimeout(40_000);
      const page = await context.newPage();
      await page.goto(`${viewer.url}${at}`);
      await page.locator(drawn).first().waitFor();
      await page.waitForLoadState('networkidle');
      return page;
    };

    it.each(pages)('find nothing serious that axe-core knows on %s, dark and light', async (at, drawn) => {
      const page = await opened(at, drawn);
      expect(await page.locator('h1').count(), 'headings of the first level').toBe(1);
      expect(await seriousOf(page), 'dark').toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.locator('html[data-theme=light]').waitFor();
      await page.locator(drawn).first().waitFor();
      await page.waitForLoadState('networkidle');
      expect(await seriousOf(page), 'light').toEqual([]);
      await page.context().close();
    });

    it('read in words what a chart draws, and show it as a table', async () => {
      const page = await opened('/d/claude-code-overview', 'canvas');
      const chart = page.locator('section', {
        has: page.getByRole('heading', { name: 'Cost by model', exact: true }),
      });
      await expect.poll(() => chart.locator('p').first().textContent()).toMatch(/: .*highest/);
      await chart.hover();
      await chart.getByRole('button', { name: /^Menu/ }).click();
      await page.getByRole('menuitem', { name: 'Show as table, or back' }).click();
      await chart.getByRole('grid').waitFor();
      await page.context().close();
    });

    it('reach every control with the Tab key, and see where they are', async () => {
      const page = await opened('/sessions', 'td');
      const reached: string[] = [];
      for (let step = 0; step < 60; step += 1) {
        await page.keyboard.press('Tab');
        const focused = page.locator(':focus');
        // Beyond the last one the browser's own controls come.
        if ((await focused.count()) === 0) break;
        reached.push(await focused.ariaSnapshot());
      }
      for (const name of ['Skip to content', 'Dashboard', 'Events', 'Range', 'aaaaaaaa', 'Explore'])
        expect(reached.join('\n')).toContain(`"${name}"`);
      await page.context().close();
    });
  },
);
