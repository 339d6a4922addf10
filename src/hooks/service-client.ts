import { lstatSync, readFileSync } from 'node:fs';
import { request as requestBySocket } from 'node:http';
import type { RequestOptions as TlsRequestOptions } from 'node:https';
import path from 'node:path';
import { socketName } from './socket.ts';

/** Where the hook-event service is to be found on this machine. */
export interface ServicePlace {
  /** Folder of its socket. */
  readonly sockets: string;
  readonly secrets: string;
  /**
   * Its port for TLS and the file of its certificate, where it runs in a container whose socket may not reach us. A port
   * alone proves nothing: whoever listens there would get the token.
   */
  readonly tls?: { readonly port: number; readonly certificate: string } | undefined;
}

export interface ServiceRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly timeoutMilliseconds?: number;
}

export interface ServiceResponse {
  /** 0: no answer. */
  readonly status: number;
  readonly text: string;
}

const nobody: ServiceResponse = { status: 0, text: '' };

/** More bytes than this do not fit into the name of a socket on every system. */
const mostSocketNameBytes = 100;

/** Whether a folder is a read-only mount of its own, as in a container of the client: no process inside can have made it. */
const isSealed = (folder: string): boolean => {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  // Fields: id, parent, device, root, mount point, options. The last mount of a place covers those before.
  const last = mounts.map((line) => line.split(' ')).findLast((fields) => fields[4] === folder);
  return last?.[5]?.split(',').includes('ro') ?? false;
};

/** The socket, when it can only be that of a process of ours; relative where the whole path would be too long. */
const ownSocket = (folder: string): string | undefined => {
  const file = path.join(folder, socketName);
  try {
    const found = lstatSync(file);
    if (!found.isSocket()) return undefined;
    if (found.uid !== process.getuid?.() && !isSealed(folder)) return undefined;
  } catch {
    return undefined;
  }
  return Buffer.byteLength(file) <= mostSocketNameBytes ? file : path.relative(process.cwd(), file);
};

const textOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
};

/** By TLS, to the holder of that certificate's key alone, with the token. */
const byTls = ({ tls, secrets }: ServicePlace): TlsRequestOptions | undefined => {
  const ca = tls && textOf(tls.certificate);
  const token = ca && textOf(path.join(secrets, 'api-token'));
  return token
    ? { host: '127.0.0.1', port: tls?.port, ca, headers: { authorization: `Bearer ${token}` } }
    : undefined;
};

/** How to reach it: by its socket, then by TLS. */
const routes = (place: ServicePlace): readonly TlsRequestOptions[] => {
  const socketPath = ownSocket(place.sockets);
  const tls = byTls(place);
  return [...(socketPath ? [{ socketPath }] : []), ...(tls ? [tls] : [])];
};

const askBy = async (
  way: TlsRequestOptions,
  { method, path: asked, body, timeoutMilliseconds = 3000 }: ServiceRequest,
): Promise<ServiceResponse> => {
  // Loaded where it is needed: the entry is a fresh process each time.
  const request = way.ca ? (await import('node:https')).request : requestBySocket;
  return new Promise((resolve) => {
    const headers = { ...way.headers, 'content-type': 'application/json', host: 'localhost' };
    const sent = request(
      {
        ...way,
        agent: false,
        method,
        path: asked,
        headers,
        signal: AbortSignal.timeout(timeoutMilliseconds),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', () => resolve(nobody));
      },
    );
    sent.on('error', () => resolve(nobody));
    sent.end(body);
  });
};

/** Asks the service. Never throws. */
export const askService = async (place: ServicePlace, asked: ServiceRequest): Promise<ServiceResponse> => {
  for (const way of routes(place)) {
    const response = await askBy(way, asked);
    if (response.status !== 0) return response;
  }
  return nobody;
};
