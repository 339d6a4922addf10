import { clickhouseUsers } from '../clickhouse/users.ts';
import type { NetworkPlace } from '../config/kinds.ts';
import type { Config } from '../config/schema.ts';
import { personsLogin } from '../service/login.ts';
import { receiverSecrets } from './alertmanager-receivers.ts';
import type { ComponentName } from './components/component.ts';

interface Secret {
  /** How many random bytes make it. */
  readonly bytes: number;
  /** The components that read it; no other container gets to see it. */
  readonly readers: readonly ComponentName[];
  /** What a person must know before it is made anew, as a sentence. */
  readonly onRotation: string;
}

/** THE table of the stack's own secrets. Each is made once and kept, mode 0600. */
export const secrets: Readonly<Record<string, Secret>> = {
  'grafana-password': {
    bytes: 18,
    readers: ['grafana'],
    onRotation: 'Grafana is told the new password; who is logged in stays so.',
  },
  /** What the collector shows to the ledger, where `security.ledgerToken` is on. */
  'ledger-token': {
    bytes: 32,
    readers: ['collector', 'ledger'],
    onRotation: 'Other senders to the ledger need the new one.',
  },
  /** Natively Prometheus asks for it, as user `stack`: it then answers our own processes only. */
  'prometheus-password': { bytes: 32, readers: [], onRotation: 'Only this stack uses it.' },
  /** Needed to push to Pushgateway as user `push`. */
  'pushgateway-password': {
    bytes: 32,
    readers: ['pages'],
    onRotation: 'Scripts of your own that push need the new one.',
  },
  /** Needed to hand alerts to Alertmanager as user `alerts`. */
  'alertmanager-password': {
    bytes: 32,
    readers: ['pages'],
    onRotation: 'Programs of your own that send alerts need the new one.',
  },
  /** What `/api` and `/spool` of our services ask for: no other user of the machine can read it. */
  'api-token': {
    bytes: 32,
    readers: ['ledger', 'hooks', 'pages'],
    onRotation: 'Programs of your own that ask /api need the new one.',
  },
  /** Of ClickHouse's user that writes. */
  [clickhouseUsers.writer.secret]: {
    bytes: 32,
    readers: ['clickhouse', 'ledger', 'collector'],
    onRotation: 'Programs of your own that write to ClickHouse need the new one.',
  },
  /** Of ClickHouse's user that only reads. */
  [clickhouseUsers.reader.secret]: {
    bytes: 32,
    readers: ['clickhouse', 'ledger', 'grafana'],
    onRotation: 'Programs of your own that ask ClickHouse need the new one.',
  },
  /** Where `security.closed` is on, a person logs in with it as `admin`, and so does Prometheus when it scrapes. */
  'login-password': {
    bytes: 18,
    readers: ['ledger', 'hooks', 'pages'],
    onRotation: 'People log in anew; a Grafana of your own that reads :9090 needs the new one.',
  },
  /** The key of the hash that stands for a person where names are not kept. */
  'redaction.key': {
    bytes: 32,
    readers: ['collector', 'ledger', 'hooks'],
    onRotation:
      'Persons get other pseudonyms: what was counted before can no longer be joined with what comes after.',
  },
};

const secretsOfPlaces = (places: readonly (NetworkPlace | undefined)[]): readonly string[] =>
  places
    .flatMap((place) => [place?.bearerTokenFile, place?.basicAuth?.passwordFile])
    .filter((name) => name !== undefined);

/** What a person put into the folder of secrets for a component to use, by the names in the configuration. */
export const usersSecrets = (component: ComponentName, config: Config): readonly string[] => {
  if (component === 'collector') return config.export.otlp.flatMap(({ headers }) => Object.values(headers));
  if (component === 'alertmanager') return receiverSecrets(config.alerting);
  if (component === 'ledger') return secretsOfPlaces([config.export.audit.otlp]);
  if (component === 'prometheus')
    return secretsOfPlaces([...config.prometheus.remoteWrite, config.alerting.existing]);
  return [];
};

/** Every secret that a component reads. */
export const secretsOf = (component: ComponentName, config: Config): readonly string[] => [
  ...Object.keys(secrets).filter((name) => secrets[name]?.readers.includes(component)),
  // It scrapes then as a person who has logged in.
  ...(component === 'prometheus' && config.security.closed ? [personsLogin.secret] : []),
  ...new Set(usersSecrets(component, config)),
];
