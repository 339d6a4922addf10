import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import { Failure } from '../failure.ts';

const decompress = { brotli: promisify(brotliDecompress), gzip: promisify(gunzip) };
const compress = promisify(gzip);

/**
 * The committed page: gzip over JSON, each file already brotli-compressed and in base64. It is made by
 * `npm run build:viewer`; `sources` is the fingerprint of what it was built from (packages/viewer/fingerprint.ts).
 */
const archiveSchema = z.object({
  sources: z.string().regex(/^[0-9a-f]{64}$/),
  files: z.record(
    z.string(),
    z.object({
      type: z.string(),
      /** SHA-256 of the uncompressed content; the ETag. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      brotli: z.base64(),
    }),
  ),
});

export interface BundleFile {
  readonly type: string;
  readonly sha256: string;
  /** The content in an encoding that browsers may ask for; made once, then kept. */
  readonly body: (encoding: 'br' | 'gzip' | 'identity') => Promise<Buffer>;
}

export interface Bundle {
  readonly sources: string;
  /** Path without a leading slash, as in `assets/main-ABCD1234.js`. */
  readonly files: ReadonlyMap<string, BundleFile>;
}

function bundleFile(type: string, sha256: string, brotli: Buffer): BundleFile {
  const kept = new Map<string, Promise<Buffer>>([['br', Promise.resolve(brotli)]]);
  const body: BundleFile['body'] = (encoding) => {
    const known = kept.get(encoding);
    if (known) return known;
    const plain = decompress.brotli(brotli);
    if (encoding === 'identity') return plain;
    const made = plain.then((content) => compress(content));
    kept.set(encoding, made);
    return made;
  };
  return { type, sha256, body };
}

/** @throws {Failure} when the archive is missing or not one of ours. */
export async function readBundle(path: string): Promise<Bundle> {
  try {
    const archive = archiveSchema.parse(JSON.parse((await decompress.gzip(await readFile(path))).toString()));
    const files = Object.entries(archive.files).map(
      ([name, { type, sha256, brotli }]) =>
        [name, bundleFile(type, sha256, Buffer.from(brotli, 'base64'))] as const,
    );
    return { sources: archive.sources, files: new Map(files) };
  } catch (cause) {
    throw new Failure('The page of the embedded viewer cannot be read', {
      where: path,
      fix: 'restore it with `git checkout -- packages/viewer/bundle.json.gz`, or build it with `npm run build:viewer`',
      cause,
    });
  }
}
