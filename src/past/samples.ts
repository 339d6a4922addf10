import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';

/** One time series on its way into Prometheus. Times are milliseconds since 1970. */
export interface PastSeries {
  /** `name{label="value"}`. */
  readonly id: string;
  /** The same for its opening balance (src/rules/openings.ts), where a rule keeps one. */
  readonly opening: string | undefined;
  /** Longer than this without a sample is a hole. */
  readonly hole: number;
  /** The newest sample; no time while there is none. */
  at: number;
  value: number;
}

/** A file of OpenMetrics, and the span of the block it becomes. */
export interface SampleFile {
  readonly path: string;
  readonly from: number;
}

export interface Samples {
  /** A counter as a scrape at `at` shows it. Like the ledger, it is shown as before, or as 0, after a hole. */
  readonly counter: (series: PastSeries, value: number, at: number, keepAlive: number) => void;
  readonly gauge: (series: PastSeries, value: number, at: number) => void;
  readonly end: () => void;
  readonly written: () => number;
}

/** The look-back of totals (src/promql/range.ts), and that of Prometheus itself. */
export const holes = { totals: 15 * 60_000, selectors: 5 * 60_000 } as const;
/** How long before a value is shown for the first time what was there before is shown. */
const lead = 30_000;
const bufferedBytes = 4 * 2 ** 20;

/** Prometheus' largest block, less than the month it allows: 2 h times a power of three. */
export const blockDuration = 486 * 3_600_000;

const text = (label: string): string =>
  label.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const idOf = (name: string, labels: readonly (readonly [string, string])[]): string =>
  labels.length === 0
    ? name
    : `${name}{${labels.map(([label, value]) => `${label}="${text(value)}"`).join(',')}}`;

export const seriesOf = (
  name: string,
  labels: readonly (readonly [string, string])[],
  { opening, hole = holes.totals }: { readonly opening?: string | undefined; readonly hole?: number } = {},
): PastSeries => ({
  id: idOf(name, labels),
  opening: opening === undefined ? undefined : idOf(opening, labels),
  hole,
  at: Number.NaN,
  value: 0,
});

/** Writes samples into `folder`, one file for each block; `complete` is called for each that will not grow any more. */
export const createSamples = (folder: string, complete: (file: SampleFile) => void): Samples => {
  const files = new Map<number, { readonly path: string; readonly handle: number; buffer: string }>();
  let written = 0;

  const flush = (from: number) => {
    const file = files.get(from);
    if (!file) return;
    writeSync(file.handle, file.buffer);
    file.buffer = '';
  };

  const finish = (from: number) => {
    const file = files.get(from);
    if (!file) return;
    file.buffer += '# EOF\n';
    flush(from);
    closeSync(file.handle);
    files.delete(from);
    complete({ path: file.path, from });
  };

  const fileAt = (at: number) => {
    const from = Math.floor(at / blockDuration) * blockDuration;
    const known = files.get(from);
    if (known) return { from, file: known };
    // Time goes forward; only the lead of the first samples may still lie before the border.
    for (const earlier of [...files.keys()].filter((start) => start < from - blockDuration)) finish(earlier);
    const name = path.join(folder, `${from}.om`);
    const file = { path: name, handle: openSync(name, 'w', 0o600), buffer: '' };
    files.set(from, file);
    return { from, file };
  };

  const write = (id: string, value: number, at: number) => {
    const { from, file } = fileAt(at);
    file.buffer += `${id} ${value} ${at / 1000}\n`;
    written += 1;
    if (file.buffer.length > bufferedBytes) flush(from);
  };

  const keep = (series: PastSeries, value: number, at: number) => {
    write(series.id, value, at);
    series.at = at;
    series.value = value;
  };

  return {
    counter: (series, value, at, keepAlive) => {
      const rested = at - series.at;
      if (value === series.value && rested < keepAlive) return;
      // Not `>=`: without a sample yet, `rested` is not a number.
      if (!(rested < series.hole)) {
        write(series.id, series.value, at - lead);
        if (series.opening) write(series.opening, series.value, at - lead);
      }
      keep(series, value, at);
    },
    gauge: keep,
    end: () => {
      for (const from of [...files.keys()]) finish(from);
    },
    written: () => written,
  };
};
