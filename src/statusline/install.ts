import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { entryFolder, findCat, findCurl } from '../hooks/entry/install.ts';
import { shellWord } from '../hooks/hook-settings.ts';
import { socketFolder } from '../hooks/socket.ts';
import { apiToken } from '../service/token.ts';
import { passOnScript } from './pass-on.ts';
import { statuslineScript } from './script.ts';
import { wrappedSetting, wrapScript } from './wrap.ts';

/** The program that the client's status line calls; beside the hook entry, so that it outlives the checkout. */
export const statuslinePath = (home: Home): string => path.join(entryFolder(home.root), 'statusline');

const passOnPath = (home: Home): string => path.join(entryFolder(home.root), 'statusline-pass-on');
const wrapPath = (home: Home): string => path.join(entryFolder(home.root), 'statusline-wrap');

/** The value of `statusLine` in the client's settings. */
export const statuslineSetting = (home: Home) =>
  ({ type: 'command', command: shellWord(statuslinePath(home)), padding: 0 }) as const;

/** Somebody else's `statusLine` with our program before it; undefined where there is none. */
export const statuslineAround = (home: Home, theirs: unknown): object | undefined =>
  wrappedSetting(theirs, wrapPath(home));

/** A line must be there within 50 ms. */
const longestAnswerSeconds = 0.025;

/** Writes the programs for this configuration. Safe to repeat, also while clients use it. */
export const installStatusline = async (
  home: Home,
  { ports, budgets }: Config,
  answerSeconds = longestAnswerSeconds,
): Promise<void> => {
  const folder = entryFolder(home.root);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const curlPath = await findCurl();
  const secretFile = path.join(home.secrets, apiToken);
  const passOn = passOnPath(home);
  const script = statuslineScript({
    port: ports.ledger,
    curlPath,
    passOn,
    folder,
    secretFile,
    dailyBudget: budgets.daily,
    answerSeconds,
  });
  const sockets = socketFolder(home.root);
  await writeFileAtomic(passOn, passOnScript({ curlPath, sockets, hooksPort: ports.hooks, secretFile }), {
    mode: 0o700,
  });
  await writeFileAtomic(wrapPath(home), wrapScript(passOn, await findCat()), { mode: 0o700 });
  await writeFileAtomic(statuslinePath(home), script, { mode: 0o700 });
};

/** Brings an installed program in line with a changed configuration; does nothing where there is none. */
export const refreshStatusline = async (home: Home, config: Config): Promise<void> => {
  if (existsSync(statuslinePath(home))) await installStatusline(home, config);
};
