import { type Config, defaults } from '../config/schema.ts';
import { grafanaArtefacts } from '../stack/grafana.ts';
import { pushgatewayArtefacts } from '../stack/pushgateway.ts';
import { containers, type Site } from '../stack/site.ts';
import type { Artefact } from './artefact.ts';

/**
 * What the components read at run time. The committed files are these for the default configuration in containers,
 * so that a plain `docker compose up` works; at start the command line writes them again for the user's own.
 */
export const stackArtefacts = (
  config: Config = defaults(),
  site: Site = containers(config),
): readonly Artefact[] => [...grafanaArtefacts(site), ...pushgatewayArtefacts()];
