import { type Effective, sourceText } from './effective.ts';
import type { DoctorSurroundings } from './surroundings.ts';
import { variable } from './target.ts';

/**
 * Which of the client's requests to this machine go through a proxy. Its parts differ, and none spares the loopback
 * address by itself. Seen with clients 2.1.197, 2.1.329 and 2.1.332 and a proxy that logs:
 *
 * - OTLP over http never does; over grpc only by small letters, and `no_proxy` must hold the bare host between commas.
 * - http hooks do by either spelling, and a list spares an address by its host, `host:port`, `.suffix` or `*`, but not by
 *   a network (127.0.0.0/8), `127.*`, or `localhost` where the address is 127.0.0.1.
 * - `ALL_PROXY` means neither.
 */
interface ProxyUser {
  readonly proxies: readonly string[];
  readonly exceptions: readonly string[];
  readonly spares: (list: string, url: URL) => boolean;
}

/** A part of an IPv4 address as one number. */
const numberOf = (address: string): number | undefined =>
  /^\d+(\.\d+){3}$/.test(address)
    ? address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
    : undefined;

const isInNetwork = (host: string, network: string): boolean => {
  const [base = '', bits = ''] = network.split('/');
  const [inside, start] = [numberOf(host), numberOf(base)];
  if (inside === undefined || start === undefined || !/^\d{1,2}$/.test(bits)) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(inside / size) === Math.floor(start / size);
};

const bareHost = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();

const grpcExporter: ProxyUser = {
  proxies: ['grpc_proxy', 'https_proxy', 'http_proxy'],
  exceptions: ['no_grpc_proxy', 'no_proxy'],
  spares: (list, url) => {
    const host = bareHost(url);
    return list
      .split(',')
      .some((entry) =>
        entry.includes('/')
          ? isInNetwork(host, entry)
          : entry === host || host.endsWith(`.${entry.replace(/^\./, '')}`),
      );
  },
};

const httpHook: ProxyUser = {
  proxies: ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'],
  exceptions: ['no_proxy', 'NO_PROXY'],
  spares: (list, url) => {
    const host = bareHost(url);
    return list
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean)
      .some((entry) => {
        if (entry === '*' || entry === host || entry === `[${host}]`) return true;
        return entry === `${host}:${url.port || '80'}` || (entry.startsWith('.') && host.endsWith(entry));
      });
  },
};

export const proxyUsers = { grpcExporter, httpHook } as const;

/** The proxy that takes a request away, and what should have spared it; undefined where it goes straight. */
export const capturedBy = async (
  at: DoctorSurroundings,
  { proxies, exceptions, spares }: ProxyUser,
  url: URL,
): Promise<readonly string[] | undefined> => {
  const find = (names: readonly string[]): Promise<readonly Effective[]> =>
    Promise.all(names.map((name) => variable(at, name)));
  const proxy = (await find(proxies)).find(({ value }) => value);
  const lists = (await find(exceptions)).filter(({ value }) => value);
  if (!proxy || lists.some(({ value = '' }) => spares(value, url))) return undefined;
  // The address of a proxy may hold a password.
  return [sourceText({ ...proxy, value: 'set' }), ...lists.map(sourceText)];
};
