import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { canarySession } from '../../catalogue/canary.ts';
import { expire } from '../decide/approvals.ts';
import { decideCall } from '../decide/decide-call.ts';
import { readPolicy } from '../decide/policy-file.ts';
import { recordOf } from '../journal/event-record.ts';
import { type Hasher, hasherFrom, hasherWith } from '../keyed-hash.ts';
import { readPayload } from '../payload.ts';
import { handIn, spool } from './spool.ts';

/**
 * What the entry runs when the service does not answer: `node decide.mjs decide FOLDER SECRETS EVENT_ID`, the hook's
 * JSON on standard input. Judges by the same guard and policy, leaves the event for the service, and answers in the
 * client's format. Exit 0 whenever it could decide; anything else makes the entry fall back on its last resort.
 *
 * `node decide.mjs hand-in FOLDER PORT`: gives the service what was left for it.
 */

/** Contents stay out of the spool whatever the configuration says: it may have changed before the service reads it. */
const privacy = { prompts: false, responses: false, tools: false };

/** A key that cannot be read must not keep a call from being judged: `start` and the service report it. */
const hasherOrRandom = (secrets: string): Hasher => {
  try {
    return hasherFrom(secrets);
  } catch {
    return hasherWith(randomBytes(32));
  }
};

const decide = (folder: string, secrets: string, id: string) => {
  const payload = readPayload(JSON.parse(readFileSync(0, 'utf8')));
  if (!payload) return;
  const hasher = hasherOrRandom(secrets);
  expire(folder);
  const judged =
    payload.event === 'PreToolUse'
      ? decideCall(payload, { policy: readPolicy(folder), hasher, entry: folder, decidedBy: 'entry' })
      : undefined;
  // The answer first: a full disk must not keep it back.
  if (judged?.answer) process.stdout.write(judged.answer);
  if (payload.session === canarySession) return;
  try {
    const delivery = id ? ({ kind: 'id', id } as const) : ({ kind: 'unknown' } as const);
    spool(
      folder,
      recordOf(payload, { hasher, privacy, delivery, at: Date.now(), judgement: judged?.judgement }),
    );
  } catch {
    // Nothing more can be done, and nothing may be printed: the disk that would keep the event does not take it.
  }
};

const [, , task, folder = '', third = '', id = ''] = process.argv;
if (task === 'hand-in') await handIn(folder, Number(third));
else decide(folder, third, id);
