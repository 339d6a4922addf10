import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isObject } from '../../object.ts';
import type { Hasher } from '../keyed-hash.ts';

/** Larger files are not the client's. */
const mostBytes = 32 * 1024 ** 2;
/** The client writes the file often; an account changes seldom. */
const rememberedMs = 10 * 60_000;
const mostRemembered = 50;

/** The account of a person whose client did not sign in, or whose file is not on this machine. */
export const unknownAccount = 'unknown';

/**
 * Finds the pseudonym of the account that a client is signed in with: a keyed hash of `oauthAccount.accountUuid` in the
 * client's own file. What the client hands to its status line names no account.
 */
export const createAccounts = (hasher: Hasher): ((folder: string | undefined) => Promise<string>) => {
  const known = new Map<string, { readonly at: number; readonly account: string }>();
  const read = async (folder: string): Promise<string> => {
    try {
      const file = path.join(folder, '.claude.json');
      if ((await stat(file)).size > mostBytes) return unknownAccount;
      const settings: unknown = JSON.parse(await readFile(file, 'utf8'));
      const account = isObject(settings) && settings['oauthAccount'];
      const id = isObject(account) && account['accountUuid'];
      return typeof id === 'string' && id !== '' ? hasher.hash('account', id) : unknownAccount;
    } catch {
      return unknownAccount;
    }
  };
  return async (folder) => {
    if (folder === undefined) return unknownAccount;
    const remembered = known.get(folder);
    if (remembered && Date.now() - remembered.at < rememberedMs) return remembered.account;
    const account = await read(folder);
    if (known.size >= mostRemembered) known.clear();
    known.set(folder, { at: Date.now(), account });
    return account;
  };
};
