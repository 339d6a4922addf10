import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';

const waitMilliseconds = 60_000;
const largestQuestionBytes = 200 * 1024;

/** What pages and people may ask of the ledger: its reading API, and nothing else of it. */
const allowed =
  /^\/(?:sessions(?:\/[^/]+(?:\/transcript)?)?|events|spans|links|tables|unknown|report|findings|query(?:\/[\w-]+)?)$/;

interface RefusedAnswer {
  readonly status: number;
  readonly body: { readonly error: string; readonly fix?: string };
}

const refusalOf = ({ method, path }: Request): RefusedAnswer | undefined => {
  if (!allowed.test(path))
    return { status: 404, body: { error: 'There is no such address.', fix: 'docs/api.md' } };
  if (method === 'GET' || (method === 'POST' && path === '/query')) return undefined;
  return { status: 405, body: { error: `${method} is not allowed here.` } };
};

const explained = (error: unknown): RefusedAnswer => {
  if ((error as { status?: number }).status === 413)
    return { status: 413, body: { error: 'Too large. Ask for less at once.' } };
  const fix = 'start-observability status';
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return { status: 504, body: { error: 'The ledger did not answer within a minute.', fix } };
  return { status: 502, body: { error: 'The ledger cannot be reached.', fix } };
};

/**
 * `/api/v1` of the pages: sessions, events and questions in SQL, passed on to the ledger, which has them. Pages need no
 * token for it on this machine; this process has the ledger's.
 * @param headers what the ledger asks of programs
 */
export function ledgerProxy(url: string, headers: Readonly<Record<string, string>> = {}): Router {
  const base = `${url.replace(/\/+$/, '')}/api/v1`;

  async function ask(request: Request, response: Response): Promise<void> {
    const isQuestion = request.method === 'POST';
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const answer = await fetch(`${base}${request.url}`, {
      method: request.method,
      headers: {
        ...headers,
        ...(isQuestion && { 'content-type': 'application/json' }),
      },
      ...(isQuestion && { body: request.body as Uint8Array<ArrayBuffer> }),
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(waitMilliseconds), gone.signal]),
    });
    response.status(answer.status).type('json').set('Cache-Control', 'no-store');
    if (answer.body) await pipeline(Readable.fromWeb(answer.body as never), response);
    else response.end();
  }

  const failed: ErrorRequestHandler = (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, body } = explained(error);
    response.status(status).json(body);
  };

  const router = express.Router();
  router.use((request, response, next) => {
    const refusal = refusalOf(request);
    if (refusal) response.status(refusal.status).json(refusal.body);
    else next();
  });
  router.use(express.raw({ type: () => true, limit: largestQuestionBytes }), ask);
  router.use(failed);
  return router;
}
