import { readFile } from 'node:fs/promises';
import { basic } from '../service/token.ts';
import type { Login } from './plan.ts';

const headersFor = async (login: Login | undefined): Promise<Record<string, string>> => {
  if (!login) return {};
  return { authorization: basic(login.user, (await readFile(login.passwordFile, 'utf8')).trim()) };
};

/** True when the address answers 200 within `timeoutMs`. */
export const isReady = async (
  address: string,
  { timeoutMs = 2_000, login }: { readonly timeoutMs?: number; readonly login?: Login | undefined } = {},
): Promise<boolean> => {
  try {
    const answer = await fetch(address, {
      headers: await headersFor(login),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
};
