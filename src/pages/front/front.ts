import { Agent, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import { createProxyServer } from 'httpxy';
import { guarded } from '../../service/behind.ts';
import { isEqual } from '../../service/compare.ts';
import { type Access, refusalOf, refuse } from '../../service/only-local.ts';
import { type Fronted, type Rule, ruleFor } from './rules.ts';

export interface FrontOptions {
  readonly component: Fronted;
  /** As in `http://127.0.0.1:45678`. */
  readonly url: string;
  /** The `Authorization` that the component itself wants. */
  readonly authorization?: string | undefined;
  /** The `Authorization` that a writer must send. */
  readonly writeAuthorization?: string | undefined;
  readonly access: Access;
}

const pushBodyBytes = 8 * 1024 * 1024;
const queryBodyBytes = 1024 * 1024;
/** Prometheus gives a query two minutes. */
const answerMilliseconds = 150_000;

const headers = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
};

/** What is meant for the front, or is none of the component's business. */
const keptHeaders = ['authorization', 'cookie', 'upgrade', 'connection'] as const;

const isFromPage = ({ headers: sent }: IncomingMessage): boolean =>
  sent.origin !== undefined || sent['sec-fetch-site'] !== undefined;

const writeRefusal = (component: Fronted): string => {
  const { user, secret } = guarded[component];
  return `Writing needs user ${user} and the password of secrets/${secret}, and is not for web pages.`;
};

const mayWrite = (request: IncomingMessage, authorization: string | undefined): boolean =>
  authorization !== undefined &&
  !isFromPage(request) &&
  isEqual(request.headers.authorization ?? '', authorization);

/** A body that does not say how long it is, cut off where it becomes too long. */
const bounded = (request: IncomingMessage, limitBytes: number): Transform => {
  let bytes = 0;
  return request.pipe(
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        if (bytes > limitBytes) request.destroy();
        done(null, chunk);
      },
    }),
  );
};

const isWrite = ({ method = '' }: IncomingMessage, { writes = [] }: Rule): boolean => writes.includes(method);

const limitBytes = ({ writes }: Rule): number => (writes ? pushBodyBytes : queryBodyBytes);

/** Why a request does not pass, and with which status. */
const objection = (
  request: IncomingMessage,
  rule: Rule,
  { access, component, writeAuthorization }: FrontOptions,
): readonly [status: number, reason: string] | undefined => {
  const refusal = refusalOf(request, isWrite(request, rule) ? 'send' : rule.door, access);
  if (refusal) return [refusal.status, refusal.reason];
  if (rule.methods.length === 0) return [403, `This part of ${component} is closed.`];
  if (!rule.methods.includes(request.method ?? '')) return [405, `Allowed here: ${rule.methods.join(', ')}.`];
  if (isWrite(request, rule) && !mayWrite(request, writeAuthorization)) return [401, writeRefusal(component)];
  if (Number(request.headers['content-length'] ?? 0) > limitBytes(rule))
    return [413, `More than ${limitBytes(rule)} bytes.`];
  return undefined;
};

/**
 * What listens in the place of Prometheus, Pushgateway or Alertmanager: it looks at who asks for what, and passes on what may pass.
 * The component is looked for with each request, so it may come later, or be started anew.
 */
export const createFront = (options: FrontOptions): RequestListener => {
  const { component, url, authorization } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const proxy = createProxyServer({
    target: url,
    agent,
    changeOrigin: true,
    proxyTimeout: answerMilliseconds,
    ...(authorization && { headers: { authorization } }),
  });

  const passOn = async (request: IncomingMessage, response: ServerResponse, rule: Rule): Promise<void> => {
    for (const name of keptHeaders) delete request.headers[name];
    const isChunked = request.headers['transfer-encoding'] !== undefined;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    try {
      await proxy.web(request, response, isChunked ? { buffer: bounded(request, limitBytes(rule)) } : {});
    } catch {
      if (response.headersSent || response.destroyed) response.destroy();
      else refuse(response, 502, `${component} does not answer: start-observability status shows what runs.`);
    }
  };

  return (request, response) => {
    const rule = ruleFor(component, request.url ?? '/');
    const refused = objection(request, rule, options);
    if (!refused) {
      void passOn(request, response, rule);
      return;
    }
    const [status, reason] = refused;
    if (status === 401) response.setHeader('WWW-Authenticate', `Basic realm="${component}"`);
    if (status === 405) response.setHeader('Allow', rule.methods.join(', '));
    refuse(response, status, reason);
  };
};
