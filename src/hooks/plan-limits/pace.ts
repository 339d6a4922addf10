/** A used share (1 is full) at a time in milliseconds. */
export interface Use {
  readonly at: number;
  readonly used: number;
}

/** How fast a limit fills, and when it is full if that goes on. Times in milliseconds since 1970. */
export interface Pace {
  /** Share an hour, by a line fitted through the whole window. */
  readonly perHour: number;
  /** Each only where it is before the reset. */
  readonly full: Readonly<Partial<Record<'earliest' | 'expected' | 'latest', number>>>;
}

const hour = 3_600_000;

/** Slope of the line with the least squares through the points, per millisecond; 0 where there are not two times. */
const slopeOf = (points: readonly Use[]): number => {
  const meanAt = points.reduce((sum, { at }) => sum + at, 0) / points.length;
  const meanUsed = points.reduce((sum, { used }) => sum + used, 0) / points.length;
  const square = points.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  const product = points.reduce((sum, { at, used }) => sum + (at - meanAt) * (used - meanUsed), 0);
  return square > 0 ? product / square : 0;
};

/** The mean slope from the first point to the last. */
const meanSlope = (points: readonly Use[]): number => {
  const [first, last] = [points[0], points.at(-1)];
  return first && last && last.at > first.at ? (last.used - first.used) / (last.at - first.at) : 0;
};

/** The last part of the window that counts as its recent pace. */
const recentPart = 1 / 5;

/**
 * The pace of the current window. The band is honest about what a straight line cannot know: its edges are the fastest
 * and the slowest of three paces, the fitted line, the mean of the whole window, and the mean of its last fifth.
 *
 * @param uses reports of this window in order of time, the newest last
 * @param began when nothing was used yet; undefined where that is not known
 */
export const paceOf = (uses: readonly Use[], began: number | undefined, resets: number): Pace => {
  const last = uses.at(-1);
  if (!last) return { perHour: 0, full: {} };
  const points = began === undefined ? uses : [{ at: began, used: 0 }, ...uses];
  const recentFrom = last.at - (last.at - (points[0]?.at ?? last.at)) * recentPart;
  // From the last report before it: what rests is not reported again and again.
  const firstRecent = points.findLastIndex(({ at }) => at <= recentFrom);
  const fitted = slopeOf(points);
  const paces = [fitted, meanSlope(points), meanSlope(points.slice(Math.max(0, firstRecent)))];
  const fullAt = (slope: number): number | undefined => {
    if (last.used >= 1) return last.at;
    const at = slope > 0 ? last.at + (1 - last.used) / slope : Number.POSITIVE_INFINITY;
    return at < resets ? Math.round(at) : undefined;
  };
  const bounds = {
    earliest: fullAt(Math.max(...paces)),
    expected: fullAt(fitted),
    latest: fullAt(Math.min(...paces)),
  };
  const full = Object.fromEntries(Object.entries(bounds).filter(([, at]) => at !== undefined));
  return { perHour: Math.max(0, fitted * hour), full };
};
