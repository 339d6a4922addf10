import type { Config } from '../config/schema.ts';
import { receiverSecrets } from './alertmanager-receivers.ts';
import type { ComponentName } from './components.ts';

interface Secret {
  /** How many random bytes make it. */
  readonly bytes: number;
  /** The components that read it; no other container gets to see it. */
  readonly readers: readonly ComponentName[];
}

/** THE table of the stack's own secrets. Each is made once and kept, mode 0600. */
export const secrets: Readonly<Record<string, Secret>> = {
  'grafana-password': { bytes: 18, readers: ['grafana'] },
  /** What the collector shows to the ledger, where `security.ledgerToken` is on. */
  'ledger-token': { bytes: 32, readers: ['collector', 'ledger'] },
  /** Natively Prometheus asks for it, as user `stack`: it then answers our own processes only. */
  'prometheus-password': { bytes: 32, readers: [] },
  /** Who pushes to Pushgateway as user `push` must have it. */
  'pushgateway-password': { bytes: 32, readers: ['pages'] },
  /** Who hands alerts to Alertmanager as user `alerts` must have it. */
  'alertmanager-password': { bytes: 32, readers: ['pages'] },
  /** What `/api` and `/spool` of our services ask for: no other user of the machine can read it. */
  'api-token': { bytes: 32, readers: ['ledger', 'hooks', 'pages'] },
  /** The key of the hash that stands for a person where names are not kept. */
  'redaction.key': { bytes: 32, readers: ['collector', 'ledger', 'hooks'] },
};

/** What a person put into the folder of secrets for a component to use, by the names in the configuration. */
export const usersSecrets = (component: ComponentName, config: Config): readonly string[] => {
  if (component === 'collector') return config.export.otlp.flatMap(({ headers }) => Object.values(headers));
  if (component === 'alertmanager') return receiverSecrets(config.alerting);
  if (component !== 'prometheus') return [];
  return [...config.prometheus.remoteWrite, config.alerting.existing]
    .flatMap((place) => [place?.bearerTokenFile, place?.basicAuth?.passwordFile])
    .filter((name) => name !== undefined);
};

/** Every secret that a component reads. */
export const secretsOf = (component: ComponentName, config: Config): readonly string[] => [
  ...Object.keys(secrets).filter((name) => secrets[name]?.readers.includes(component)),
  ...new Set(usersSecrets(component, config)),
];
