import type { AttributeMap } from '../otlp/value.ts';
import { identityAttribute } from '../redaction/identity.ts';
import { digest } from './attributes.ts';

const keyedHash = /^[0-9a-f]{64}$/;
/** 128 bits: enough that two never meet. */
const keptCharacters = 32;

/**
 * Takes what tells a point or record from others out of its attributes. There is none on what an earlier version left in
 * the collector's queue, and on what is sent to the ledger past the collector.
 */
export const takeIdentity = (attributes: AttributeMap): string | undefined => {
  const identity = attributes.get(identityAttribute);
  if (identity === undefined) return undefined;
  attributes.delete(identityAttribute);
  return typeof identity === 'string' && keyedHash.test(identity)
    ? identity.slice(0, keptCharacters)
    : undefined;
};

/**
 * Numbers what is equal within a request. A request is delivered as it was received, so that a repeated delivery gives
 * the same numbers again, and two equal records of one request stay two.
 */
export const createNumbering = (): ((identity: string) => string) => {
  const seen = new Map<string, number>();
  return (identity) => {
    const number = seen.get(identity) ?? 0;
    seen.set(identity, number + 1);
    return digest(number === 0 ? identity : `${identity}.${number}`);
  };
};
