const [minute, hour, day] = [60, 3600, 86_400];

/** The larger unit of a length and what each of its two units has, in seconds. */
const pairs = [
  [day, 'd', hour, 'h'],
  [hour, 'h', minute, 'min'],
  [minute, 'min', 1, 's'],
] as const;

/** A value as the library's formats hand it over: panels may draw the unit smaller. */
interface Written {
  readonly text: string;
  readonly suffix?: string;
}

/** A minute and longer, in two units; undefined where it is less. */
const inTwoUnits = (size: number, longest: number): string | undefined => {
  for (const [large, name, small, smallName] of pairs) {
    const whole = Math.round(size / small) * small;
    if (large > longest || whole < large) continue;
    const rest = (whole % large) / small;
    return `${Math.floor(whole / large)} ${name}${rest ? ` ${rest} ${smallName}` : ''}`;
  }
  return undefined;
};

/**
 * A length of time as people write it: `5 h 54 min`, `2 min`, `7.74 s`, `41.4 ms`. The library writes `5h:54m`,
 * `5.9 hours` and `1 mins`.
 * @param longest no unit above this one, in seconds
 */
const duration =
  (longest: number, digits: number) =>
  (seconds: number): Written => {
    // A step without a value comes as null.
    if (!Number.isFinite(seconds ?? Number.NaN)) return { text: '' };
    const [size, sign] = [Math.abs(seconds), seconds < 0 ? '-' : ''];
    const long = inTwoUnits(size, longest);
    if (long !== undefined) return { text: sign + long };
    const [value, suffix] = size < 1 && size > 0 ? [size * 1000, ' ms'] : [size, ' s'];
    return { text: `${sign}${Number(value.toPrecision(digits))}`, suffix };
  };

/** What the library calls its formats: seconds, and time that is added up, of which a day has no more than 24 hours. */
export const durations = { s: duration(day, 3), clocks: duration(hour, 2) } as const;
