import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** A body that is not read, or not to its end. */
export class BodyRefused extends Error {
  readonly status: 400 | 413 | 415 | 503;
  constructor(status: BodyRefused['status'], message: string) {
    super(message);
    this.status = status;
  }
}

export interface Body {
  readonly bytes: Buffer;
  /** Says that the bytes are no longer in use. */
  readonly release: () => void;
}

/** Reads the bodies of requests, decompressed, all of them together within a bound. */
export interface BodyReader {
  /** @throws BodyRefused */
  readonly read: (request: IncomingMessage, limitBytes: number) => Promise<Body>;
}

interface Unfinished {
  bytes: number;
  readonly giveWay: () => void;
}

const decompressors = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const;

const decompressed = (request: IncomingMessage): Readable => {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity') return request;
  const create = decompressors[encoding as keyof typeof decompressors];
  if (!create) throw new BodyRefused(415, `unsupported content encoding "${encoding}"`);
  const stream = create();
  request.once('error', (error) => stream.destroy(error));
  request.once('close', () => {
    if (!request.complete) stream.destroy(new BodyRefused(400, 'the body breaks off'));
  });
  return request.pipe(stream);
};

const tooLarge = (limitBytes: number) =>
  new BodyRefused(413, `the body is larger than ${limitBytes} bytes (after decompression)`);

/**
 * A reader of bodies. Only bytes that came are counted, so that requests that stand still hold up no other; when the bound
 * is reached, the largest body that is not complete gives way (503, to be sent again).
 */
export const createBodyReader = (poolBytes: number): BodyReader => {
  const unfinished = new Set<Unfinished>();
  let usedBytes = 0;

  const makeRoom = () => {
    while (usedBytes > poolBytes && unfinished.size > 0) {
      const largest = [...unfinished].reduce((a, b) => (b.bytes > a.bytes ? b : a));
      largest.giveWay();
    }
  };

  const collect = (stream: Readable, limitBytes: number) =>
    new Promise<Buffer>((resolve, reject) => {
      const chunks: Buffer[] = [];
      const end = (isComplete: boolean) => {
        unfinished.delete(entry);
        if (!isComplete) usedBytes -= entry.bytes;
      };
      // An error is made only where one is needed: its stack costs more than the rest of a request's reading.
      const fail = (makeError: () => Error) => {
        if (!unfinished.has(entry)) return;
        end(false);
        chunks.length = 0;
        stream.removeAllListeners('data');
        stream.pause();
        reject(makeError());
      };
      const entry: Unfinished = {
        bytes: 0,
        giveWay: () => fail(() => new BodyRefused(503, 'too many bytes at once')),
      };
      unfinished.add(entry);
      stream.on('data', (chunk: Buffer) => {
        if (!unfinished.has(entry)) return;
        entry.bytes += chunk.length;
        usedBytes += chunk.length;
        chunks.push(chunk);
        if (entry.bytes > limitBytes) fail(() => tooLarge(limitBytes));
        else makeRoom();
      });
      stream.once('end', () => {
        if (!unfinished.has(entry)) return;
        end(true);
        resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, entry.bytes));
      });
      stream.once('error', (error) =>
        fail(() =>
          error instanceof BodyRefused
            ? error
            : new BodyRefused(400, `the body cannot be read: ${error.message}`),
        ),
      );
      stream.once('close', () => fail(() => new BodyRefused(400, 'the body breaks off')));
    });

  return {
    read: async (request, limitBytes) => {
      if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge(limitBytes);
      const bytes = await collect(decompressed(request), limitBytes);
      return {
        bytes,
        release: () => {
          usedBytes -= bytes.length;
        },
      };
    },
  };
};
