import type { styleText } from 'node:util';

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;
const heights = '▁▂▃▄▅▆▇█';

/** What came over the network must not move the cursor. */
const clean = (text: string): string => text.replaceAll(/[\p{C}\p{Z}]/gu, ' ');

/** Exactly `width` columns: cut with an ellipsis, or filled up. */
export const cut = (text: string, width: number): string => {
  const letters = [...clean(text)];
  if (letters.length > width) return width < 1 ? '' : `${letters.slice(0, width - 1).join('')}…`;
  return letters.join('') + ' '.repeat(width - letters.length);
};

export const cutLeft = (text: string, width: number): string => {
  const shown = cut(text, Math.min(width, [...text].length));
  return ' '.repeat(Math.max(0, width - [...shown].length)) + shown;
};

/** A bar of `width` columns, `share` (0 to 1) of it filled, right to an eighth of a column. */
export const bar = (share: number, width: number): string => {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  // Whatever is not nothing is seen.
  const parts = share > 0 ? Math.max(1, filled) : 0;
  const text = '█'.repeat(Math.floor(parts / 8)) + (eighths[parts % 8] ?? '');
  return text + ' '.repeat(width - text.length);
};

/** One column for each group of values, as high as their sum against the highest; the newest at the right. */
export const sparkline = (values: readonly number[], width: number): string => {
  const columns = Math.min(width, values.length);
  if (columns < 1) return '';
  const group = Math.ceil(values.length / columns);
  const sums: number[] = [];
  for (let end = values.length; end > 0 && sums.length < columns; end -= group)
    sums.unshift(values.slice(Math.max(0, end - group), end).reduce((sum, value) => sum + value, 0));
  const highest = Math.max(...sums);
  const line = sums.map((value) =>
    value <= 0 ? ' ' : heights[Math.min(7, Math.ceil((value / highest) * 8) - 1)],
  );
  return line.join('').padStart(width);
};

/** `$14.20`; from a thousand on without cents, and `<$0.01` for what is less than a cent. */
export const dollars = (amount: number): string =>
  amount > 0 && amount < 0.005
    ? '<$0.01'
    : `$${amount.toLocaleString('en', amount >= 1000 ? { maximumFractionDigits: 0 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

const steps = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** `12.3k`, `4.56M`: three figures. */
export const count = (value: number): string => {
  // 999,950 would round up to 1000k.
  const step = steps.find(([size]) => value >= size * 0.9995);
  if (!step) return String(Math.round(value));
  const [size, unit] = step;
  return `${(value / size).toPrecision(3)}${unit}`;
};

/** `8 s`, `12 min`, `3 h`, `4 d`. */
export const span = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`;
};
