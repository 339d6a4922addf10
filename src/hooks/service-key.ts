import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { type KeyAndCertificate, selfSigned } from '../service/certificate.ts';
import { certificateFile } from './pinned-certificate.ts';

/**
 * What proves the service where its socket does not reach the client: an entry that holds the certificate believes only
 * the holder of the key. The key never leaves the folder, which no other process sees.
 */

const keyFile = 'key.pem';

/** The folder of the key in the service's own data, which in containers no other one mounts. */
export const keyFolder = (data: string): string => path.posix.join(data, 'tls');

const daysValid = 3650;
const leastDaysLeft = 365;
const oneDayMs = 86_400_000;

/** What is in the folder, as long as it fits together and holds for another year. */
const kept = (folder: string, now: number): KeyAndCertificate | undefined => {
  try {
    const key = readFileSync(path.join(folder, keyFile), 'utf8');
    const certificate = readFileSync(path.join(folder, certificateFile), 'utf8');
    const read = new X509Certificate(certificate);
    const isFresh = Date.parse(read.validTo) - now > leastDaysLeft * oneDayMs;
    return isFresh && read.checkPrivateKey(createPrivateKey(key)) ? { key, certificate } : undefined;
  } catch {
    return undefined;
  }
};

/** The service's key and certificate; made where there are none. Entries take the new certificate at the next start. */
export const serviceKey = (folder: string, now = Date.now()): KeyAndCertificate => {
  const known = kept(folder, now);
  if (known) return known;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made = selfSigned('hooks of start-observability', daysValid, now);
  rmSync(path.join(folder, certificateFile), { force: true });
  writeFileAtomic.sync(path.join(folder, keyFile), made.key, { mode: 0o600 });
  writeFileAtomic.sync(path.join(folder, certificateFile), made.certificate, { mode: 0o600 });
  return made;
};
