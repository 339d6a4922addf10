import path from 'node:path';
import { checkout } from '../checkout.ts';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { entryFolder, installEntry } from '../hooks/entry/install.ts';
import type { ServicePlace } from '../hooks/service-client.ts';
import { socketFolder } from '../hooks/socket.ts';
import { startedRuntime } from '../runtime/remembered.ts';
import { isInContainers } from '../runtime/runtime.ts';

interface HookServiceOf {
  readonly home: Home;
  readonly config: Config;
}

const runsInContainer = (home: Home): boolean => isInContainers(startedRuntime(home));

/** Where the hook-event service of this home is to be found: its port only where its socket may not reach us. */
export const hookServicePlace = ({ home, config }: HookServiceOf): ServicePlace => ({
  sockets: socketFolder(home.root),
  secrets: home.secrets,
  port: runsInContainer(home) ? config.ports.hooks : undefined,
});

/** Installs the program that the hooks call, for this configuration. Safe to repeat. */
export const installHooks = ({ home, config }: HookServiceOf): Promise<void> =>
  installEntry({
    port: config.ports.hooks,
    folder: entryFolder(home.root),
    sockets: socketFolder(home.root),
    secrets: home.secrets,
    from: path.join(checkout.root, 'dist', 'hooks', 'entry'),
    policy: config.guard,
    stackPorts: [config.ports.ledger, config.ports.hooks],
    isContainer: runsInContainer(home),
  });
