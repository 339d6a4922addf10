import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { Pool } from 'undici';
import { sendError } from './http.ts';
import { signals } from './model.ts';

/** What a receiver needs to read a body; nothing else of a request is its business. */
const passedOn = ['content-type', 'content-encoding', 'content-length'] as const;
const givenBack = ['content-type', 'content-encoding', 'retry-after'] as const;

const mostConnections = 64;
const answerMilliseconds = 60_000;
const retryAfterSeconds = 5;

const picked = (
  headers: Readonly<Record<string, string | string[] | undefined>>,
  names: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]] as const] : [])),
  );

/** The collector answers 500 where it cannot even name what is wrong with a body: the body is wrong, not the stack. */
const statusOf = (status: number): number => (status === 500 ? 400 : status);

const comeBackLater = (request: Request, response: Response, why: string): void => {
  response.set({ 'Retry-After': String(retryAfterSeconds), Connection: 'close' });
  sendError(request, response, 503, `${why}: come back later`);
};

/**
 * Passes OTLP over HTTP on to another receiver as it comes, without reading it. While that one is away the sender is
 * told to come back (503), so nothing is lost; also while `hasRoom` says that the disk has none for what it would accept.
 * Mount it behind `onlyLocal`: it does not look at who asks.
 */
export const createOtlpForward = (url: string, hasRoom: () => boolean = () => true): Router => {
  const pool = new Pool(url, {
    connections: mostConnections,
    headersTimeout: answerMilliseconds,
    bodyTimeout: answerMilliseconds,
  });
  const router = Router();
  const paths = signals.map((signal) => `/v1/${signal}`);

  router.post(paths, async (request: Request, response: Response) => {
    if (!hasRoom()) {
      request.resume();
      comeBackLater(request, response, 'the disk is full');
      return;
    }
    // What cannot be delivered is destroyed with its body: that must not be the request, which is still to be answered.
    const body = request.pipe(new PassThrough());
    response.once('close', () => body.destroy());
    try {
      const answer = await pool.request({
        method: 'POST',
        path: request.path,
        headers: picked(request.headers, passedOn),
        body,
      });
      response.status(statusOf(answer.statusCode)).set(picked(answer.headers, givenBack));
      await pipeline(answer.body, response);
    } catch {
      if (response.headersSent || response.destroyed) return void response.destroy();
      request.unpipe(body).resume();
      comeBackLater(request, response, 'the collector is away');
    }
  });
  router.all(paths, (request, response) => {
    response.set('Allow', 'POST');
    sendError(request, response, 405, 'send OTLP with POST');
  });
  return router;
};
