import { chmodSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import path from 'node:path';
import { listen, type ServiceListener } from '../service/listen.ts';
import { refuse } from '../service/only-local.ts';
import { socketName } from './socket.ts';

/** What a container of the client may ask: a verdict, and to take what was decided without the service. */
const servedPaths: ReadonlySet<string> = new Set(['/hooks', '/spool', '/ready']);

const onlyHooks =
  (app: RequestListener): RequestListener =>
  (request, response) => {
    if (servedPaths.has((request.url ?? '').split('?')[0] ?? '')) app(request, response);
    else refuse(response, 403, 'A container of the client may send hook events, and nothing else.');
  };

/**
 * Listens on a second socket for containers of the client. Everybody inside may connect, whatever user they run as; what
 * proves our service to them is that the folder is mounted read-only there.
 */
export const listenForClients = async (app: RequestListener, folder: string): Promise<ServiceListener> => {
  const socket = path.join(folder, socketName);
  const listener = await listen(onlyHooks(app), `unix:${socket}`);
  chmodSync(socket, 0o666);
  return listener;
};
