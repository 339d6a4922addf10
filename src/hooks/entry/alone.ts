import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { canarySession } from '../../catalogue/canary.ts';
import { expireApprovals, useApproval } from '../decide/approvals.ts';
import { clientAnswer } from '../decide/client-answer.ts';
import { decideCall, type Grants } from '../decide/decide-call.ts';
import { guardOff, offNotice } from '../decide/guard-off.ts';
import { readPolicy } from '../decide/policy-file.ts';
import { readApprovalKey } from '../decide/signature.ts';
import { recordOf } from '../journal/event-record.ts';
import { type Hasher, hasherFrom, hasherWith } from '../keyed-hash.ts';
import { guardedEvents, readPayload } from '../payload.ts';
import { certificateFile, pinOf } from '../pinned-certificate.ts';
import { type HandIn, handIn, spool, spooled } from './spool.ts';
import { unreadableCall } from './unreadable.ts';

/**
 * What the entry runs when the service does not answer: `node alone.mjs decide FOLDER STATE SECRETS EVENT_ID`, the
 * hook's JSON on standard input. Decides by the same guard and policy, leaves the event for the service, and answers in the
 * client's format. Exit 0 whenever it could decide; anything else makes the entry refuse the call.
 *
 * `node alone.mjs hand-in STATE SOCKETS SECRETS PORT FOLDER PIN`: gives the service what was left for it.
 *
 * FOLDER holds policy and approvals, STATE the events that wait: the same one, unless FOLDER is read-only.
 */

/** Contents stay out of the spool whatever the configuration says: it may have changed before the service reads it. */
const privacy = { prompts: 'drop', responses: 'drop', tools: 'drop' } as const;

/** A key that cannot be read must not keep a call from being judged: `start` and the service report it. */
const hasherOrRandom = (secrets: string): Hasher => {
  try {
    return hasherFrom(secrets);
  } catch {
    return hasherWith(randomBytes(32));
  }
};

const grantsIn = (folder: string, secrets: string): Grants => {
  const key = readApprovalKey(secrets);
  expireApprovals(folder, key);
  const off = guardOff(folder, key);
  return {
    useApproval: (code) => key !== undefined && useApproval(folder, key, code),
    offNotice: off && offNotice(off),
  };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const decide = (folder: string, state: string, secrets: string, id: string) => {
  const text = readFileSync(0, 'utf8');
  const payload = readPayload(parse(text));
  if (!payload) {
    const unread = unreadableCall(text);
    if (unread) process.stdout.write(clientAnswer(unread.payload, unread.verdict) ?? '');
    return;
  }
  const hasher = hasherOrRandom(secrets);
  const decided = guardedEvents.has(payload.event)
    ? decideCall(payload, {
        ...readPolicy(folder),
        hasher,
        grants: grantsIn(folder, secrets),
        decidedBy: 'entry',
        project: process.env['CLAUDE_PROJECT_DIR'],
        stack: path.dirname(folder),
      })
    : undefined;
  // The answer first: a full disk must not keep it back.
  if (decided?.answer) process.stdout.write(decided.answer);
  if (payload.session === canarySession) return;
  try {
    const delivery = id ? ({ kind: 'id', id } as const) : ({ kind: 'unknown' } as const);
    spool(
      state,
      recordOf(payload, { hasher, privacy, delivery, at: Date.now(), judgement: decided?.judgement }),
    );
  } catch {
    // Nothing more can be done, and nothing may be printed: the disk that would keep the event does not take it.
  }
};

/**
 * Hands in until nothing waits. The lock goes before the last look: an event that was kept while this process held it
 * would otherwise wait for the next call.
 */
const handInAll = async (place: HandIn): Promise<void> => {
  const lock = path.join(place.entry, 'hand-in.lock');
  for (;;) {
    const handed = await handIn(place);
    rmSync(lock, { force: true });
    if (handed === 0 || spooled(place.entry, 1).length === 0) return;
    try {
      writeFileSync(lock, String(process.pid), { mode: 0o600, flag: 'wx' });
    } catch {
      // Another process has it now.
      return;
    }
  }
};

/** The certificate beside the entry, when it is that of the key which the entry names. */
const tlsOf = (port: string, folder: string, pin: string): HandIn['tls'] => {
  const certificate = path.join(folder, certificateFile);
  try {
    return pin && pinOf(readFileSync(certificate, 'utf8')) === pin
      ? { port: Number(port), certificate }
      : undefined;
  } catch {
    return undefined;
  }
};

const [, , task, folder = '', ...rest] = process.argv;
const [first = '', second = '', third = '', entry = '', pin = ''] = rest;
if (task === 'hand-in')
  await handInAll({ entry: folder, sockets: first, secrets: second, tls: tlsOf(third, entry, pin) });
else decide(folder, first, second, third);
