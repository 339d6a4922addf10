/** Small steps of an independent computation. */

export type Cell = string | number | null;
export type Rows = readonly (readonly Cell[])[];

export const groups = <Item>(
  items: readonly Item[],
  key: (item: Item) => readonly Cell[],
): readonly { key: readonly Cell[]; items: readonly Item[] }[] => {
  const found = new Map<string, { key: readonly Cell[]; items: Item[] }>();
  for (const item of items) {
    const parts = key(item);
    const name = JSON.stringify(parts);
    const group = found.get(name) ?? { key: parts, items: [] };
    group.items.push(item);
    found.set(name, group);
  }
  return [...found.values()];
};

export const sum = <Item>(items: readonly Item[], value: (item: Item) => number | undefined): number =>
  items.reduce((total, item) => total + (value(item) ?? 0), 0);
export const count = <Item>(items: readonly Item[], holds: (item: Item) => unknown): number =>
  items.filter(holds).length;
export const distinct = <Item>(items: readonly Item[], value: (item: Item) => unknown): number =>
  new Set(items.map(value).filter((found) => found !== undefined && found !== null)).size;
const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
export const round = (value: number | null, digits = 0): number | null =>
  value === null || !Number.isFinite(value) ? null : rounded(value, digits);
export const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
export const mean = <Item>(
  items: readonly Item[],
  value: (item: Item) => number | undefined,
): number | null => {
  const values = items.map(value).filter((found) => found !== undefined) as number[];
  return values.length === 0 ? null : values.reduce((total, one) => total + one, 0) / values.length;
};
/** The element that this share of the others lies below. */
export const quantile = (values: readonly number[], part: number): number | null => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length * Math.round(part * 100)) / 100)] ?? null;
};

const compareCells = (one: Cell, other: Cell): number => {
  if (one === other) return 0;
  if (one === null) return -1;
  if (other === null) return 1;
  return one < other ? -1 : 1;
};

/** Sorts by columns: `-1` is the first one, falling; `2` the second one, rising. */
export const sorted = (rows: Rows, ...by: readonly number[]): Rows =>
  rows.toSorted((one, other) => {
    for (const column of by) {
      const order =
        compareCells(one[Math.abs(column) - 1] ?? null, other[Math.abs(column) - 1] ?? null) *
        Math.sign(column);
      if (order !== 0) return order;
    }
    return 0;
  });

const at = (milliseconds: number): Date => new Date(milliseconds);
const two = (value: number): string => String(value).padStart(2, '0');
export const dayOf = (milliseconds: number): string => {
  const date = at(milliseconds);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};
export const hourOf = (milliseconds: number): number => at(milliseconds).getHours();
export const weekdayOf = (milliseconds: number): number => at(milliseconds).getDay() || 7;
export const iso = (milliseconds: number): string => `${at(milliseconds).toISOString().slice(0, 19)}Z`;
/** ISO week, counted from the first of January by hand. */
export const weekOf = (milliseconds: number): string => {
  const date = at(milliseconds);
  const thursday = new Date(
    date.getFullYear(),
    date.getMonth(),
    date.getDate() + 4 - weekdayOf(milliseconds),
    12,
  );
  const start = new Date(thursday.getFullYear(), 0, 1);
  const days = Math.round(
    (new Date(thursday.getFullYear(), thursday.getMonth(), thursday.getDate()).getTime() - start.getTime()) /
      86_400_000,
  );
  return `${thursday.getFullYear()}-W${two(Math.floor(days / 7) + 1)}`;
};
