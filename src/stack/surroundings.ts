import type { ComponentName, ComponentSurroundings } from './components/component.ts';
import { boundPort, type Site } from './site.ts';

/** What one component is told about the site it runs in. */
export const surroundingsOf = (site: Site, component: ComponentName): ComponentSurroundings => ({
  config: site.config,
  listen: site.runtime === 'docker' ? '0.0.0.0' : '127.0.0.1',
  port: (name) => boundPort(site, component, name),
  isFronted: site.isFronted,
  address: site.address,
  generated: site.generated,
  ownDashboards: site.ownDashboards,
  data: site.data(component),
  secrets: site.secrets(component),
  sockets: site.sockets,
  clientSockets: site.clientSockets,
  hostNames: site.hostNames,
  embeddedCollector: site.embeddedCollector,
  hasGrafana: site.hasGrafana,
  hasPasswords: Object.keys(site.passwordHashes).length > 0,
});
