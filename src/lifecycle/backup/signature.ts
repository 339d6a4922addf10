import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../../config/home.ts';
import type { Manifest } from './manifest.ts';

/**
 * An archive proves by its manifest only that it agrees with itself. The signature proves that this installation wrote
 * it: its key never leaves the state folder, and no archive contains it.
 */
const keyFile = ({ root }: Home): string => path.join(root, 'archive.key');
const keyBytes = 32;

const signatureWith = (key: string, { signature: _, ...manifest }: Manifest): string =>
  createHmac('sha256', key).update(JSON.stringify(manifest)).digest('hex');

/** The manifest with the signature of this installation, which makes its key with its first backup. */
export const signed = (manifest: Manifest, home: Home): Manifest => {
  if (!existsSync(keyFile(home)))
    writeFileSync(keyFile(home), randomBytes(keyBytes).toString('hex'), { mode: 0o600, flag: 'wx' });
  return { ...manifest, signature: signatureWith(readFileSync(keyFile(home), 'utf8'), manifest) };
};

/** Whether this installation wrote the archive with that manifest. */
export const isOwn = (manifest: Manifest, home: Home): boolean => {
  if (!manifest.signature || !existsSync(keyFile(home))) return false;
  const expected = signatureWith(readFileSync(keyFile(home), 'utf8'), manifest);
  return timingSafeEqual(Buffer.from(expected), Buffer.from(manifest.signature));
};
