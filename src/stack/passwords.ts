import { createHash } from 'node:crypto';
import { encodeBase64, hashSync } from 'bcryptjs';
import { type Artefact, yaml } from '../artefact/artefact.ts';
import { type GuardedComponent, guarded } from '../service/behind.ts';
import type { Site } from './site.ts';

/** Passwords of 32 random bytes cannot be guessed, so the hash may be a quick one: it is computed on requests. */
const bcryptCost = '04';

/** The bcrypt hash of a password, the same one each time: a file that stays the same restarts nothing. */
export const passwordHash = (password: string): string => {
  const salt = encodeBase64(
    [...createHash('sha256').update(`salt ${password}`).digest().subarray(0, 16)],
    16,
  );
  return hashSync(password, `$2b$${bcryptCost}$${salt}`);
};

/**
 * The web configuration of Prometheus' exporter toolkit, which Prometheus 2.42 and Pushgateway 1.5 read, too: headers
 * against framing and guessing, and where it must be, a password.
 */
export const webConfiguration = ({ passwordHashes }: Site, component: GuardedComponent): Artefact => {
  const hash = passwordHashes[component];
  return yaml(`${component}/web.yaml`, {
    http_server_config: {
      http2: false,
      headers: { 'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'deny' },
    },
    ...(hash && { basic_auth_users: { [guarded[component].user]: hash } }),
  });
};
