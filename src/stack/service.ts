import type { Config } from '../config/schema.ts';
import type { ComponentName } from './components/component.ts';
import { componentNames, components } from './components.ts';

/** The name of a component's service in `compose.yaml`. */
export const serviceOf = (name: ComponentName): string => components[name].service ?? name;

/** The component of a service; undefined: the service is none of the table. */
export const componentOf = (service: string): ComponentName | undefined =>
  componentNames.find((name) => serviceOf(name) === service);

/** What every container of ours is kept from. */
export const hardened = {
  restart: 'unless-stopped',
  read_only: true,
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
  pids_limit: 512,
  logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
} as const;

/** The memory and, where it is configured, the processors that a container may use. */
export const limits = ({ memory, processors }: Config, name: keyof Config['memory']) => {
  const cpus = name in processors ? processors[name as keyof Config['processors']] : undefined;
  return { mem_limit: `${memory[name]}m`, ...(cpus !== undefined && { cpus }) };
};
