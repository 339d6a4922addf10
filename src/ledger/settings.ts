import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SharedLabel } from '../catalogue/labels.ts';
import { type Config, defaults } from '../config/schema.ts';

/** How the ledger's process is set up. All of it comes from the environment, written by the component table. */
export interface Settings {
  readonly listen: string;
  /** Where OTLP is taken when no collector runs; absent: the collector does it. */
  readonly otlpGrpc: string | undefined;
  readonly otlpHttp: string | undefined;
  readonly data: string;
  readonly secrets: string;
  readonly bearerToken: string | undefined;
  readonly config: Pick<Config, 'retention' | 'labels' | 'privacy' | 'security'>;
  readonly shared: readonly SharedLabel[];
}

export const settingsFrom = (env: NodeJS.ProcessEnv): Settings => {
  const { retention, labels, privacy, security } = defaults();
  const config = {
    retention,
    labels,
    privacy,
    security,
    ...JSON.parse(env['LEDGER_CONFIG'] ?? '{}'),
  } as Config;
  const secrets = env['LEDGER_SECRETS'] ?? '.';
  return {
    listen: env['LEDGER_LISTEN'] ?? '127.0.0.1:4319',
    otlpGrpc: env['LEDGER_OTLP_GRPC'],
    otlpHttp: env['LEDGER_OTLP_HTTP'],
    data: env['LEDGER_DATA'] ?? '.',
    secrets,
    bearerToken: config.security.ledgerToken
      ? readFileSync(path.join(secrets, 'ledger-token'), 'utf8').trim()
      : undefined,
    config,
    shared: config.labels.shared as readonly SharedLabel[],
  };
};
