import { stat } from 'node:fs/promises';
import type { BrowserContext } from 'playwright-core';
import { createApp } from '../src/pages/app.ts';
import { readBundle } from '../src/pages/bundle.ts';
import { findChromium, openBrowser } from '../test/pages/browser.ts';
import { startPrometheus } from '../test/pages/prometheus.ts';
import { bundlePath, samples, serve } from '../test/pages/serve.ts';
import type { Row } from './row.ts';

const loads = 5;

/** Milliseconds until a page with nothing on it is there: what the browser and the machine need in any case. */
async function loadEmpty(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  const start = performance.now();
  await page.goto(url);
  const taken = performance.now() - start;
  await page.close();
  return taken;
}

/** Bytes of script as they were sent. */
const scriptBytes =
  'performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".js")).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)';

interface Loaded {
  readonly first: number;
  readonly idle: number;
  readonly script: number;
}

/** Milliseconds until the first number stands on the page, and until the last answer came. */
async function load(context: BrowserContext, url: string): Promise<Loaded> {
  const page = await context.newPage();
  const start = performance.now();
  await page.goto(url);
  await page.locator('section').first().getByText(/\d/).first().waitFor();
  const first = performance.now() - start;
  await page.waitForLoadState('networkidle');
  const idle = await page.evaluate(
    'Math.max(...performance.getEntriesByType("resource").map((one) => one.responseEnd))',
  );
  const script = Number(await page.evaluate(scriptBytes));
  await page.close();
  return { first, idle: Number(idle), script };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** A dashboard of thirteen panels in a real browser; empty, with the reason printed, where programs are missing. */
export async function benchViewer(): Promise<readonly Row[]> {
  const chromium = await findChromium();
  const prometheus = chromium ? await startPrometheus() : undefined;
  if (!chromium || !prometheus) {
    console.warn('skipped: the viewer needs chromium, prometheus and promtool');
    return [];
  }
  const bundle = await readBundle(bundlePath);
  const viewer = await serve(createApp({ bundle, dashboards: samples, prometheusUrl: prometheus.url }));
  const browser = await openBrowser(chromium);
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 1600 } });
    const url = `${viewer.url}/d/claude-code-overview`;
    const cold = await load(context, url);
    const warm: Loaded[] = [];
    const empty: number[] = [];
    for (let count = 0; count < loads; count++) {
      empty.push(await loadEmpty(context, `${viewer.url}/ready`));
      warm.push(await load(context, url));
    }
    return [
      { what: 'viewer: archive', value: (await stat(bundlePath)).size / 1024, unit: 'KiB' },
      { what: 'viewer: script of a board', value: cold.script / 1000, unit: 'kB', bar: '< 600' },
      { what: 'viewer: empty page', value: median(empty), unit: 'ms' },
      { what: 'viewer: first number, cold', value: cold.first, unit: 'ms' },
      {
        what: 'viewer: first number, warm',
        value: median(warm.map(({ first }) => first)),
        unit: 'ms',
        bar: '< 1,500',
      },
      {
        what: 'viewer: last answer, warm, 13 panels',
        value: median(warm.map(({ idle }) => idle)),
        unit: 'ms',
        bar: '< 3,000',
      },
    ];
  } finally {
    await browser.close();
    await Promise.all([viewer.stop(), prometheus.stop()]);
  }
}
