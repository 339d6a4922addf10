import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type Config, defaults } from '../config/schema.ts';

/** A port for everything that listens: none is in use now, and none comes twice. */
export const freePorts = async (): Promise<Config['ports']> => {
  const names = Object.keys(defaults().ports) as (keyof Config['ports'])[];
  const servers = await Promise.all(
    names.map(async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as Config['ports'];
};
