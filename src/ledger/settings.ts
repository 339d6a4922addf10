import * as z from 'zod';
import type { ClickhouseAddress } from '../clickhouse/client.ts';
import { type ClickhouseUser, clickhouseUsers } from '../clickhouse/users.ts';
import { machineZone } from '../config/calendar.ts';
import type { NetworkPlace } from '../config/kinds.ts';
import { type Config, configSchema } from '../config/schema.ts';
import { wantedLabels } from '../config/wanted-labels.ts';
import { behindPasswords, withLogin } from '../service/behind.ts';
import { json, readEnvironment } from '../service/environment.ts';
import { withLogins } from '../service/login.ts';
import { type Access, accessSchema } from '../service/only-local.ts';
import { apiToken, basic, readSecret } from '../service/token.ts';
import type { OtlpReceiver } from './audit/to-otlp.ts';

const {
  retention,
  labels,
  links,
  privacy,
  security,
  prometheus,
  timeZone,
  transcripts,
  budgets,
  clickhouse,
  export: exportTo,
} = configSchema.shape;
const audit = exportTo.unwrap().shape.audit;
const scrapeInterval = prometheus.unwrap().shape.scrapeInterval;

const environmentSchema = z.object({
  LEDGER_LISTEN: z.string().default('127.0.0.1:4319'),
  LEDGER_OTLP_GRPC: z.string().optional(),
  LEDGER_OTLP_HTTP: z.string().optional(),
  LEDGER_HEALTH: z.string().optional(),
  LEDGER_METRICS: z.string().optional(),
  LEDGER_COLLECTOR_URL: z.url().optional(),
  LEDGER_DATA: z.string().default('.'),
  LEDGER_SECRETS: z.string().default('.'),
  LEDGER_CONFIG: json(
    z.object({
      retention,
      labels,
      links,
      privacy,
      security,
      scrapeInterval,
      timeZone,
      transcripts,
      budgets,
      clickhouse,
      audit,
    }),
  ).prefault('{}'),
  LEDGER_CLICKHOUSE: z.url().optional(),
  PROMETHEUS_URL: z.url().optional(),
  BEHIND_PASSWORDS: behindPasswords,
  SERVICE_ACCESS: json(accessSchema).prefault('{}'),
});

/** How the ledger's process is set up. All of it comes from the environment, written by the component table. */
export interface LedgerProcessSettings {
  readonly listen: string;
  /** Where clients send OTLP over HTTP; absent: the collector listens there itself. */
  readonly otlpHttp: string | undefined;
  /** Where that is passed on to; absent: no collector runs, and the ledger listens on its other ports, too. */
  readonly collectorUrl: string | undefined;
  readonly otlpGrpc: string | undefined;
  readonly health: string | undefined;
  readonly metrics: string | undefined;
  readonly data: string;
  readonly secrets: string;
  readonly bearerToken: string | undefined;
  /** Address of the Prometheus that scrapes this ledger. */
  readonly prometheus: string | undefined;
  /** The ClickHouse that follows this ledger. */
  readonly clickhouse: Readonly<Record<ClickhouseUser, ClickhouseAddress>> | undefined;
  /** Where the audit log is passed on to. */
  readonly auditTo: { readonly otlp: OtlpReceiver | undefined; readonly file: boolean };
  /** The time zone of days and weeks. */
  readonly zone: string;
  readonly config: Pick<
    Config,
    'retention' | 'labels' | 'links' | 'transcripts' | 'privacy' | 'security' | 'budgets' | 'clickhouse'
  > &
    Pick<Config['prometheus'], 'scrapeInterval'>;
  /** Resource attributes that become labels of every counter, as `wantedLabels` names them. */
  readonly shared: readonly string[];
  readonly access: Access;
  readonly apiToken: string;
}

const clickhouseAddress = (url: string, secrets: string, who: ClickhouseUser): ClickhouseAddress => {
  const { user, secret } = clickhouseUsers[who];
  return { url, user, password: readSecret(secrets, secret) };
};

const receiverAt = ({ url, bearerTokenFile, basicAuth }: NetworkPlace, secrets: string): OtlpReceiver => ({
  url,
  ...(bearerTokenFile && { authorization: `Bearer ${readSecret(secrets, bearerTokenFile)}` }),
  ...(basicAuth && {
    authorization: basic(basicAuth.username, readSecret(secrets, basicAuth.passwordFile)),
  }),
});

/** @throws Failure that names what is wrong, and where a secret is missing */
export const settingsFrom = (env: NodeJS.ProcessEnv): LedgerProcessSettings => {
  const told = readEnvironment(environmentSchema, env);
  const config = told.LEDGER_CONFIG;
  return {
    listen: told.LEDGER_LISTEN,
    otlpGrpc: told.LEDGER_OTLP_GRPC,
    otlpHttp: told.LEDGER_OTLP_HTTP,
    collectorUrl: told.LEDGER_COLLECTOR_URL,
    health: told.LEDGER_HEALTH,
    metrics: told.LEDGER_METRICS,
    data: told.LEDGER_DATA,
    secrets: told.LEDGER_SECRETS,
    bearerToken: config.security.ledgerToken ? readSecret(told.LEDGER_SECRETS, 'ledger-token') : undefined,
    zone: config.timeZone ?? machineZone(),
    prometheus:
      told.PROMETHEUS_URL && told.BEHIND_PASSWORDS
        ? withLogin(told.PROMETHEUS_URL, told.LEDGER_SECRETS, 'prometheus')
        : told.PROMETHEUS_URL,
    clickhouse: told.LEDGER_CLICKHOUSE
      ? {
          writer: clickhouseAddress(told.LEDGER_CLICKHOUSE, told.LEDGER_SECRETS, 'writer'),
          reader: clickhouseAddress(told.LEDGER_CLICKHOUSE, told.LEDGER_SECRETS, 'reader'),
        }
      : undefined,
    auditTo: {
      otlp: config.audit.otlp && receiverAt(config.audit.otlp, told.LEDGER_SECRETS),
      file: config.audit.file,
    },
    config,
    shared: wantedLabels(config),
    apiToken: readSecret(told.LEDGER_SECRETS, apiToken),
    access: withLogins(told.SERVICE_ACCESS, told.LEDGER_SECRETS),
  };
};
