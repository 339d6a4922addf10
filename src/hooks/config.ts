import { guardPolicySchema } from '@start-observability/guard/policy.ts';
import * as z from 'zod';
import { configSchema } from '../config/schema.ts';
import { Failure } from '../failure.ts';

const { privacy, labels, retention, prometheus } = configSchema.shape;

const schema = z.object({
  guard: guardPolicySchema,
  retention: z
    .string()
    .regex(/^\d+[smhdwy]$/)
    .default(retention.parse({}).events),
  privacy,
  labels,
  scrapeInterval: z
    .string()
    .regex(/^\d+[smhdwy]$/)
    .default(prometheus.parse({}).scrapeInterval),
});

const units: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  y: 365 * 86_400_000,
};

/** `15s`, `90d` in milliseconds. */
export const milliseconds = (duration: string): number =>
  Number(duration.slice(0, -1)) * (units[duration.slice(-1)] ?? Number.NaN);

export interface HooksConfig extends z.output<typeof schema> {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  readonly secrets: string;
  /** Address of Pushgateway; empty: nothing is pushed. */
  readonly pushgateway: string;
  /** Address of the Prometheus that scrapes Pushgateway, where it is known. */
  readonly prometheus: string | undefined;
  readonly instance: string | undefined;
}

const settings = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text || '{}');
  } catch (cause) {
    throw new Failure('HOOKS_CONFIG is not JSON.', { where: 'environment variable HOOKS_CONFIG', cause });
  }
};

const required = (env: NodeJS.ProcessEnv, name: string): string => {
  const value = env[name];
  if (value) return value;
  throw new Failure(`${name} is not set.`, { fix: 'The service is started by start-observability start.' });
};

/** What the service is told by its environment (`src/stack/components.ts`). Throws a Failure that names what is wrong. */
export const hooksConfig = (env: NodeJS.ProcessEnv): HooksConfig => {
  const checked = schema.safeParse(settings(env['HOOKS_CONFIG']));
  if (!checked.success) {
    throw new Failure('The configuration of the hook-event service is wrong.', {
      where: 'environment variable HOOKS_CONFIG',
      fix: z.prettifyError(checked.error),
    });
  }
  const [, host, port] = /^(.*):(\d+)$/.exec(env['HOOKS_LISTEN'] ?? '127.0.0.1:4320') ?? [];
  if (!host || !port) {
    throw new Failure(`HOOKS_LISTEN is not host:port: ${env['HOOKS_LISTEN']}`);
  }
  return {
    ...checked.data,
    host,
    port: Number(port),
    data: required(env, 'HOOKS_DATA'),
    secrets: required(env, 'HOOKS_SECRETS'),
    pushgateway: env['PROMETHEUS_PUSH_GATEWAY'] ?? '',
    prometheus: env['PROMETHEUS_URL'],
    instance: env['HOOKS_INSTANCE'],
  };
};
