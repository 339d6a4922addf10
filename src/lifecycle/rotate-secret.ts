import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Home } from '../config/home.ts';
import { load } from '../config/load.ts';
import { exitCode, Failure } from '../failure.ts';
import { redactionKeyFile } from '../redaction/hash.ts';
import { startedRuntime } from '../runtime/remembered.ts';
import { runtimeNamed, type Teller } from '../runtime/stack.ts';
import { fetchSummary } from '../runtime/summary.ts';
import { secrets } from '../stack/secrets.ts';
import { tellGrafana } from './grafana-password.ts';

/** A client sends at least once a minute while it runs, so five quiet minutes mean that none does. */
const quietMs = 5 * 60_000;

/**
 * Series are told apart by a hash with this key. Under another one the running totals of a session that goes on would be
 * taken for those of a new session, and counted once more.
 */
const mustBeQuiet = async (home: Home): Promise<void> => {
  const { ports } = load(home).config;
  const summary = await fetchSummary(ports.ledger, home.secrets);
  if (!summary)
    throw new Failure('The ledger does not answer, so it is unknown whether clients are sending.', {
      where: `127.0.0.1:${ports.ledger}`,
      fix: 'start-observability start, then try again',
      exitCode: exitCode.unhealthy,
    });
  const last = summary.lastData === null ? 0 : Date.parse(summary.lastData);
  if (Date.now() - last < quietMs)
    throw new Failure('Clients are sending: with another key their running totals would be counted twice.', {
      where: `last data ${summary.lastData}`,
      fix: 'end the sessions of Claude Code, wait five minutes, try again',
    });
};

const runsGrafana = async (home: Home, teller: Teller): Promise<boolean> => {
  const name = startedRuntime(home);
  const running = name ? await runtimeNamed(name, home, teller).status() : [];
  return running.some((one) => one.name === 'grafana');
};

/**
 * Makes a secret of the stack anew. What runs goes on with the old one until it is restarted.
 * @throws Failure when it cannot be done without harm; then nothing was changed
 */
export const rotateSecret = async (home: Home, name: string, teller: Teller): Promise<void> => {
  const file = path.join(home.secrets, name);
  const secret = secrets[name];
  if (!secret || !existsSync(file))
    throw new Failure(`There is no secret of this stack called ${name}.`, {
      where: home.secrets,
      fix: `one of ${Object.keys(secrets).join(', ')}; the first start makes them`,
      exitCode: exitCode.usage,
    });
  const fresh = randomBytes(secret.bytes).toString('hex');
  if (name === redactionKeyFile && startedRuntime(home)) await mustBeQuiet(home);
  if (name === 'grafana-password' && (await runsGrafana(home, teller)))
    await tellGrafana(load(home).config.ports.grafana, readFileSync(file, 'utf8').trim(), fresh);
  await writeFileAtomic(file, fresh, { mode: 0o600 });
};
