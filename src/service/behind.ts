import * as z from 'zod';
import { basic, readSecret } from './token.ts';

/** What natively stands behind our own processes and asks for a password: the user, and the file with it. */
export const guarded = {
  prometheus: { user: 'stack', secret: 'prometheus-password' },
  pushgateway: { user: 'push', secret: 'pushgateway-password' },
  alertmanager: { user: 'alerts', secret: 'alertmanager-password' },
} as const;

export type GuardedComponent = keyof typeof guarded;

/**
 * The `Authorization` that a component asks for.
 * @throws Failure when its password cannot be read
 */
export const loginOf = (secrets: string, component: GuardedComponent): string =>
  basic(guarded[component].user, readSecret(secrets, guarded[component].secret));

/** Is set where the components behind our processes ask for their passwords. */
export const behindPasswords = z.literal('yes').optional();

/** An address with the login that its component asks for. */
export const withLogin = (address: string, secrets: string, component: GuardedComponent): string => {
  const url = new URL(address);
  url.username = guarded[component].user;
  url.password = readSecret(secrets, guarded[component].secret);
  return url.href.replace(/\/$/, '');
};
