import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open as openFile, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EnvHttpProxyAgent, interceptors, request } from 'undici';
import { Failure } from '../failure.ts';

export interface DownloadOptions {
  /** Bytes so far and, where the server says so, bytes in all. */
  readonly report?: (done: number, total: number | undefined) => void;
  readonly signal?: AbortSignal | undefined;
  /** More than this is refused. Bytes. */
  readonly limit?: number;
  /** The longest time without a byte; connecting may take 10 s at most. */
  readonly stallMilliseconds?: number;
  /** How often, while a connection breaks or the server is busy. */
  readonly tries?: number;
  /** The pause before the second try; it grows with each. */
  readonly pauseMilliseconds?: number;
}

const gibibyte = 1024 ** 3;

/** Something that may go better the next time: a cut connection, a server that is busy. */
class Passing extends Error {}

const isDiskFull = (error: unknown) =>
  ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');

const sizeOf = async (file: string): Promise<number> => (await stat(file).catch(() => undefined))?.size ?? 0;

const isWeb = (address: string) => /^https?:\/\//i.test(address);

/** Where `official` is found when a mirror (a folder or a URL) stands in for its host: below it, under the same path. */
export const mirrored = (official: string, mirror: string | undefined): string => {
  if (!mirror) return official;
  const { pathname } = new URL(official);
  if (isWeb(mirror)) return mirror.replace(/\/+$/, '') + pathname;
  return path.join(mirror.startsWith('file:') ? fileURLToPath(mirror) : path.resolve(mirror), pathname);
};

interface DownloadAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readable;
  readonly close: () => Promise<void>;
}

/** Opens a URL from byte `from` on, through the proxy that the environment names, following redirects. */
const open = async (url: string, from: number, options: DownloadOptions): Promise<DownloadAnswer> => {
  const timeout = options.stallMilliseconds ?? 30_000;
  const agent = new EnvHttpProxyAgent({
    connect: { timeout: Math.min(timeout, 10_000) },
    headersTimeout: timeout,
    bodyTimeout: timeout,
  });
  try {
    const answer = await request(url, {
      dispatcher: agent.compose(interceptors.redirect({ maxRedirections: 5 })),
      headers: { 'accept-encoding': 'identity', ...(from > 0 && { range: `bytes=${from}-` }) },
      signal: options.signal ?? null,
    });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: answer.body,
      close: () => agent.destroy(),
    };
  } catch (error) {
    await agent.destroy();
    throw error;
  }
};

const refuse = (url: string, status: number): Error =>
  status === 429 || status >= 500
    ? new Passing(`the server answered ${status}`)
    : new Failure(`${url} answered ${status}`, {
        where: url,
        fix: status === 404 ? 'Check that the mirror has this file under this path.' : 'Try again later.',
      });

/** What a range answer says: `bytes 100-199/200`, or `bytes *\/200` when nothing is left. */
const contentRange = (headers: DownloadAnswer['headers']) => {
  const match = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(String(headers['content-range'] ?? ''));
  return {
    start: match?.[1] ? Number(match[1]) : undefined,
    total: match?.[2] ? Number(match[2]) : undefined,
  };
};

/**
 * Writes a stream to `part`, from byte `from` on. Chunk by chunk rather than through a stream of the file, whose buffer
 * would be lost when the connection breaks.
 */
const write = async (
  body: AsyncIterable<Buffer>,
  part: string,
  from: number,
  report: (done: number) => void,
  limit: number,
): Promise<void> => {
  const file = await openFile(part, from > 0 ? 'a' : 'w', 0o600);
  try {
    let done = from;
    for await (const chunk of body) {
      done += chunk.length;
      if (done > limit) throw new Failure(`The file is larger than ${limit} bytes and was refused`);
      await file.appendFile(chunk);
      report(done);
    }
    await file.sync();
  } finally {
    await file.close();
  }
};

/** One try: continues `part` where the server can, else begins again. Returns once the file is whole. */
const receive = async (url: string, part: string, options: DownloadOptions): Promise<void> => {
  const had = await sizeOf(part);
  const answer = await open(url, had, options);
  try {
    const range = contentRange(answer.headers);
    if (answer.status === 416 && range.total === had) return;
    if (answer.status === 416 || (answer.status === 206 && range.start !== had)) {
      await rm(part, { force: true });
      throw new Passing('the server could not continue the download');
    }
    if (answer.status !== 200 && answer.status !== 206) throw refuse(url, answer.status);
    const from = answer.status === 206 ? had : 0;
    const length = answer.headers['content-length'];
    const total = range.total ?? (length === undefined ? undefined : Number(length));
    const report = (done: number) => options.report?.(done, total);
    await write(answer.body, part, from, report, options.limit ?? gibibyte).catch((error: unknown) => {
      if (error instanceof Failure || isDiskFull(error) || options.signal?.aborted) throw error;
      throw new Passing((error as Error).message, { cause: error });
    });
    const size = await sizeOf(part);
    if (total !== undefined && size !== total) throw new Passing(`only ${size} of ${total} bytes came`);
  } finally {
    await answer.close();
  }
};

/** Tells a person what went wrong, and frees the disk when it is full. */
const explain = async (error: unknown, url: string, part: string): Promise<Failure> => {
  if (error instanceof Failure) return error;
  if (isDiskFull(error)) {
    await rm(part, { force: true });
    return new Failure('The disk is full', {
      where: path.dirname(part),
      fix: 'Free some space and start again.',
      cause: error,
    });
  }
  const { code, message } = error as NodeJS.ErrnoException;
  return new Failure(`${new URL(url).host} could not be reached or broke off: ${code ?? message}`, {
    where: url,
    fix: 'Check the network and the proxy (HTTPS_PROXY), or set programs.mirror in config.yaml.',
    cause: error,
  });
};

const copy = async (from: string, part: string): Promise<void> => {
  try {
    await pipeline(createReadStream(from), createWriteStream(part, { mode: 0o600, flush: true }));
  } catch (error) {
    await rm(part, { force: true });
    if (isDiskFull(error)) throw await explain(error, from, part);
    throw new Failure(`The mirror has no ${path.basename(from)}`, {
      where: from,
      fix: 'Put the official file there, or correct programs.mirror in config.yaml.',
      cause: error,
    });
  }
};

/** Whether another try makes sense: never where nothing was ever reached, or where the answer was a clear no. */
const worthAnotherTry = (error: unknown, got: number): boolean =>
  error instanceof Passing || (got > 0 && !(error instanceof Failure) && !isDiskFull(error));

/**
 * Brings the file at `address` (a URL, or a path in a mirror folder) to `to`. It is written to `to`.part and renamed
 * when whole, so `to` is never half a file; a part that an earlier try or an earlier process left is continued.
 * @returns whether it was continued: the bytes may then be of two different files, which a checksum shows.
 * @throws Failure; the part stays for the next time, except when the disk is full.
 */
export const download = async (
  address: string,
  to: string,
  options: DownloadOptions = {},
): Promise<{ resumed: boolean }> => {
  const part = `${to}.part`;
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  const resumed = isWeb(address) && (await sizeOf(part)) > 0;
  if (!isWeb(address)) await copy(address, part);
  for (let attempt = 1; isWeb(address); attempt++) {
    try {
      await receive(address, part, options);
      break;
    } catch (error) {
      options.signal?.throwIfAborted();
      if (attempt >= (options.tries ?? 5) || !worthAnotherTry(error, await sizeOf(part)))
        throw await explain(error, address, part);
      await pause(attempt * (options.pauseMilliseconds ?? 500), undefined, {
        ...(options.signal && { signal: options.signal }),
      });
    }
  }
  await rename(part, to);
  return { resumed };
};

/** The text of a small file at `address`, 1 MiB at most. */
export const downloadText = async (
  address: string,
  folder: string,
  options: DownloadOptions = {},
): Promise<string> => {
  const to = path.join(folder, `text-${process.pid}-${path.basename(address)}`);
  try {
    await rm(`${to}.part`, { force: true });
    await download(address, to, { ...options, limit: 1024 ** 2 });
    return await readFile(to, 'utf8');
  } finally {
    await rm(to, { force: true });
    await rm(`${to}.part`, { force: true });
  }
};
