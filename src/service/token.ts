import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { Failure } from '../failure.ts';
import { isEqual } from './compare.ts';
import { refuse } from './only-local.ts';

/** @throws Failure when the secret cannot be read, or is empty: a service must not run open instead */
export const readSecret = (folder: string, name: string): string => {
  const file = path.join(folder, name);
  const failure = (what: string, cause?: unknown) =>
    new Failure(what, { where: file, fix: 'start-observability restart makes what is missing', cause });
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw failure('A secret cannot be read.', cause);
  }
  if (text === '') throw failure('A secret is empty.');
  return text;
};

/** Whether an `Authorization` header carries the token; without a token to carry, anything does. */
export const isAuthorized = (token: string | undefined, authorization: unknown): boolean =>
  token === undefined || (typeof authorization === 'string' && isEqual(authorization, `Bearer ${token}`));

/** The value of `Authorization` for a login by name and password. */
export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** What every stack makes for itself: programs of its owner show it to our services. */
export const apiToken = 'api-token';

/** The header that our services want of those who ask; none where no stack was started yet. */
export const tokenHeaders = (secrets: string): Record<string, string> => {
  try {
    return { authorization: `Bearer ${readFileSync(path.join(secrets, apiToken), 'utf8').trim()}` };
  } catch {
    return {};
  }
};

/** Lets only requests pass that carry the token. */
export const onlyWithToken =
  (token: string) =>
  ({ headers }: IncomingMessage, response: ServerResponse, next: () => void): void => {
    if (isAuthorized(token, headers.authorization)) {
      next();
      return;
    }
    response.setHeader('WWW-Authenticate', 'Bearer realm="start-observability"');
    refuse(response, 401, 'Send `Authorization: Bearer` with the content of secrets/api-token.');
  };
