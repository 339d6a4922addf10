import { once } from 'node:events';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect } from 'node:net';
import { exitCode, Failure } from '../failure.ts';
import type { KeyAndCertificate } from './certificate.ts';
import { messagesOf } from './messages.ts';
import { alsoTls } from './tls.ts';

/** Half-sent requests must not hold the places of a server. */
export interface ListenOptions {
  /** To send a whole request. */
  readonly requestSeconds?: number;
  readonly headersSeconds?: number;
  /** For what is being answered when the service stops. */
  readonly stopSeconds?: number;
  /** Answers TLS on the same port, too. */
  readonly tls?: KeyAndCertificate | undefined;
}

export interface ServiceListener {
  readonly close: () => Promise<void>;
}

const mostConnections = 1000;
const unixScheme = 'unix:';

const serverFor = (
  handler: RequestListener,
  { requestSeconds = 10, headersSeconds = 5, tls }: ListenOptions,
) => {
  const server = createServer(
    {
      ...messagesOf(handler),
      requestTimeout: requestSeconds * 1000,
      headersTimeout: headersSeconds * 1000,
      keepAliveTimeout: 60_000,
      connectionsCheckingInterval: 1000,
    },
    handler,
  );
  server.maxConnections = mostConnections;
  if (tls) alsoTls(server, tls);
  return server;
};

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens there',
  EACCES: 'this user may not listen there',
  EADDRNOTAVAIL: 'this machine does not have that address',
};

const bind = async (server: Server, where: Parameters<Server['listen']>[0], address: string) => {
  server.listen(where);
  try {
    await once(server, 'listening');
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    throw new Failure(`The service cannot listen: ${reasons[code] ?? message}.`, { where: address, cause });
  }
};

const isAnswered = async (path: string): Promise<boolean> => {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

/** A socket that a killed process left behind does not keep the next one from listening. */
const bindSocket = async (server: Server, path: string) => {
  if (!(await isAnswered(path))) rmSync(path, { force: true });
  await bind(server, { path }, path);
  chmodSync(path, 0o600);
};

/** The same port of the loopback interface's other address, where the machine has it and nothing else listens there. */
const bindTwin = async (server: Server, port: number): Promise<boolean> => {
  try {
    await bind(server, { port, host: '::1', ipv6Only: true }, `[::1]:${port}`);
    return true;
  } catch {
    return false;
  }
};

const closeServer = async (server: Server, stopSeconds: number): Promise<void> => {
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection that was busy a moment ago is idle now.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const late = setTimeout(() => server.closeAllConnections(), stopSeconds * 1000);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
};

/** `host:port`, also with an IPv6 address in brackets. */
const parseAddress = (address: string): { readonly host: string; readonly port: number } => {
  const [, host = '', port] = /^(.+):(\d{1,5})$/.exec(address) ?? [];
  if (port === undefined) {
    throw new Failure(`This is not an address to listen on: ${address}`, {
      fix: 'host:port, or unix:/path',
      exitCode: exitCode.usage,
    });
  }
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
};

/**
 * Listens on `host:port` or `unix:/path` (mode 0600) and resolves once it does. 127.0.0.1 stands for the loopback
 * interface: `[::1]` is served too, where it exists.
 * @throws Failure that says why it cannot listen
 */
export const listen = async (
  handler: RequestListener,
  address: string,
  limits: ListenOptions = {},
): Promise<ServiceListener> => {
  const servers = [serverFor(handler, limits)];
  const [server] = servers as [Server];
  if (address.startsWith(unixScheme)) await bindSocket(server, address.slice(unixScheme.length));
  else {
    const { host, port } = parseAddress(address);
    await bind(server, { host, port }, address);
    const twin = serverFor(handler, limits);
    if (host === '127.0.0.1' && port !== 0 && (await bindTwin(twin, port))) servers.push(twin);
  }
  return {
    close: async () => {
      await Promise.all(servers.map((one) => closeServer(one, limits.stopSeconds ?? 2)));
    },
  };
};
