import type { Access } from './only-local.ts';
import { apiToken, basic, readSecret, tokenHeaders } from './token.ts';

/** How a person logs in where `security.closed` is on, and Prometheus when it scrapes. */
export const personsLogin = { user: 'admin', secret: 'login-password' } as const;

/**
 * Who may ask, with the logins that are taken: a person's, and the token that our own programs send.
 * @throws Failure when a secret cannot be read
 */
export const withLogins = (access: Access, secrets: string): Access => {
  if (!access.isClosed) return access;
  const { user, secret } = personsLogin;
  return {
    ...access,
    logins: [basic(user, readSecret(secrets, secret)), `Bearer ${readSecret(secrets, apiToken)}`],
  };
};

/** What our own programs send to read numbers: where no login is needed, nothing that an impostor could keep. */
export const loginHeaders = (isClosed: boolean, secrets: string): Record<string, string> =>
  isClosed ? tokenHeaders(secrets) : {};
