import { lstatSync, readFileSync } from 'node:fs';
import { type RequestOptions, request } from 'node:http';
import path from 'node:path';
import { socketName } from './socket.ts';

/** Where the hook-event service is to be found on this machine. */
export interface ServicePlace {
  /** Folder of its socket. */
  readonly sockets: string;
  readonly secrets: string;
  /** Its port, where it runs in a container whose socket may not reach us; else nothing is asked there. */
  readonly port?: number | undefined;
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

const tokenIn = (secrets: string): string | undefined => {
  try {
    return readFileSync(path.join(secrets, 'api-token'), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
};

/** How to reach it: by its socket, then by its port with the token. */
const routes = ({ sockets, secrets, port }: ServicePlace): readonly RequestOptions[] => {
  const socketPath = ownSocket(sockets);
  const token = port ? tokenIn(secrets) : undefined;
  return [
    ...(socketPath ? [{ socketPath }] : []),
    ...(port && token ? [{ host: '127.0.0.1', port, headers: { authorization: `Bearer ${token}` } }] : []),
  ];
};

const askBy = (
  way: RequestOptions,
  { method, path: asked, body, timeoutMilliseconds = 3000 }: ServiceRequest,
): Promise<ServiceResponse> =>
  new Promise((resolve) => {
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

/** Asks the service. Never throws. */
export const askService = async (place: ServicePlace, asked: ServiceRequest): Promise<ServiceResponse> => {
  for (const way of routes(place)) {
    const response = await askBy(way, asked);
    if (response.status !== 0) return response;
  }
  return nobody;
};
