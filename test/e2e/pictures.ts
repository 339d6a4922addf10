import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';

/** Where a test run leaves pictures to be looked at. */
export const pictures = path.resolve(import.meta.dirname, '..', '..', 'test-results');

export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 } };

/** Waits until no query has been under way for a second: the button cancels while one is. */
export const settled = async (page: Page): Promise<void> => {
  const refresh = page.getByRole('button', { name: 'Refresh', exact: true }).first();
  for (let calm = 0; calm < 4; calm += 1) {
    if (!(await refresh.isVisible())) calm = -1;
    await page.waitForTimeout(250);
  }
  await page.waitForLoadState('networkidle');
};

const heightOf = async (page: Page): Promise<number> =>
  Number(
    await page.evaluate(
      'Math.ceil(Math.max(...[...document.querySelectorAll("*")].map((element) => element.scrollHeight)))',
    ),
  );

/** Opens every row that is folded. */
export const unfold = async (page: Page): Promise<void> => {
  const folded = page.getByRole('button', { name: /^Expand row/ });
  while ((await folded.count()) > 0) await folded.first().click();
};

/** Makes the window as high as the page, so that every panel is drawn, and waits until all have what they asked for. */
export const showAll = async (page: Page): Promise<void> => {
  await settled(page);
  const { width } = page.viewportSize() ?? { width: 1280 };
  await page.setViewportSize({ width, height: Math.min(await heightOf(page), 12_000) });
  await settled(page);
};

export const takePicture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
};
