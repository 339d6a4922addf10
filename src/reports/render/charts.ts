import { type Markup, markup, nothing } from './markup.ts';

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** The value as people read it. */
  readonly text: string;
}

const width = 720;

/** A round number at or above the largest value, so that the axis has a name. */
const roundAbove = (value: number): number => {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= value) ?? 10 * power;
};

const columnHeight = 160;
const left = 56;
const mostNames = 8;

/** Values over time: a column for each day. */
export const columnChart = (bars: readonly Bar[], axis: (value: number) => string): Markup => {
  const top = roundAbove(Math.max(0, ...bars.map(({ value }) => value)));
  const step = (width - left) / Math.max(1, bars.length);
  const every = Math.ceil(bars.length / mostNames);
  const lines = [0, 0.5, 1].map((part) => {
    const y = 10 + columnHeight * (1 - part);
    return markup`<line class="grid" x1="${left}" x2="${width}" y1="${y}" y2="${y}"/><text class="axis" x="${left - 6}" y="${y + 4}" text-anchor="end">${axis(top * part)}</text>`;
  });
  const columns = bars.map(({ name, value, text }, index) => {
    const height = Math.max(0, (value / top) * columnHeight);
    const x = left + index * step + step * 0.15;
    return markup`<rect class="bar" x="${x.toFixed(1)}" y="${(10 + columnHeight - height).toFixed(1)}" width="${(step * 0.7).toFixed(1)}" height="${height.toFixed(1)}"><title>${name}: ${text}</title></rect>`;
  });
  const names = bars.map(({ name }, index) =>
    index % every === 0
      ? markup`<text class="axis" x="${(left + (index + 0.5) * step).toFixed(1)}" y="${columnHeight + 28}" text-anchor="middle">${name.slice(5)}</text>`
      : nothing,
  );
  return markup`<svg viewBox="0 0 ${width} ${columnHeight + 36}" role="img" aria-label="Columns by day">${lines}${columns}${names}</svg>`;
};

const rowHeight = 24;
const nameWidth = 200;
const valueWidth = 90;
const mostBars = 12;
const nameCharacters = 28;

/** Values side by side: a bar for each name. */
export const barChart = (bars: readonly Bar[]): Markup => {
  const shown = bars.slice(0, mostBars);
  const top = Math.max(0, ...shown.map(({ value }) => value)) || 1;
  const room = width - nameWidth - valueWidth;
  const rows = shown.map(({ name, value, text }, index) => {
    const y = index * rowHeight;
    const length = Math.max(1, (Math.max(0, value) / top) * room);
    const short = name.length > nameCharacters ? `${name.slice(0, nameCharacters - 1)}…` : name;
    return markup`<text class="name" x="${nameWidth - 8}" y="${y + 16}" text-anchor="end">${short}<title>${name}</title></text><rect class="bar" x="${nameWidth}" y="${y + 5}" width="${length.toFixed(1)}" height="14"><title>${name}: ${text}</title></rect><text class="value" x="${(nameWidth + length + 6).toFixed(1)}" y="${y + 16}">${text}</text>`;
  });
  return markup`<svg viewBox="0 0 ${width} ${Math.max(1, shown.length) * rowHeight}" role="img" aria-label="Bars">${rows}</svg>`;
};
