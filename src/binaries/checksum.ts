import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** SHA-256 of a file, in hexadecimal. */
export const sha256 = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};

/**
 * The checksum of `archive` in a published file: lines of `sum  name` as `sha256sum` writes them (`*name` in binary
 * mode), or a lone sum where there is one file per archive.
 */
export const publishedChecksum = (text: string, archive: string): string | undefined => {
  const lines = text.split('\n').map((line) => /^([0-9a-f]{64})(?:\s+\*?(.+))?$/i.exec(line.trim()));
  const match = lines.find((line) => line?.[2] === archive) ?? lines.find((line) => line && !line[2]);
  return match?.[1]?.toLowerCase();
};
