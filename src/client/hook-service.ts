import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkout } from '../checkout.ts';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { entryFolder, installEntry } from '../hooks/entry/install.ts';
import { certificateFile } from '../hooks/pinned-certificate.ts';
import type { ServicePlace } from '../hooks/service-client.ts';
import { socketFolder } from '../hooks/socket.ts';
import { startedRuntime } from '../runtime/remembered.ts';
import { isInContainers } from '../runtime/runtime.ts';
import { certificateInContainer } from '../runtime/service-certificate.ts';

interface HookServiceOf {
  readonly home: Home;
  readonly config: Config;
}

const runsInContainer = (home: Home): boolean => isInContainers(startedRuntime(home));

/** Where the hook-event service of this home is to be found: by TLS only where its socket may not reach us. */
export const hookServicePlace = ({ home, config }: HookServiceOf): ServicePlace => ({
  sockets: socketFolder(home.root),
  secrets: home.secrets,
  tls: runsInContainer(home)
    ? { port: config.ports.hooks, certificate: path.join(entryFolder(home.root), certificateFile) }
    : undefined,
});

/** The certificate that a service in a container is known by: of a service that is away, the one known before. */
const certificateOf = async (home: Home): Promise<string | undefined> => {
  if (!runsInContainer(home)) return undefined;
  const known = path.join(entryFolder(home.root), certificateFile);
  return (await certificateInContainer(home)) ?? readFile(known, 'utf8').catch(() => undefined);
};

/** Installs the program that the hooks call, for this configuration. Safe to repeat. */
export const installHooks = async ({ home, config }: HookServiceOf): Promise<void> =>
  installEntry({
    port: config.ports.hooks,
    folder: entryFolder(home.root),
    sockets: socketFolder(home.root),
    secrets: home.secrets,
    from: path.join(checkout.root, 'dist', 'hooks', 'entry'),
    policy: config.guard,
    stackPorts: [config.ports.ledger, config.ports.hooks],
    isContainer: runsInContainer(home),
    certificate: await certificateOf(home),
  });
