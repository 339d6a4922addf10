import { type Artefact, yaml } from '../artefact/artefact.ts';

/**
 * Headers that keep other pages from framing Pushgateway's page or guessing at its content. The form is that of
 * Prometheus' exporter toolkit, which Pushgateway 1.5 and newer read.
 */
export const pushgatewayArtefacts = (): readonly Artefact[] => [
  yaml('pushgateway/web.yaml', {
    http_server_config: {
      http2: false,
      headers: { 'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'deny' },
    },
  }),
];
