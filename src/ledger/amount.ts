import type { Scale } from '../catalogue/metric.ts';

export type AmountRefusal =
  | 'not_a_number'
  | 'negative'
  | 'fraction'
  | 'too_large'
  | 'no_time'
  | 'unknown_metric'
  | 'wrong_type'
  | 'malformed';

/** A reason why a number cannot be counted. */
export interface RefusedAmount {
  readonly refused: AmountRefusal;
}

/** Numbers come as doubles, as integers, and (64-bit in JSON, and in the wild) as strings. */
export const numberOf = (value: unknown): number =>
  typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;

/**
 * A number as an integer of `scale` parts: 0.00005283 USD are 52 830 nano-dollars. Rounding takes away the noise of
 * the client's floating-point sums; for plain counts a fraction is refused, for it would be lost.
 */
export const amountOf = (value: unknown, scale: Scale, worth = 1): number | RefusedAmount => {
  const number = numberOf(value);
  if (!Number.isFinite(number)) return { refused: 'not_a_number' };
  if (number < 0) return { refused: 'negative' };
  const amount = Math.round(number * worth * scale);
  if (!Number.isSafeInteger(amount)) return { refused: 'too_large' };
  if (scale === 1 && worth === 1 && amount !== number) return { refused: 'fraction' };
  return amount;
};

/** What the store's 64-bit integers hold: nine billion dollars in nano-dollars. */
const largestInteger = 2n ** 63n - 1n;

/** The same for a counter of a client, which has no ceiling: $9,007,199 in nano-dollars is past a double's integers. */
export const countedOf = (value: unknown, scale: Scale): bigint | RefusedAmount => {
  const amount = amountOf(value, scale);
  if (typeof amount === 'number') return BigInt(amount);
  const scaled = Math.round(numberOf(value) * scale);
  if (amount.refused !== 'too_large' || !Number.isFinite(scaled)) return amount;
  return BigInt(scaled) > largestInteger ? amount : BigInt(scaled);
};

/**
 * Nanoseconds since 1970, as OTLP has them (a decimal string, at times a number), in microseconds: the finest step
 * that a double holds exactly. NaN when it is missing or senseless.
 */
export const microseconds = (nanoseconds: unknown): number => {
  const text = String(nanoseconds ?? '');
  if (!/^\d{1,20}$/.test(text)) return Number.NaN;
  const value = text.length > 3 ? Number(text.slice(0, -3)) : 0;
  return value > 0 && Number.isSafeInteger(value) ? value : Number.NaN;
};
