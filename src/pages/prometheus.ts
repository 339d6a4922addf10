import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { bounded, TooLarge } from './bounded.ts';

const time = ['start', 'end'];
const query = ['query', 'timeout', 'limit', 'lookback_delta'];

/**
 * What the page may ask of Prometheus: reading, and nothing else. Every other path is refused before a request
 * leaves this process, and of a request only these parameters go on.
 * Source: https://prometheus.io/docs/prometheus/latest/querying/api/
 */
const allowed: readonly { readonly path: RegExp; readonly parameters: readonly string[] }[] = [
  { path: /^\/query$/, parameters: [...query, 'time'] },
  { path: /^\/query_range$/, parameters: [...query, ...time, 'step'] },
  {
    path: /^\/(labels|series|label\/[a-zA-Z_][a-zA-Z0-9_]*\/values)$/,
    parameters: [...time, 'match[]', 'limit'],
  },
  { path: /^\/metadata$/, parameters: ['metric', 'limit', 'limit_per_metric'] },
  {
    path: /^\/rules$/,
    parameters: ['type', 'rule_name[]', 'rule_group[]', 'file[]', 'match[]', 'exclude_alerts'],
  },
  { path: /^\/(alerts|status\/buildinfo)$/, parameters: [] },
  { path: /^\/(format_query|parse_query)$/, parameters: ['query'] },
];

export interface PrometheusOptions {
  readonly url: string;
  readonly authorization?: string | undefined;
  readonly timeoutMilliseconds: number;
  readonly largestAnswerBytes: number;
}

const largestRequest = 64 * 1024;

/** Prometheus's own form of an error, so that the page has one way to read one. */
function refuse(response: Response, status: number, errorType: string, error: string): void {
  response.status(status).json({ status: 'error', errorType, error });
}

async function parametersOf(request: Request, names: readonly string[]): Promise<URLSearchParams> {
  const given = new URLSearchParams(request.url.split('?')[1] ?? '');
  if (request.method === 'POST') {
    const body = await bounded(request as IncomingMessage, largestRequest);
    for (const [name, value] of new URLSearchParams(body.toString())) given.append(name, value);
  }
  return new URLSearchParams([...given].filter(([name]) => names.includes(name)));
}

/**
 * Answers `GET` and `POST` of the API paths above, from the one configured Prometheus. The target's address comes
 * from the configuration and from the table alone; redirects are not followed.
 */
export function prometheusProxy({
  url,
  authorization,
  timeoutMilliseconds,
  largestAnswerBytes,
}: PrometheusOptions): RequestHandler {
  const base = url.replace(/\/+$/, '');

  async function ask(path: string, parameters: URLSearchParams, response: Response): Promise<void> {
    const inBody = path.startsWith('/query');
    const target = `${base}/api/v1${path}`;
    // A panel that is scrolled away or asks anew closes its request; Prometheus need not finish it either.
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const answer = await fetch(inBody || parameters.size === 0 ? target : `${target}?${parameters}`, {
      ...(inBody && { method: 'POST', body: parameters }),
      ...(authorization && { headers: { authorization } }),
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMilliseconds), gone.signal]),
    });
    const type = answer.headers.get('content-type') ?? '';
    const body = answer.body ? await bounded(answer.body, largestAnswerBytes) : Buffer.alloc(0);
    if (!type.startsWith('application/json')) {
      const said = body.toString('utf8', 0, 200).trim();
      return refuse(
        response,
        502,
        'unavailable',
        `Prometheus answered ${answer.status}: ${said || 'nothing'}`,
      );
    }
    response.status(answer.status).type('json').set('Cache-Control', 'no-store').send(body);
  }

  return async (request, response) => {
    const rule = allowed.find(({ path }) => path.test(request.path));
    if (!rule) {
      return refuse(response, 403, 'forbidden', `${request.path} is not a path that the page may ask for`);
    }
    if (request.method !== 'GET' && request.method !== 'POST') {
      response.set('Allow', 'GET, POST');
      return refuse(response, 405, 'forbidden', `${request.method} is not allowed: the page only reads`);
    }
    try {
      await ask(request.path, await parametersOf(request, rule.parameters), response);
    } catch (error) {
      if (!response.headersSent) refuse(response, ...explain(error));
    }
  };

  function explain(error: unknown): readonly [status: number, errorType: string, text: string] {
    if (error instanceof TooLarge) {
      return [413, 'too_large', 'The answer is too large. Ask for fewer series or a shorter range'];
    }
    if (error instanceof DOMException && error.name === 'TimeoutError') {
      const seconds = Math.round(timeoutMilliseconds / 1000);
      return [504, 'timeout', `Prometheus at ${base} did not answer within ${seconds} s`];
    }
    const code = ((error as Error).cause as { code?: string } | undefined)?.code;
    return [502, 'unavailable', `Prometheus at ${base} cannot be reached${code ? ` (${code})` : ''}`];
  }
}
