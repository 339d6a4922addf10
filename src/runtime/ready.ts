import { readFile } from 'node:fs/promises';
import { basic } from '../service/token.ts';
import type { Login } from './plan.ts';

interface ReadyOptions {
  readonly timeoutMs?: number;
  readonly login?: Login | undefined;
}

export interface Readiness {
  readonly isReady: boolean;
  /** Why not, where the process gives a reason: `{"ready":false,"reason":"The disk is full."}`. */
  readonly reason?: string;
}

const mostReasonLength = 300;

const reasonIn = (body: string): string | undefined => {
  try {
    const { reason } = JSON.parse(body) as { reason?: unknown };
    return typeof reason === 'string' ? reason.slice(0, mostReasonLength) : undefined;
  } catch {
    return undefined;
  }
};

const headersFor = async (login: Login | undefined): Promise<Record<string, string>> => {
  if (!login) return {};
  return { authorization: basic(login.user, (await readFile(login.passwordFile, 'utf8')).trim()) };
};

/** Asks a ready path; ready is what answers 200 within `timeoutMs`. */
export const readinessOf = async (
  address: string,
  { timeoutMs = 2_000, login }: ReadyOptions = {},
): Promise<Readiness> => {
  try {
    const answer = await fetch(address, {
      headers: await headersFor(login),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    const text = await answer.text();
    const reason = answer.status === 200 ? undefined : reasonIn(text);
    return { isReady: answer.status === 200, ...(reason && { reason }) };
  } catch {
    return { isReady: false };
  }
};

export const isReady = async (address: string, asking?: ReadyOptions): Promise<boolean> =>
  (await readinessOf(address, asking)).isReady;
