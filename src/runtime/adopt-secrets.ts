import { existsSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import type { Home } from '../config/home.ts';
import { components } from '../stack/components.ts';
import { secrets } from '../stack/secrets.ts';
import { projectOf } from './project.ts';
import { engineOf } from './remembered.ts';

/** Prints what the `prepare` container put there, for a pipe and not for an argument. */
const reader = `
const fs = require('node:fs');
const files = fs.readdirSync('/secrets/all').map((name) => [name, fs.readFileSync('/secrets/all/' + name, 'utf8')]);
console.log(JSON.stringify(Object.fromEntries(files)));
`;

const foundSecrets = z.record(z.string(), z.string());

/**
 * The stack's own secrets that volumes were made with, where the state folder has none: the stack was started by a plain
 * `docker compose up`, or the folder was lost. Grafana's database knows the old password only, and names that were
 * hashed with another key would be other names. Empty when there is nothing to adopt.
 */
export const secretsInVolume = async (home: Home): Promise<Readonly<Record<string, string>>> => {
  const names = Object.keys(secrets);
  if (names.every((name) => existsSync(path.join(home.secrets, name)))) return {};
  const engine = engineOf(home);
  const volume = `${projectOf(home)}_secrets`;
  const isThere = await execa(engine, ['volume', 'inspect', volume], { reject: false });
  if (isThere.failed) return {};
  const { image, version } = components.ledger;
  const { stdout, failed } = await execa(
    engine,
    [
      ...['run', '--rm', '--pull', 'never', '--network', 'none', '--read-only', '--user', '0:0'],
      ...['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--volume', `${volume}:/secrets:ro`],
      ...[`${image}:${version}`, 'node', '--eval', reader],
    ],
    { reject: false, timeout: 30_000 },
  );
  if (failed) return {};
  const all = foundSecrets.parse(JSON.parse(stdout));
  return Object.fromEntries(
    Object.entries(all).filter(([name, text]) => names.includes(name) && text !== ''),
  );
};
