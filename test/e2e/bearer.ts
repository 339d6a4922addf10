import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What our services ask for over a port: the token among the secrets. */
export const bearerIn = (secrets: string): { readonly authorization: string } => ({
  authorization: `Bearer ${readFileSync(path.join(secrets, 'api-token'), 'utf8').trim()}`,
});
