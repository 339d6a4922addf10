import { createHash, createHmac, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

const readKey = (file: string): string | undefined => {
  try {
    const key = readFileSync(file, 'utf8').trim();
    return /^[0-9a-f]{64}$/.test(key) ? key : undefined;
  } catch {
    return undefined;
  }
};

/** The service and an entry may both be first: whoever links its key into place wins, and both use that one. */
const makeKey = (file: string): string | undefined => {
  const fresh = `${file}.${process.pid}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(fresh, randomBytes(32).toString('hex'), { mode: 0o600 });
    linkSync(fresh, file);
  } catch {
    // It exists already, or cannot be made: reading it tells.
  } finally {
    rmSync(fresh, { force: true });
  }
  return readKey(file);
};

/**
 * The key of this installation, from `<secrets>/hooks-key` (mode 0600); made on first use. When it can neither be read
 * nor made, a key of this process: hashes then do not compare with earlier ones, and nothing else suffers.
 */
export const hasherFrom = (secrets: string): Hasher => {
  const file = path.join(secrets, 'hooks-key');
  const key = readKey(file) ?? makeKey(file) ?? randomBytes(32).toString('hex');
  return hasherWith(Buffer.from(key, 'hex'));
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
