import { existsSync } from 'node:fs';
import { chmod, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { usersSecrets } from '../../stack/secrets.ts';
import { defineCheck, failed } from '../check.ts';
import type { DoctorSurroundings } from '../surroundings.ts';

interface Loose {
  readonly file: string;
  readonly mode: number;
}

/** Folders and files that others on this machine may read. */
const loose = async ({ home }: DoctorSurroundings): Promise<readonly Loose[]> => {
  const inside = await readdir(home.secrets).catch((): string[] => []);
  const files = [
    home.secrets,
    ...inside.map((name) => path.join(home.secrets, name)),
    home.data,
    path.join(home.root, 'client.json'),
  ].filter((file) => existsSync(file));
  const found = await Promise.all(
    files.map(async (file) => ({ file, mode: (await stat(file)).mode & 0o777 })),
  );
  // What lies in a closed folder is closed; a file counts only when its folder is open, or for itself.
  return found.filter(({ mode }) => (mode & 0o077) !== 0);
};

export const permissions = defineCheck({
  id: 'permissions',
  title: 'Who may read the secrets',
  group: 'surroundings',
  needs: [],
  problems: {
    open: failed(
      'Others on this machine may read secrets or what was collected.',
      'start-observability doctor --fix (chmod go-rwx on the files below)',
    ),
  },
  run: async (at) => {
    if (process.platform === 'win32') return { notReached: 'no modes on this system' };
    const found = await loose(at);
    if (found.length === 0) return { ok: 'you alone' };
    return {
      problem: 'open',
      evidence: found.map(({ file, mode }) => `${mode.toString(8)} ${file}`),
      mend: {
        what: 'made secrets and data readable for you alone',
        run: async () => {
          for (const { file, mode } of found) await chmod(file, mode & 0o700);
        },
      },
    };
  },
});

export const secretText = defineCheck({
  id: 'secret-text',
  title: 'Secrets for other places',
  group: 'surroundings',
  needs: ['config'],
  problems: {
    newline: failed(
      'A secret for a header ends in a new line, and no receiver takes such a header.',
      'start-observability doctor --fix (it cuts the new line off), then start-observability restart collector',
    ),
    missing: failed(
      'A secret that config.yaml names is not there.',
      'put it into the folder of secrets, in a file of mode 0600',
    ),
  },
  run: async ({ config, home }) => {
    const names = [...new Set([...usersSecrets('collector', config), ...usersSecrets('prometheus', config)])];
    const files = names.map((name) => path.join(home.secrets, name));
    const absent = files.filter((file) => !existsSync(file));
    if (absent.length > 0) return { problem: 'missing', evidence: absent };
    const headers = usersSecrets('collector', config).map((name) => path.join(home.secrets, name));
    const texts = await Promise.all(headers.map((file) => readFile(file, 'utf8')));
    const ended = headers.filter((_, index) => /[\r\n]/.test(texts[index] ?? ''));
    if (ended.length === 0) return { ok: names.length > 0 ? names.join(', ') : 'none' };
    return {
      problem: 'newline',
      evidence: ended,
      mend: {
        what: 'cut the new line off the secrets for headers',
        run: async () => {
          for (const file of ended) {
            await writeFileAtomic(file, (await readFile(file, 'utf8')).trim(), { mode: 0o600 });
          }
        },
      },
    };
  },
});
