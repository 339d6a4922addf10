import { createHmac } from 'node:crypto';
import { readRedactionKey } from '../redaction/hash.ts';

/** Makes the keyed hashes of one installation. Without the key guesses cannot be tried against what is stored. */
export interface Hasher {
  /** 16 hexadecimal digits; the same text gives the same ones on this installation only. */
  readonly hash: (...parts: readonly string[]) => string;
  /** Eight letters and digits that a person can type, for one exact call. */
  readonly code: (...parts: readonly string[]) => string;
}

/** Letters and digits that cannot be taken for one another. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Between the parts of what is hashed, so that moving text from one to the next gives another hash. */
const separator = '\u0000';

export const hasherWith = (key: Buffer): Hasher => {
  const digest = (parts: readonly string[]) =>
    createHmac('sha256', key).update(parts.join(separator)).digest();
  return {
    hash: (...parts) => digest(parts).toString('hex', 0, 8),
    code: (...parts) => {
      const letters = [...digest(parts).subarray(0, 8)].map((byte) => alphabet[byte % 32]).join('');
      return `${letters.slice(0, 4)}-${letters.slice(4)}`;
    },
  };
};

/**
 * The hasher of this installation, by the key that the stack made.
 * @throws Failure when the key cannot be read: with another one at every start, codes and hashes would not compare.
 */
export const hasherFrom = (secrets: string): Hasher => hasherWith(Buffer.from(readRedactionKey(secrets)));
