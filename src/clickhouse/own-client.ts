import path from 'node:path';
import { readSecret } from '../service/token.ts';
import { type ClickhouseClient, createClickhouseClient } from './client.ts';
import { type ClickhouseUser, clickhouseUsers } from './users.ts';

/**
 * A client of this stack's ClickHouse, for programs of its owner.
 * @throws Failure when its password cannot be read
 */
export const ownClickhouseClient = (
  { secrets, port }: { readonly secrets: string; readonly port: number },
  who: ClickhouseUser,
  timeoutSeconds?: number,
): ClickhouseClient => {
  const { user, secret } = clickhouseUsers[who];
  const address = {
    url: `http://127.0.0.1:${port}`,
    user,
    password: readSecret(path.resolve(secrets), secret),
  };
  return createClickhouseClient(address, timeoutSeconds);
};
