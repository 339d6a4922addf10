import { guardPolicySchema } from '@start-observability/guard/policy.ts';
import * as z from 'zod';
import { configSchema } from '../config/schema.ts';
import { behindPasswords, type GuardedComponent, withLogin } from '../service/behind.ts';
import { json, readEnvironment } from '../service/environment.ts';
import { withLogins } from '../service/login.ts';
import { type Access, accessSchema } from '../service/only-local.ts';

const { privacy, labels, retention, prometheus, budgets, warnings, timeZone } = configSchema.shape;

const duration = z.string().regex(/^\d+[smhdwy]$/);

const schema = z.object({
  guard: guardPolicySchema,
  stackPorts: z.array(z.int()).default([]),
  retention: duration.default(retention.parse({}).events),
  auditRetention: duration.default(retention.parse({}).audit),
  privacy,
  labels,
  budgets,
  warnings,
  timeZone,
  scrapeInterval: duration.default(prometheus.parse({}).scrapeInterval),
});

const environmentSchema = z.object({
  HOOKS_CONFIG: json(schema).prefault('{}'),
  HOOKS_LISTEN: z.string().default('127.0.0.1:4320'),
  HOOKS_DATA: z.string().min(1),
  HOOKS_SECRETS: z.string().min(1),
  HOOKS_SOCKETS: z.string().default(''),
  HOOKS_CLIENT_SOCKETS: z.string().default(''),
  HOOKS_KEY: z.string().default(''),
  HOOKS_INSTANCE: z.string().optional(),
  PROMETHEUS_PUSH_GATEWAY: z.string().default(''),
  PROMETHEUS_URL: z.string().optional(),
  HOOKS_LEDGER: z.string().default(''),
  HOOKS_TRANSCRIPTS: z.string().default(''),
  BEHIND_PASSWORDS: behindPasswords,
  SERVICE_ACCESS: json(accessSchema).prefault('{}'),
});

export interface HooksConfig extends z.output<typeof schema> {
  readonly listen: string;
  readonly data: string;
  readonly secrets: string;
  /** Folder of the socket; empty: there is none. */
  readonly sockets: string;
  /** Folder of the socket for containers of the client; empty: there is none. */
  readonly clientSockets: string;
  /** Folder of its own key for TLS, where no socket may cross; empty: it answers no TLS. */
  readonly key: string;
  /** Address of Pushgateway; empty: nothing is pushed. */
  readonly pushgateway: string;
  /** Address of the Prometheus that scrapes Pushgateway, where it is known. */
  readonly prometheus: string | undefined;
  /** Address of the ledger; empty: it gets no hook events. */
  readonly ledger: string;
  /** The client's folder of transcripts; empty: none are collected. */
  readonly transcripts: string;
  readonly instance: string | undefined;
  readonly access: Access;
}

/** What the service is told by its environment (`src/stack/components.ts`). Throws a Failure that names what is wrong. */
export const hooksConfig = (env: NodeJS.ProcessEnv): HooksConfig => {
  const told = readEnvironment(environmentSchema, env);
  const opened = (address: string, component: GuardedComponent): string =>
    told.BEHIND_PASSWORDS ? withLogin(address, told.HOOKS_SECRETS, component) : address;
  return {
    ...told.HOOKS_CONFIG,
    listen: told.HOOKS_LISTEN,
    data: told.HOOKS_DATA,
    secrets: told.HOOKS_SECRETS,
    sockets: told.HOOKS_SOCKETS,
    clientSockets: told.HOOKS_CLIENT_SOCKETS,
    key: told.HOOKS_KEY,
    pushgateway: told.PROMETHEUS_PUSH_GATEWAY && opened(told.PROMETHEUS_PUSH_GATEWAY, 'pushgateway'),
    prometheus: told.PROMETHEUS_URL && opened(told.PROMETHEUS_URL, 'prometheus'),
    ledger: told.HOOKS_LEDGER,
    transcripts: told.HOOKS_TRANSCRIPTS,
    instance: told.HOOKS_INSTANCE,
    access: withLogins(told.SERVICE_ACCESS, told.HOOKS_SECRETS),
  };
};
