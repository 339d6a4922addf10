import type { Locator, Page } from 'playwright-core';

export const dayMs = 86_400_000;

/** A time zone in which it is about noon now: a chart has half a bar for the present day, whenever the test runs. */
export const noonZone = (): string => {
  const west = new Date().getUTCHours() - 12;
  return `Etc/GMT${west < 0 ? west : `+${west}`}`;
};

/** When the present day began in that zone. */
export const noonMidnight = (): number => {
  const west = new Date().getUTCHours() - 12;
  return Math.floor((Date.now() - west * 3_600_000) / dayMs) * dayMs + west * 3_600_000;
};

/**
 * Clicks a day's bar in a chart of the last thirty days that end now.
 * @param daysAgo 0 for today
 * @param part of the day, 0 to 1: where in the bar
 * @param height of the chart, 0 at the bottom
 */
export const clickDay = async (
  page: Page,
  plot: Locator,
  daysAgo: number,
  { part = 0.25, height = 0.03 }: { readonly part?: number; readonly height?: number } = {},
): Promise<void> => {
  const box = await plot.boundingBox();
  if (!box) throw new Error('the chart is not on the page');
  const moment = noonMidnight() + (part - daysAgo) * dayMs;
  const x = box.x + box.width * (1 - (Date.now() - moment) / (30 * dayMs));
  const y = box.y + box.height * (1 - height);
  await page.mouse.move(x, y);
  await page.mouse.click(x, y);
};
