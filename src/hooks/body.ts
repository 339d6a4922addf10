import type { IncomingMessage } from 'node:http';

/** Largest payload: a tool may write a file of a few MiB, and its text comes in JSON. */
export const mostBodyBytes = 16 * 1024 ** 2;

/** Most bytes of all bodies that are held at one time; the heap is not much larger. */
const mostHeldBytes = 32 * 1024 ** 2;

/** Most values in one body: a parsed value takes up to forty times its text. */
const mostValues = 250_000;
const mostDepth = 500;

/** Why a body is not taken, and what is answered. */
export class BodyRefused extends Error {
  override readonly name = 'BodyRefused';
  readonly status: 400 | 413 | 415 | 503;

  constructor(status: BodyRefused['status'], message: string) {
    super(message);
    this.status = status;
  }
}

const quote = 0x22;
const backslash = 0x5c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);
const comma = 0x2c;

/** Where the text that begins before `from` ends, behind its quote. */
const endOfText = (bytes: Buffer, from: number): number => {
  let end = bytes.indexOf(quote, from);
  while (end !== -1) {
    let slashes = 0;
    while (bytes[end - 1 - slashes] === backslash) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
    end = bytes.indexOf(quote, end + 1);
  }
  return bytes.length;
};

/** Whether JSON has more values, or is nested deeper, than a hook's payload ever is. Looks at the bytes only. */
export const isTooComplex = (bytes: Buffer): boolean => {
  let values = 0;
  let depth = 0;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] as number;
    at += 1;
    if (byte === quote) at = endOfText(bytes, at);
    else if (opening.has(byte)) {
      values += 1;
      depth += 1;
      if (depth > mostDepth) return true;
    } else if (closing.has(byte)) depth -= 1;
    else if (byte === comma) values += 1;
    if (values > mostValues) return true;
  }
  return false;
};

/** Reads bodies of requests as JSON, so that no body, and no number of them at once, takes more memory than there is. */
export const createBodyReader = () => {
  let held = 0;

  // By events: an iterator makes four times as many objects, and a tool call waits for them to be cleared away.
  const collect = (request: IncomingMessage, reserve: (bytes: number) => void): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => {
        try {
          reserve(part.length);
          parts.push(part);
        } catch (error) {
          request.pause().removeAllListeners('data');
          reject(error);
        }
      });
      request.once('end', () => resolve(parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)));
      request.once('error', reject);
      request.once('close', () => reject(new Error('The sender hung up.')));
    });

  /** @throws BodyRefused */
  return async (request: IncomingMessage): Promise<unknown> => {
    const encoding = request.headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') throw new BodyRefused(415, 'Compressed bodies are not read.');
    let own = 0;
    const reserve = (bytes: number) => {
      if (own + bytes > mostBodyBytes) throw new BodyRefused(413, 'Larger than 16 MiB.');
      if (held + bytes > mostHeldBytes) throw new BodyRefused(503, 'Too much at once.');
      own += bytes;
      held += bytes;
    };
    try {
      if (Number(request.headers['content-length'] ?? 0) > mostBodyBytes)
        throw new BodyRefused(413, 'Larger than 16 MiB.');
      const bytes = await collect(request, reserve);
      if (isTooComplex(bytes)) throw new BodyRefused(413, 'More values, or nested deeper, than is read.');
      try {
        return JSON.parse(bytes.toString('utf8')) as unknown;
      } catch {
        throw new BodyRefused(400, 'Not JSON.');
      }
    } finally {
      held -= own;
    }
  };
};
