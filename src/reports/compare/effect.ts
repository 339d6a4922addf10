/** How two groups of sessions differ in one number. */
export interface Effect {
  readonly before: number;
  readonly after: number;
  /** Cliff's delta: between -1 (all lower afterwards) and 1 (all higher). */
  readonly delta: number | null;
  readonly size: 'none' | 'small' | 'medium' | 'large' | null;
  /** Chance that groups which do not differ look as different as these. */
  readonly chance: number | null;
  readonly verdict: 'too few sessions to say' | 'no difference beyond chance' | 'lower' | 'higher';
}

/** Below this the normal approximation of the test does not hold, and one odd session decides. */
export const fewestSessions = 10;
const significant = 0.05;

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
};

/** Complementary error function, within 1.2e-7 (Numerical Recipes, erfcc). */
const erfc = (x: number): number => {
  const t = 1 / (1 + x / 2);
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
    -0.82215223, 0.17087277,
  ];
  const sum = terms.reduceRight((total, term) => total * t + term, 0);
  return t * Math.exp(-x * x + sum);
};

/** Ranks of all values, equal ones sharing theirs; and the correction for ties. */
const ranksOf = (values: readonly number[]) => {
  const order = values
    .map((value, index) => ({ value, index }))
    .sort((one, other) => one.value - other.value);
  const ranks = new Array<number>(values.length).fill(0);
  let ties = 0;
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (order[last + 1]?.value === order[first]?.value) last += 1;
    const count = last - first + 1;
    for (let at = first; at <= last; at += 1) ranks[order[at]?.index ?? 0] = (first + last) / 2 + 1;
    ties += count ** 3 - count;
    first = last + 1;
  }
  return { ranks, ties };
};

const sizeOf = (delta: number): Effect['size'] => {
  // Romano et al. 2006: what Cohen's small, medium and large are as Cliff's delta.
  const amount = Math.abs(delta);
  if (amount < 0.147) return 'none';
  if (amount < 0.33) return 'small';
  return amount < 0.474 ? 'medium' : 'large';
};

/**
 * Compares by ranks (Mann-Whitney U with correction for ties, Cliff's delta): costs and durations have a few very large
 * values, which would decide a comparison of means.
 */
export const effectOf = (before: readonly number[], after: readonly number[]): Effect => {
  const medians = { before: median(before), after: median(after) };
  const [n, m] = [before.length, after.length];
  if (n < fewestSessions || m < fewestSessions)
    return { ...medians, delta: null, size: null, chance: null, verdict: 'too few sessions to say' };
  const { ranks, ties } = ranksOf([...before, ...after]);
  const rankSum = ranks.slice(n).reduce((sum, rank) => sum + rank, 0);
  const u = rankSum - (m * (m + 1)) / 2;
  const delta = (2 * u) / (n * m) - 1;
  const all = n + m;
  const spread = Math.sqrt(((n * m) / 12) * (all + 1 - ties / (all * (all - 1))));
  const z = spread === 0 ? 0 : Math.max(0, Math.abs(u - (n * m) / 2) - 0.5) / spread;
  const chance = spread === 0 ? 1 : Math.min(1, erfc(z / Math.SQRT2));
  const size = sizeOf(delta);
  const verdict =
    chance >= significant || size === 'none' ? 'no difference beyond chance' : delta > 0 ? 'higher' : 'lower';
  return { ...medians, delta, size, chance, verdict };
};
