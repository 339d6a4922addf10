import { createHash } from 'node:crypto';
import type { Database } from '../store/database.ts';

/** 63 bits, which a signed integer of SQLite holds. */
const hashOf = (key: string): bigint => createHash('sha256').update(key).digest().readBigUInt64BE() >> 1n;

/**
 * Gives SQL the function `origin_hash(number)`: what tells a sender apart whatever number the ledger gave it; 0 for none.
 * @returns reads the senders anew, which is needed before rows that name new ones are read
 */
export const defineOriginHash = (database: Database): (() => void) => {
  const hashes = new Map<number, bigint>();
  const known = new Map<string, bigint>();
  database.function('origin_hash', (number: unknown) => hashes.get(Number(number)) ?? 0n);
  const select = database.prepare('SELECT id, key FROM origins');
  return () => {
    hashes.clear();
    for (const { id, key } of select.iterate() as Iterable<{ id: number; key: string }>) {
      const hash = known.get(key) ?? hashOf(key);
      known.set(key, hash);
      hashes.set(id, hash);
    }
  };
};
