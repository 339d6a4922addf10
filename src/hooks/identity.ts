import { createHash, createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Makes the keyed hashes of one installation. Without the key nobody can try guesses against what is stored. */
export interface Hasher {
  /** 16 hexadecimal digits; the same text gives the same ones on this installation only. */
  readonly hash: (...parts: readonly string[]) => string;
  /** Eight letters and digits that a person can type, for one exact call. */
  readonly code: (...parts: readonly string[]) => string;
}

/** Letters and digits that cannot be taken for one another. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

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
 * The key of this installation, from `<secrets>/redaction.key`, which the stack makes. When it cannot be read, a key of
 * this process: hashes then do not compare with earlier ones, and nothing else suffers.
 */
export const hasherFrom = (secrets: string): Hasher => {
  try {
    const key = readFileSync(path.join(secrets, 'redaction.key'));
    if (key.length >= 16) return hasherWith(key);
  } catch {
    // Falls through to a key of this process.
  }
  return hasherWith(randomBytes(32));
};

/** How a sender tells its deliveries apart. */
export type Delivery =
  /** The sender's own id: the same one again is the same event again. */
  | { readonly kind: 'id'; readonly id: string }
  /** The sender never sends twice, so two equal payloads are two events. */
  | { readonly kind: 'once'; readonly id: string }
  /** Nothing is known of the sender: an equal payload is the same event. */
  | { readonly kind: 'unknown' };

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * The key under which an event is counted once: session, event and tool call, where there is one, however it was
 * delivered; else the sender's id; else the payload itself.
 */
export const eventKey = (
  session: string,
  event: string,
  toolUseId: string | undefined,
  delivery: Delivery,
  body: unknown,
): string => {
  const own = () =>
    delivery.kind === 'unknown' ? sha256(JSON.stringify(body)).toString('hex') : delivery.id;
  const identity = toolUseId ? ['tool', toolUseId] : [delivery.kind, own()];
  return sha256([session, event, ...identity].join(separator))
    .toString('hex')
    .slice(0, 32);
};
