import type { Artefact } from '../artefact/artefact.ts';
import { webConfiguration } from './passwords.ts';
import type { Site } from './site.ts';

/** Pushgateway has no configuration but this. */
export const pushgatewayArtefacts = (site: Site): readonly Artefact[] => [
  webConfiguration(site, 'pushgateway'),
];
