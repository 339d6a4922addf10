import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';

/** Where a test run leaves pictures to be looked at. */
export const pictures = path.resolve(import.meta.dirname, '..', '..', 'test-results');

export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 } };

/** Makes the window as high as the page, so that every panel is drawn, and waits until nothing is loading any more. */
export const showAll = async (page: Page): Promise<void> => {
  const size = page.viewportSize() ?? { width: 1280, height: 1000 };
  for (let last = 0, round = 0; round < 4; round += 1) {
    await page.waitForLoadState('networkidle');
    const height = Math.ceil(
      Number(
        await page.evaluate(
          'Math.max(...[document.documentElement, ...document.querySelectorAll("*")].map((e) => e.scrollHeight))',
        ),
      ),
    );
    if (height <= last) return;
    last = height;
    await page.setViewportSize({ width: size.width, height: Math.min(height, 12_000) });
  }
};

export const takePicture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
};
