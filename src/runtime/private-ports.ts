import { readFileSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import * as z from 'zod';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import type { PortName } from '../stack/components/component.ts';
import { componentNames, components, isSwitchedOn } from '../stack/components.ts';
import { freePorts, type PortSource } from './free-ports.ts';
import { marker } from './plan.ts';
import { isFree, listenerOn } from './port.ts';
import { environmentOf } from './process.ts';

/**
 * Ports for what stands behind our own processes. They are not settings: only our processes use them, and free
 * ones that are remembered cannot collide with what people run, or with a second stack on the machine.
 */
export type PrivatePorts = Readonly<Partial<Record<PortName, number>>>;

const remembered = z.record(z.string(), z.int());

const fileOf = (home: Home): string => path.join(home.run, 'private-ports.json');

const read = (home: Home): z.output<typeof remembered> => {
  try {
    return remembered.parse(JSON.parse(readFileSync(fileOf(home), 'utf8')));
  } catch {
    return {};
  }
};

/** Nothing listens there, or a process of this stack does. */
const isOurs = async (home: Home, port: number): Promise<boolean> => {
  if (await isFree(port)) return true;
  const listener = await listenerOn(port);
  if (!listener) return false;
  return environmentOf(listener.pid).some((variable) => variable.startsWith(`${marker}=${home.root}:`));
};

/** The private ports of a stack: those of the last start, others where another program has taken them since. */
export const privatePorts = async (
  home: Home,
  config: Config,
  source?: PortSource,
): Promise<PrivatePorts> => {
  const before = read(home);
  const ports: Record<string, number> = {};
  const parts = componentNames.filter((name) => isSwitchedOn(name, config));
  const bound = new Set(parts.flatMap((name) => components[name].ports));
  const fronted = parts.flatMap((name) => components[name].fronts ?? []).filter((port) => bound.has(port));
  // Nothing may listen yet on ports of the configuration, and private ones come from where some of those are.
  const configured = new Set(Object.values(config.ports));
  const keeps = async (port: number) => !configured.has(port) && (await isOurs(home, port));
  for (const name of fronted) {
    const known = before[name];
    const [fresh] =
      known !== undefined && (await keeps(known)) ? [known] : await freePorts(1, source, configured);
    ports[name] = fresh as number;
  }
  writeFileAtomic.sync(fileOf(home), JSON.stringify(ports), { mode: 0o600 });
  return ports as PrivatePorts;
};
