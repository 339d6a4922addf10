import { type Config, defaults } from '../src/config/schema.ts';
import { stackPorts as portsOfStack } from '../src/demo/ports.ts';
import { freePorts as free, portsFrom } from '../src/runtime/free-ports.ts';

/** Workers of one run look in ranges of their own, so that none takes what another just found free. */
const width = 1500;
const worker = Number(process.env['VITEST_POOL_ID'] ?? 0) % 8;
const source = portsFrom({ first: 20_500 + worker * width, end: 20_500 + (worker + 1) * width });

/** Ports that nothing listens on; none comes twice within a worker. */
export const freePorts = (count: number): Promise<readonly number[]> => free(count, source);

export const freePort = async (): Promise<number> => (await freePorts(1))[0] as number;

/** A port for everything of a stack that listens. */
export const stackPorts = (): Promise<Config['ports']> => portsOfStack(source);

/** The default configuration on ports of its own, scraped every second. */
export const testConfig = async (change: Partial<Config> = {}): Promise<Config> => {
  const config = defaults();
  return {
    ...config,
    ports: await stackPorts(),
    prometheus: { ...config.prometheus, scrapeInterval: '1s' },
    ...change,
  };
};
