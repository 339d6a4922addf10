import { type Config, defaults } from '../config/schema.ts';
import { freePorts, type PortSource } from '../runtime/free-ports.ts';

/** A free port of `source` for everything that listens; absent: of the range that is the product's. */
export const stackPorts = async (source?: PortSource): Promise<Config['ports']> => {
  const names = Object.keys(defaults().ports) as (keyof Config['ports'])[];
  const ports = await freePorts(names.length, source);
  return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as Config['ports'];
};
