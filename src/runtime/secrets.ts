import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Home } from '../config/home.ts';
import { secrets } from '../stack/secrets.ts';

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

/** Makes the secrets that are missing; those that are there stay. */
export const makeSecrets = async (home: Home): Promise<void> => {
  await mkdir(home.secrets, { recursive: true, mode: 0o700 });
  await chmod(home.secrets, 0o700);
  for (const [name, { bytes }] of Object.entries(secrets)) {
    await writeOnce(path.join(home.secrets, name), randomBytes(bytes).toString('base64url'));
  }
};
