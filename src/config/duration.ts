const unitMilliseconds: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  y: 365 * 86_400_000,
};

/** `15s`, `90d` in milliseconds. */
export const millisecondsOf = (duration: string): number =>
  Number(duration.slice(0, -1)) * (unitMilliseconds[duration.slice(-1)] ?? Number.NaN);
