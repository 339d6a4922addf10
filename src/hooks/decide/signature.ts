import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isObject } from '../../object.ts';

/**
 * What a person granted, as a file that only a holder of the key can have written. The key lies among the secrets, which
 * the guard lets no call read; a file that anybody else puts there means nothing.
 */

/** Name of the key's file among the secrets. */
export const approvalKeyFile = 'approval.key';
const leastKeyBytes = 32;

/** The key; undefined when there is none, and then nothing is granted. */
export const readApprovalKey = (secrets: string): Buffer | undefined => {
  try {
    const key = readFileSync(path.join(secrets, approvalKeyFile));
    return key.length >= leastKeyBytes ? key : undefined;
  } catch {
    return undefined;
  }
};

/** The key, made where there is none yet. */
export const makeApprovalKey = (secrets: string): Buffer => {
  const known = readApprovalKey(secrets);
  if (known) return known;
  mkdirSync(secrets, { recursive: true, mode: 0o700 });
  const file = path.join(secrets, approvalKeyFile);
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, randomBytes(leastKeyBytes).toString('hex'), { mode: 0o600 });
  try {
    rmSync(file, { force: true });
    linkSync(fresh, file);
  } finally {
    rmSync(fresh, { force: true });
  }
  return readFileSync(file);
};

const macOf = (key: Buffer, purpose: string, text: string): Buffer =>
  createHmac('sha256', key).update(`${purpose}\0${text}`).digest();

/** A grant as the text of a file. `purpose` keeps one kind of grant from being taken for another. */
export const signed = (key: Buffer, purpose: string, grant: object): string => {
  const text = JSON.stringify(grant);
  return JSON.stringify({ grant: text, mac: macOf(key, purpose, text).toString('hex') });
};

/** Larger files are not ours. */
const mostCharacters = 10_000;

/** The grant in the text of a file; undefined unless a holder of the key wrote it for this purpose. */
export const verified = (
  key: Buffer,
  purpose: string,
  file: string,
): Readonly<Record<string, unknown>> | undefined => {
  if (file.length > mostCharacters) return undefined;
  try {
    const { grant, mac } = JSON.parse(file) as { grant: string; mac: string };
    const given = Buffer.from(String(mac), 'hex');
    const wanted = macOf(key, purpose, String(grant));
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
    const value: unknown = JSON.parse(grant);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
