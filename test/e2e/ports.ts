import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type Config, defaults } from '../../src/config/schema.ts';

/** Ports that were free a moment ago, held together so that none comes twice. */
export const freePorts = async (count: number): Promise<readonly number[]> => {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
};

/** The default configuration on ports of its own, scraped every second. */
export const testConfig = async (change: Partial<Config> = {}): Promise<Config> => {
  const config = defaults();
  const names = Object.keys(config.ports) as (keyof Config['ports'])[];
  const ports = await freePorts(names.length);
  return {
    ...config,
    ports: Object.fromEntries(names.map((name, index) => [name, ports[index]])) as Config['ports'],
    prometheus: { ...config.prometheus, scrapeInterval: '1s' },
    ...change,
  };
};
