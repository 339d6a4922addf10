import { type Config, defaults } from '../config/schema.ts';
import { freePorts } from '../runtime/free-ports.ts';

/** A free port for everything that listens. */
export const demoPorts = async (): Promise<Config['ports']> => {
  const names = Object.keys(defaults().ports) as (keyof Config['ports'])[];
  const ports = await freePorts(names.length);
  return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as Config['ports'];
};
