import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, link, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { exitCode, Failure } from '../failure.ts';
import { guarded } from '../service/behind.ts';
import { readSecret } from '../service/token.ts';
import { componentNames } from '../stack/components.ts';
import { passwordHash } from '../stack/passwords.ts';
import { secrets, usersSecrets } from '../stack/secrets.ts';
import type { Site } from '../stack/site.ts';

/** Writes a file only if there is none, whole or not at all: a half-written secret would be kept for ever. */
const writeOnce = async (file: string, text: string): Promise<void> => {
  const fresh = `${file}.${process.pid}.new`;
  await writeFile(fresh, text, { mode: 0o600 });
  try {
    await link(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await chmod(file, 0o600);
  } finally {
    await rm(fresh);
  }
};

const mustBeThere = (file: string, component: string): void => {
  if (existsSync(file)) return;
  throw new Failure(`A secret that config.yaml names for the ${component} is missing.`, {
    where: file,
    fix: 'put it there, in a file that only you can read (mode 0600)',
    exitCode: exitCode.usage,
  });
};

/**
 * Makes the stack's own secrets where they are missing; those that are there stay.
 * @param known secrets that the data of the stack was made with, by name: taken instead of new ones
 * @throws Failure when one that a person must supply is not there
 */
export const makeSecrets = async (
  home: Home,
  config: Config,
  known: Readonly<Record<string, string>> = {},
): Promise<void> => {
  await mkdir(home.secrets, { recursive: true, mode: 0o700 });
  await chmod(home.secrets, 0o700);
  for (const [name, { bytes }] of Object.entries(secrets)) {
    await writeOnce(path.join(home.secrets, name), known[name] ?? randomBytes(bytes).toString('hex'));
  }
  for (const component of componentNames) {
    for (const name of usersSecrets(component, config)) mustBeThere(path.join(home.secrets, name), component);
  }
};

/** What components natively store of the passwords that they ask for. */
export const passwordHashes = (home: Home): Site['passwordHashes'] =>
  Object.fromEntries(
    Object.entries(guarded).map(([component, { secret }]) => [
      component,
      passwordHash(readSecret(home.secrets, secret)),
    ]),
  );
