import { createHash } from 'node:crypto';

/** Draws that are the same for the same seed, on every machine. */
export interface Random {
  /** From 0 to below 1. */
  readonly next: () => number;
  readonly between: (low: number, high: number) => number;
  readonly whole: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** A key of the table, as often as its weight says. */
  readonly weighted: <Key extends string>(table: Readonly<Record<Key, number>>) => Key;
  /** Log-normal around a median: most are near, a few are far above. */
  readonly around: (median: number, spread?: number) => number;
  readonly uuid: () => string;
}

/** mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
const mulberry32 = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const randomOf = (...seed: readonly (string | number)[]): Random => {
  const next = mulberry32(createHash('sha256').update(seed.join('\n')).digest().readInt32LE());
  const between = (low: number, high: number) => low + next() * (high - low);
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1));
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join('');
  return {
    next,
    between,
    whole,
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] as (typeof items)[number],
    weighted: (table) => {
      const entries = Object.entries(table) as [keyof typeof table, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key;
      }
      return (entries.at(-1) as [keyof typeof table, number])[0];
    },
    around: (median, spread = 0.5) => median * Math.exp(normal() * spread),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  };
};
