import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RequestHandler } from 'express';

/** Questions in SQL may take this long; the ledger ends them before. */
const timeoutMilliseconds = 60_000;
const largestQuestionBytes = 200 * 1024;

const questionOf = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += (part as Buffer).length;
    if (bytes > largestQuestionBytes) return undefined;
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
};

/**
 * `/api/v1` of the ledger on the pages' port: reading addresses, and the one that takes a question in SQL. The target's
 * address comes from the configuration alone; redirects are not followed.
 */
export const ledgerProxy = (url: string): RequestHandler => {
  const base = `${url.replace(/\/+$/, '')}/api/v1`;
  return async (request, response) => {
    const isQuestion = request.method === 'POST' && request.path === '/query';
    if (request.method !== 'GET' && !isQuestion) {
      response.status(405).set('Allow', 'GET, POST').json({ error: `${request.method} is not allowed here.` });
      return;
    }
    const body = isQuestion ? await questionOf(request) : undefined;
    if (isQuestion && body === undefined) {
      response.status(413).json({ error: 'The question is too long.' });
      return;
    }
    // A page that is left needs no answer.
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      const answer = await fetch(`${base}${request.url}`, {
        method: request.method,
        ...(body && { body: new Uint8Array(body), headers: { 'content-type': 'application/json' } }),
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMilliseconds), gone.signal]),
      });
      response.status(answer.status).type('json').set('Cache-Control', 'no-store');
      if (answer.body) await pipeline(Readable.fromWeb(answer.body as never), response);
      else response.end();
    } catch {
      if (!response.headersSent)
        response.status(502).json({ error: 'The ledger does not answer.', fix: 'start-observability doctor' });
    }
  };
};
