import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { entryFolder, findCurl } from '../hooks/entry/install.ts';
import { shellWord } from '../hooks/hook-settings.ts';
import { apiToken } from '../service/token.ts';
import { statuslineScript } from './script.ts';

/** The program that the client's status line calls; beside the hook entry, so that it outlives the checkout. */
export const statuslinePath = (home: Home): string => path.join(entryFolder(home.root), 'statusline');

/** The value of `statusLine` in the client's settings. */
export const statuslineSetting = (home: Home) =>
  ({ type: 'command', command: shellWord(statuslinePath(home)), padding: 0 }) as const;

/** A line must be there within 50 ms. */
const longestAnswerSeconds = 0.025;

/** Writes the program for this configuration. Safe to repeat, also while clients use it. */
export const installStatusline = async (
  home: Home,
  { ports, budgets }: Config,
  answerSeconds = longestAnswerSeconds,
): Promise<void> => {
  const folder = entryFolder(home.root);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const script = statuslineScript({
    port: ports.ledger,
    curlPath: await findCurl(),
    folder,
    secretFile: path.join(home.secrets, apiToken),
    dailyBudget: budgets.daily,
    answerSeconds,
  });
  await writeFileAtomic(statuslinePath(home), script, { mode: 0o700 });
};

/** Brings an installed program in line with a changed configuration; does nothing where there is none. */
export const refreshStatusline = async (home: Home, config: Config): Promise<void> => {
  if (existsSync(statuslinePath(home))) await installStatusline(home, config);
};
