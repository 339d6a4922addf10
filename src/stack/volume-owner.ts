import type { ComponentName } from './components/component.ts';
import { components } from './components.ts';

/** A user and its main group, by number. */
export interface Owner {
  readonly user: number;
  readonly group: number;
}

/**
 * The person at this machine, where a socket crosses from a container to its host: where both have one kernel, and the
 * engine runs as itself. Elsewhere undefined.
 */
export const personOnHost = (): Owner | undefined =>
  process.platform === 'linux' && process.getuid && process.getgid
    ? { user: process.getuid(), group: process.getgid() }
    : undefined;

/**
 * Whom a component's container runs as, and whom its volume belongs to. The hook service is the person's where it makes a
 * socket for the host: the socket proves who made it by its owner.
 */
export const volumeOwner = (name: ComponentName, person: Owner | undefined): Owner => {
  if (name === 'hooks' && person) return person;
  const { user } = components[name];
  return { user, group: user };
};
