import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { instant } from '../src/prometheus/api.ts';
import { runDemo } from '../test/e2e/demo.ts';
import { findChromium, openBrowser } from '../test/pages/browser.ts';
import { until } from '../test/pages/prometheus.ts';

/**
 * `npm run screenshots`: the pictures of the README, from the demo, in a real Chromium. They show a week, because a
 * day of a team that just came to work is mostly night.
 */
const folder = path.resolve(import.meta.dirname, '..', 'docs', 'images');
const shots = [
  { name: 'overview', height: 1086 },
  { name: 'cost', height: 1052 },
  { name: 'security', height: 976 },
] as const;

const chromium = await findChromium();
if (!chromium) {
  console.error('There is no Chromium: install it, or set CHROMIUM to its path.');
  process.exit(1);
}

/** Whether the demo's services have reported since they were started; before, what is pushed looks stale. */
const isFresh = async (prometheus: string): Promise<boolean> =>
  (await instant(prometheus, 'time() - max(push_time_seconds) < 30')).length > 0;

const demo = await runDemo(30);
try {
  await until('the first push', () => isFresh(demo.prometheus), 120_000);
  mkdirSync(folder, { recursive: true });
  const browser = await openBrowser(chromium);
  for (const { name, height } of shots) {
    const context = await browser.newContext({ viewport: { width: 1280, height }, colorScheme: 'dark' });
    const page = await context.newPage();
    await page.goto(`${new URL(demo.page).origin}/d/claude-code-${name}?from=now-7d&to=now`);
    await page.locator('section').first().getByText(/\d/).first().waitFor();
    await page.waitForLoadState('networkidle');
    // Charts are drawn a moment after their data came.
    await page.waitForTimeout(1500);
    const file = path.join(folder, `${name}.png`);
    await page.screenshot({ path: file });
    console.log(`${path.relative(process.cwd(), file)}: ${Math.round(statSync(file).size / 1000)} kB`);
    await context.close();
  }
  await browser.close();
} finally {
  await demo.end();
}
