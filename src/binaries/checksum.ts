import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** The hash of a file. */
export const hashOf = async (
  file: string,
  algorithm: 'sha256' | 'sha512',
  encoding: 'hex' | 'base64' = 'hex',
): Promise<string> => {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest(encoding);
};

/** The algorithm of a checksum in hexadecimal, by its length. */
export const algorithmOf = (checksum: string): 'sha256' | 'sha512' =>
  checksum.length === 128 ? 'sha512' : 'sha256';

/**
 * The checksum of `archive` in a published file: lines of `sum  name` as `sha256sum` writes them (`*name` in binary
 * mode), or a lone sum where there is one file per archive.
 */
export const publishedChecksum = (text: string, archive: string): string | undefined => {
  const lines = text
    .split('\n')
    .map((line) => /^([0-9a-f]{64}|[0-9a-f]{128})(?:\s+\*?(.+))?$/i.exec(line.trim()));
  const match = lines.find((line) => line?.[2] === archive) ?? lines.find((line) => line && !line[2]);
  return match?.[1]?.toLowerCase();
};
