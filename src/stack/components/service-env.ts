import type { Access } from '../../service/only-local.ts';
import type { ComponentSurroundings } from './component.ts';

/** What our own services are told alike. */
export const serviceEnv = ({
  config,
  hostNames,
}: ComponentSurroundings): Readonly<Record<string, string>> => ({
  SERVICE_ACCESS: JSON.stringify({
    hosts: [...config.security.hosts, ...hostNames],
    pagePorts: [config.ports.grafana, config.ports.pages],
    isClosed: config.security.closed,
  } satisfies Access),
});

/** That the components behind our processes ask for the passwords of `secrets.ts`. */
export const passwordsEnv = ({ hasPasswords }: ComponentSurroundings): Readonly<Record<string, string>> =>
  hasPasswords ? { BEHIND_PASSWORDS: 'yes' } : {};
