import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { isEqual } from './compare.ts';

/** Who may ask a service, besides programs and pages of this machine. */
export const accessSchema = z.strictObject({
  /** Host names under which it may be addressed: `security.hosts`, and in containers the names of `compose.yaml`. */
  hosts: z.array(z.string()).default([]),
  /** The ports of this machine where our own pages are. */
  pagePorts: z.array(z.int()).default([]),
  /** `security.closed`: reading numbers needs a login. */
  isClosed: z.boolean().default(false),
});

export interface Access extends z.output<typeof accessSchema> {
  /** The values of `Authorization` of which one must be sent (`login.ts`); absent: none. */
  readonly logins?: readonly string[];
}
export const onlyThisMachine: Access = { hosts: [], pagePorts: [], isClosed: false };

/**
 * What lies behind an address. `health`: whether the service is ready, which anybody may know. `page`: what a link may
 * open. `send`: what takes telemetry, or asks for a secret of its own. `api`: everything else.
 */
export type Door = 'health' | 'page' | 'send' | 'api';

export interface AccessRefusal {
  readonly status: 401 | 403;
  readonly reason: string;
}

interface AskedRequest {
  readonly method?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];
/** Under these names a container reaches its host. `.internal` belongs to no domain, so it cannot be pointed elsewhere. */
const hostNamesInContainers = ['host.docker.internal', 'host.containers.internal'];

const withoutPort = (host: string): string => host.replace(/:\d{1,5}$/, '').toLowerCase();

const isOurPage = (origin: string, ports: readonly number[]): boolean =>
  ports.some((port) => loopbackNames.some((name) => origin === `http://${name}:${port}`));

const isSame = (origin: string, host: string): boolean =>
  origin === `http://${host}` || origin === `https://${host}`;

/** A link or a typed address: the browser shows the answer to a person, and the page that has the link gets nothing. */
const isNavigation = ({ method, headers }: AskedRequest): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  headers['sec-fetch-mode'] === 'navigate' &&
  (headers['sec-fetch-dest'] ?? 'document') === 'document';

const isOfAnotherSite = (site: unknown): boolean => site === 'cross-site' || site === 'same-site';

/**
 * Why a request is not answered; undefined: it may be.
 *
 * A page in a browser reaches every port of the machine it is shown on. A name that an attacker pointed at 127.0.0.1 (DNS
 * rebinding) stands in `Host`; another site's script stands in `Origin` and `Sec-Fetch-Site`, which browsers set and
 * pages cannot forge. Programs send neither.
 */
export const refusalOf = (
  asked: AskedRequest,
  door: Door,
  { hosts, pagePorts, logins }: Access,
): AccessRefusal | undefined => {
  if (door === 'health') return undefined;
  const { host: sentHost = '', origin: sentOrigin, 'sec-fetch-site': site } = asked.headers;
  const host = sentHost.toLowerCase();
  const origin = sentOrigin?.toLowerCase();
  const known = [...loopbackNames, ...hostNamesInContainers, ...hosts.map((name) => name.toLowerCase())];
  if (!known.includes(withoutPort(host))) {
    return {
      status: 403,
      reason: `This is not "${withoutPort(host).slice(0, 100)}": use localhost, or add the name to security.hosts.`,
    };
  }
  const isOurs = origin !== undefined && (isSame(origin, host) || isOurPage(origin, pagePorts));
  if (origin !== undefined && !isOurs) {
    return { status: 403, reason: 'Pages of other sites may not ask this.' };
  }
  if (!isOurs && isOfAnotherSite(site) && !(door === 'page' && isNavigation(asked))) {
    return { status: 403, reason: 'Other sites may link to pages here, but not read anything.' };
  }
  if (logins && door !== 'send' && !logins.some((one) => isEqual(asked.headers.authorization ?? '', one))) {
    return { status: 401, reason: 'Log in as admin, with the password in secrets/login-password.' };
  }
  return undefined;
};

/** Answers a refusal in a form that Prometheus' clients read, and ours. */
export const refuse = (response: ServerResponse, status: number, reason: string): void => {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'X-Content-Type-Options': 'nosniff',
    // Browsers ask the person then.
    ...(status === 401 && !response.hasHeader('WWW-Authenticate')
      ? { 'WWW-Authenticate': 'Basic realm="start-observability"' }
      : {}),
    // What is left of the body is not read.
    Connection: 'close',
  });
  response.end(JSON.stringify({ status: 'error', errorType: 'forbidden', error: reason }));
};

/** The check in front of every service of ours, for Express and for plain servers. */
export const onlyLocal =
  (access: Access, doorOf: (path: string) => Door) =>
  (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const refusal = refusalOf(request, doorOf(path), access);
    if (refusal) refuse(response, refusal.status, refusal.reason);
    else next();
  };
