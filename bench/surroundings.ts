import { defaults } from '../src/config/schema.ts';
import type { ComponentSurroundings } from '../src/stack/components/component.ts';

/** A component of ours by itself: on one port, with nothing beside it, and all it needs in one folder. */
export const alone = (port: number, folder: string): ComponentSurroundings => ({
  config: defaults(),
  listen: '127.0.0.1',
  port: () => port,
  // No Prometheus is there, and so nothing counts as seen.
  address: () => '127.0.0.1:1',
  generated: folder,
  data: folder,
  secrets: folder,
  sockets: '',
  clientSockets: '',
  ownDashboards: '',
  hostNames: [],
  embeddedCollector: false,
  isFronted: () => false,
  hasGrafana: false,
  hasPasswords: false,
});
