const units: Readonly<Record<string, number>> = {
  s: 1e6,
  m: 60e6,
  h: 3600e6,
  d: 86_400e6,
  w: 7 * 86_400e6,
  y: 365 * 86_400e6,
};

/** A duration back from now (`24h`, `7d`), a date, or `all`, in microseconds since 1970; NaN where it is none of them. */
export const momentOf = (text: string, now: number = Date.now()): number => {
  if (text === 'all') return 0;
  const [, amount, unit = ''] = /^(\d{1,6})([smhdwy])$/.exec(text) ?? [];
  return amount ? now * 1000 - Number(amount) * (units[unit] as number) : Date.parse(text) * 1000;
};
