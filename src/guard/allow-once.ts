import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Call } from './verdict.ts';

/** How long a code can be used, in milliseconds, unless told otherwise. */
export const allowOnceLifetime = 10 * 60 * 1000;

/** Keys of an object in a fixed order, so that the same call always has the same text. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, canonical(record[key])]),
  );
};

const signature = (call: Call, expires: number, nonce: string, key: Buffer): string =>
  createHmac('sha256', key)
    .update(JSON.stringify([call.tool, canonical(call.input), call.cwd, expires, nonce]))
    .digest('base64url')
    .slice(0, 22);

/**
 * A code that lets exactly this call (tool, input and folder) through once, until `now + lifetime` (milliseconds since the
 * epoch). Shape: `expires.nonce.signature`, the first in base 36. Whoever verifies it must remember the nonces that were used.
 */
export const makeAllowOnce = (
  call: Call,
  key: Buffer,
  { now = Date.now(), lifetime = allowOnceLifetime }: { now?: number; lifetime?: number } = {},
): string => {
  const expires = now + lifetime;
  const nonce = randomBytes(9).toString('base64url');
  return `${expires.toString(36)}.${nonce}.${signature(call, expires, nonce, key)}`;
};

export type AllowOnceAnswer =
  | { readonly valid: true; readonly nonce: string; readonly expires: number }
  | { readonly valid: false; readonly reason: 'malformed' | 'expired' | 'other-call' };

const shape = /^([0-9a-z]{1,10})\.([A-Za-z0-9_-]{12})\.([A-Za-z0-9_-]{22})$/;

/** Whether a code was made with this key for exactly this call and has not expired. The caller refuses a nonce used before. */
export const verifyAllowOnce = (
  code: string,
  call: Call,
  key: Buffer,
  now: number = Date.now(),
): AllowOnceAnswer => {
  const match = shape.exec(code);
  if (!match) return { valid: false, reason: 'malformed' };
  const [, time, nonce, given] = match as unknown as [string, string, string, string];
  const expires = Number.parseInt(time, 36);
  const expected = signature(call, expires, nonce, key);
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(given)))
    return { valid: false, reason: 'other-call' };
  return now <= expires ? { valid: true, nonce, expires } : { valid: false, reason: 'expired' };
};
