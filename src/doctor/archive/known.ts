import { readdir, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Home } from '../../config/home.ts';
import type { Config } from '../../config/schema.ts';
import type { PrivateWords } from './scrub.ts';

/** Names that every machine has: taking them out says nothing and reads badly. */
const common = new Set([
  'root',
  'user',
  'node',
  'admin',
  'ubuntu',
  'debian',
  'runner',
  'localhost',
  'home',
  'claude',
]);

const secretVariable = /(KEY|TOKEN|SECRET|PASSWORD|PASSPHRASE|CREDENTIALS?|HEADERS|COOKIE)$/i;

const secretsIn = async (folder: string): Promise<readonly string[]> => {
  const names = await readdir(folder).catch((): string[] => []);
  const texts = await Promise.all(
    names.map((name) => readFile(path.join(folder, name), 'utf8').catch(() => '')),
  );
  return texts.map((text) => text.trim()).filter(Boolean);
};

const hostOf = (address: string): readonly string[] =>
  URL.canParse(address) ? [new URL(address).hostname] : [];

const ownAddress = /^(localhost|127\.|\[?::1)/;

/** What is known of this machine and this person. */
export const knownHere = async (
  home: Home,
  config: Config,
  env: NodeJS.ProcessEnv,
): Promise<PrivateWords> => {
  const { username, homedir } = os.userInfo();
  const person = [env['HOME'] ?? homedir, homedir].filter((folder) => folder.length > 1);
  const addresses = [
    ...config.export.otlp.map(({ endpoint }) => endpoint),
    ...config.prometheus.remoteWrite.map(({ url }) => url),
    ...Object.entries(env).flatMap(([name, value]) =>
      /(ENDPOINT|PROXY|_URL)$/i.test(name) && value ? [value] : [],
    ),
  ];
  return {
    secrets: [
      ...(await secretsIn(home.secrets)),
      ...Object.entries(env).flatMap(([name, value]) => (secretVariable.test(name) && value ? [value] : [])),
    ],
    folders: [
      [home.root, '<state>'] as const,
      [process.cwd(), '<folder>'] as const,
      ...person.map((folder) => [folder, '~'] as const),
    ]
      .filter(([folder]) => folder.length > 1)
      .sort(([a], [b]) => b.length - a.length),
    users: [username, env['USER_NAME'] ?? '', env['LOGNAME'] ?? '', path.basename(homedir)].filter(
      (name) => name.length > 1 && !common.has(name.toLowerCase()),
    ),
    hosts: [os.hostname(), os.hostname().split('.')[0] ?? '', ...addresses.flatMap(hostOf)].filter(
      (name) => name.length > 1 && !common.has(name.toLowerCase()) && !ownAddress.test(name),
    ),
  };
};
