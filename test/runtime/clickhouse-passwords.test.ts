import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { clickhouseUsers } from '../../src/clickhouse/users.ts';
import type { Home } from '../../src/config/home.ts';
import { defaults } from '../../src/config/schema.ts';
import { clickhouseHashes, takeGivenPasswords } from '../../src/runtime/clickhouse-passwords.ts';
import { makeSecrets } from '../../src/runtime/secrets.ts';
import { temporaryHome } from '../home.ts';

const { writer, reader } = clickhouseUsers;
const fileOf = (home: Home, { secret }: { readonly secret: string }) => path.join(home.secrets, secret);
const passwordsIn = (home: Home) => [writer, reader].map((who) => readFileSync(fileOf(home, who), 'utf8'));

const madeHome = async () => {
  const home = temporaryHome();
  await makeSecrets(home, defaults());
  return { home, made: passwordsIn(home) };
};

test('where nobody chose passwords for ClickHouse they are made: long, different, for their owner alone', async () => {
  const { home, made } = await madeHome();
  await takeGivenPasswords(home, {});
  expect(passwordsIn(home)).toEqual(made);
  expect(new Set(made).size).toBe(2);
  for (const password of made) expect(password).toMatch(/^[0-9a-f]{64}$/);
  for (const who of [writer, reader]) expect(statSync(fileOf(home, who)).mode & 0o777).toBe(0o600);
});

test('passwords come from .env beside config.yaml, those of the environment first, and an empty one is made', async () => {
  const { home, made } = await madeHome();
  const file = path.join(home.root, '.env');
  writeFileSync(file, "CLICKHOUSE_PASSWORD='a writer $ of .env'\nTELEMETRY_READER_PASSWORD=\n");
  await takeGivenPasswords(home, {});
  expect(passwordsIn(home)).toEqual(['a writer $ of .env', made[1]]);

  await takeGivenPasswords(home, {
    CLICKHOUSE_PASSWORD: 'of the environment',
    TELEMETRY_READER_PASSWORD: 'a reader, too',
  });
  expect(passwordsIn(home)).toEqual(['of the environment', 'a reader, too']);
  for (const who of [writer, reader]) expect(statSync(fileOf(home, who)).mode & 0o777).toBe(0o600);
  expect(clickhouseHashes(home).writer).toBe(createHash('sha256').update('of the environment').digest('hex'));
});

test('a variable that is set to nothing does not hide the password in .env', async () => {
  const { home } = await madeHome();
  writeFileSync(path.join(home.root, '.env'), 'CLICKHOUSE_PASSWORD=a writer of .env\n');
  await takeGivenPasswords(home, { CLICKHOUSE_PASSWORD: '' });
  expect(passwordsIn(home)[0]).toBe('a writer of .env');
});

test('a password that is too short is refused by its name, is not shown, and changes nothing', async () => {
  const { home, made } = await madeHome();
  const refused = takeGivenPasswords(home, { TELEMETRY_READER_PASSWORD: 'secret7' });
  await expect(refused).rejects.toThrow('TELEMETRY_READER_PASSWORD must have at least 8 characters');
  await expect(refused).rejects.not.toThrow('secret7');
  expect(passwordsIn(home)).toEqual(made);
});
