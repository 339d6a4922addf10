import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';

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

const refuse = (response: Response, status: number, error: string): void => {
  response.status(status).json({ error });
};

/** Passes one question on, and its answer back. */
const pass = async (
  target: string,
  headers: Readonly<Record<string, string>>,
  request: Request,
  body: Buffer | undefined,
  response: Response,
) => {
  // A page that is left needs no answer.
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const answer = await fetch(target, {
    method: request.method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: new Uint8Array(body) }),
    redirect: 'manual',
    signal: AbortSignal.any([AbortSignal.timeout(timeoutMilliseconds), gone.signal]),
  });
  response.status(answer.status).type('json').set('Cache-Control', 'no-store');
  if (answer.body) await pipeline(Readable.fromWeb(answer.body as never), response);
  else response.end();
};

/**
 * `/api/v1` of the ledger on the pages' port: reading addresses, and the one that takes a question in SQL. The target's
 * address comes from the configuration alone; redirects are not followed. `headers`: what the ledger asks for.
 */
export const ledgerProxy = (url: string, headers: Readonly<Record<string, string>>): RequestHandler => {
  const base = `${url.replace(/\/+$/, '')}/api/v1`;
  return async (request, response) => {
    const isQuestion = request.method === 'POST' && request.path === '/query';
    if (request.method !== 'GET' && !isQuestion)
      return refuse(response, 405, `${request.method} is not allowed here.`);
    const body = isQuestion ? await questionOf(request) : undefined;
    if (isQuestion && body === undefined) return refuse(response, 413, 'The question is too long.');
    try {
      await pass(`${base}${request.url}`, headers, request, body, response);
    } catch {
      if (!response.headersSent)
        refuse(response, 502, 'The ledger does not answer: start-observability doctor.');
    }
  };
};
