import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import writeFileAtomic from 'write-file-atomic';
import { type ClickhouseUser, clickhouseUsers } from '../clickhouse/users.ts';
import type { Home } from '../config/home.ts';
import { exitCode, Failure } from '../failure.ts';
import { readSecret } from '../service/token.ts';

const shortestCharacters = 8;

/** What a variable says: of the environment, else of `.env` beside `config.yaml`; one that is empty says nothing. */
const given = (home: Home, env: NodeJS.ProcessEnv): ((variable: string) => string | undefined) => {
  const file = path.join(home.root, '.env');
  const inFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return (variable) => env[variable] || inFile[variable];
};

/**
 * Puts passwords that a person chose for ClickHouse's users in the place of those that were made.
 * @throws Failure for one that is too short
 */
export const takeGivenPasswords = async (home: Home, env: NodeJS.ProcessEnv = process.env): Promise<void> => {
  const chosen = given(home, env);
  for (const { secret, variable } of Object.values(clickhouseUsers)) {
    const password = chosen(variable);
    if (!password || password === readSecret(home.secrets, secret)) continue;
    if (password.length < shortestCharacters || password.trim() !== password)
      throw new Failure(
        `${variable} must have at least ${shortestCharacters} characters, and no space around them.`,
        {
          where: 'the environment, or .env beside config.yaml',
          exitCode: exitCode.usage,
        },
      );
    await writeFileAtomic(path.join(home.secrets, secret), password, { mode: 0o600 });
  }
};

/** What ClickHouse natively stores of the passwords of its users. */
export const clickhouseHashes = (home: Home): Readonly<Record<ClickhouseUser, string>> => {
  const hashOf = (who: ClickhouseUser) =>
    createHash('sha256').update(readSecret(home.secrets, clickhouseUsers[who].secret)).digest('hex');
  return { writer: hashOf('writer'), reader: hashOf('reader') };
};
