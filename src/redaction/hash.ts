import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../failure.ts';

/** Name of the key's file among the secrets: 32 bytes or more, 64 random hexadecimal digits when we made it. */
export const redactionKeyFile = 'redaction.key';
const leastKeyBytes = 32;

/**
 * The key, byte for byte as it lies in the file (a final newline too), because that is how the collector reads it.
 * @throws Failure when there is none or it is too short.
 */
export const readRedactionKey = (secrets: string): string => {
  const file = path.join(secrets, redactionKeyFile);
  let key: string;
  try {
    key = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Failure('The key for hashing private values cannot be read', {
      where: file,
      fix: 'start-observability start makes one.',
      cause,
    });
  }
  if (Buffer.byteLength(key) < leastKeyBytes)
    throw new Failure(`The key for hashing private values is shorter than ${leastKeyBytes} bytes`, {
      where: file,
      fix: 'Remove the file and start again: a new one is made.',
    });
  return key;
};

/** Hashes remembered, so that the same few values of a session are computed once. */
const remembered = 10_000;

/**
 * HMAC-SHA-256 in hexadecimal (64 characters), the same as the collector's redaction processor with `hmac-sha256`:
 * it hashes line by line, so that a value of several lines keeps its newlines.
 */
export const createHasher = (key: string): ((text: string) => string) => {
  const known = new Map<string, string>();
  const line = (text: string) => createHmac('sha256', key).update(text).digest('hex');
  return (text) => {
    let hash = known.get(text);
    if (hash === undefined) {
      hash = text.split('\n').map(line).join('\n');
      if (known.size >= remembered) known.clear();
      known.set(text, hash);
    }
    return hash;
  };
};
