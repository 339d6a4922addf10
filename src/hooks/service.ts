import type { Policy } from '@start-observability/guard/policy.ts';
import type { Logger } from 'pino';
import { canary, canarySession } from '../catalogue/canary.ts';
import { budgetLifts, hookRefused, hookSpoolReplayed } from '../catalogue/hook-metrics.ts';
import type { BudgetStop, createBudgetStop } from './budgets/stop.ts';
import { type Decided, decideCall } from './decide/decide-call.ts';
import { drainSpool, prepareSpool, spool } from './entry/spool.ts';
import { count } from './journal/event-counts.ts';
import type { Delivery } from './journal/event-key.ts';
import { type EventRecord, type KeptContents, recordOf } from './journal/event-record.ts';
import { gitWork } from './journal/git-work.ts';
import { createGroupCommit, Overloaded } from './journal/group-commit.ts';
import type { Journal } from './journal/journal.ts';
import type { Hasher } from './keyed-hash.ts';
import { guardedEvents, type Payload, readPayload } from './payload.ts';

export interface HookServiceOptions {
  readonly journal: Journal;
  readonly policy: Policy;
  readonly hasher: Hasher;
  readonly privacy: KeptContents;
  /** The folder of this stack, which no call may change. */
  readonly stack?: string | undefined;
  /** Ports on which this stack is asked, whose place no call may take. */
  readonly stackPorts?: readonly number[] | undefined;
  readonly log: Logger;
  /** Stops prompts and calls once a budget is used up. */
  readonly budgetStop?: ReturnType<typeof createBudgetStop>;
  /** What a person is told at a prompt, beside the answer; nothing most of the time. */
  readonly notices?: () => readonly string[];
  /** Called with each event that is in the journal. */
  readonly noted?: (payload: Payload) => void;
  /** Folder of the spool for events that the journal does not take; without one they are not kept. */
  readonly spool?: string | undefined;
  /** Called when counters moved. */
  readonly changed: () => void;
}

export interface HookReply {
  readonly status: 200 | 204 | 400 | 503;
  /** JSON for the client. */
  readonly body?: string;
}

/** What comes with an event besides its JSON. */
export interface Received {
  readonly delivery: Delivery;
  /** Where the sender is trusted to say so: the person's home and the project. */
  readonly home?: string | undefined;
  readonly project?: string | undefined;
}

export type HookRefusal = 'malformed' | 'too_large' | 'overloaded' | 'journal';

export interface Service {
  /** Decides, journals, and then answers one hook's JSON. */
  readonly receive: (body: unknown, received: Received) => Promise<HookReply>;
  readonly refused: (reason: HookRefusal) => void;
  /** Journals events that entries kept while the service was away. Throws when the disk does not take them. */
  readonly handIn: (records: readonly EventRecord[]) => void;
  /** Counts that a person lifted the stop of budgets. */
  readonly lifted: () => void;
  /** Tries again to journal what was kept or held while the disk did not take it. */
  readonly retry: () => void;
  /** Whether the last commit went well. */
  readonly healthy: () => boolean;
}

/** Events at which the session may be on another branch than before. */
const readsGit: ReadonlySet<string> = new Set(['SessionStart', 'UserPromptSubmit']);

/** Blocked calls that are held while the disk is full. */
const mostHeld = 10_000;

/** What the service does with an event: guard, journal, count, answer. */
export const createService = ({
  journal,
  policy,
  hasher,
  privacy,
  log,
  changed,
  noted,
  budgetStop,
  notices,
  stack,
  stackPorts,
  spool: spoolFolder,
}: HookServiceOptions): Service => {
  let healthy = true;
  let held: EventRecord[] = [];
  const uncounted = new Map<HookRefusal, number>();
  // An earlier process may have kept some.
  let hasKept = true;
  if (spoolFolder) prepareSpool(spoolFolder);

  const append = (records: readonly EventRecord[]) => {
    try {
      const fresh = journal.append(records);
      healthy = true;
      changed();
      return fresh;
    } catch (error) {
      if (healthy) log.error({ error: (error as Error).message }, 'The journal does not take events.');
      healthy = false;
      throw error;
    }
  };
  const commit = createGroupCommit(append);

  const refused = (reason: HookRefusal, times = 1) => {
    try {
      journal.count([count(hookRefused, { reason }, times)]);
      changed();
    } catch {
      // A disk that takes nothing cannot take this either: readiness reports it now, and it is counted later.
      uncounted.set(reason, (uncounted.get(reason) ?? 0) + times);
    }
  };

  const countRefusals = () => {
    const waiting = [...uncounted];
    uncounted.clear();
    for (const [reason, times] of waiting) refused(reason, times);
  };

  /** Keeps an event in the spool, where there may be room that was taken before. Whether it is on the disk. */
  const keep = (record: EventRecord): boolean => {
    if (!spoolFolder) return false;
    try {
      const isKept = spool(spoolFolder, record);
      hasKept ||= isKept;
      return isKept;
    } catch {
      return false;
    }
  };

  /**
   * On a full disk an event goes into room that was taken before, and is answered as if it were journalled. Without
   * any left, a verdict goes out all the same: a refusal must not become a pass because of our own fault. It is held and
   * journalled later. Everything else is told no, so that the sender keeps it.
   */
  const unjournalled = (record: EventRecord, answer: string | undefined, error: unknown): HookReply => {
    // A disk that is only slow is not helped by more files.
    if (!(error instanceof Overloaded) && keep(record))
      return answer ? { status: 200, body: answer } : { status: 204 };
    refused(error instanceof Overloaded ? 'overloaded' : 'journal');
    if (!answer) return { status: 503 };
    if (held.length < mostHeld) held.push(record);
    return { status: 200, body: answer };
  };

  /** A canary is judged and answered like any call; no event, verdict or counter of anybody's knows of it. */
  const canaryAnswer = (answer: string | undefined): HookReply => {
    journal.count([count(canary, { signal: 'hooks' })]);
    changed();
    return answer ? { status: 200, body: answer } : { status: 204 };
  };

  /** What is due is told where a person is: at a prompt. */
  const noticeFor = ({ client, event }: Payload): string | undefined => {
    if (client !== 'claude' || event !== 'UserPromptSubmit') return undefined;
    const due = notices?.() ?? [];
    return due.length > 0 ? JSON.stringify({ systemMessage: due.join('\n') }) : undefined;
  };

  /** Nothing where the guard stops the call already: its reason says more. */
  const stopFor = (payload: Payload, decided: Decided | undefined): BudgetStop | undefined => {
    if (decided?.judgement.verdict === 'deny') return undefined;
    const stop = budgetStop?.(payload);
    return stop?.answer === 'ask' && decided?.answer ? undefined : stop;
  };

  return {
    receive: async (body, { delivery, home, project }) => {
      const payload = readPayload(body);
      if (!payload) {
        refused('malformed');
        return { status: 400 };
      }
      const decided = guardedEvents.has(payload.event)
        ? decideCall(payload, { policy, hasher, decidedBy: 'service', home, project, stack, stackPorts })
        : undefined;
      if (payload.session === canarySession) return canaryAnswer(decided?.answer);
      const at = Date.now();
      const git = readsGit.has(payload.event) ? await gitWork(payload.fields['cwd']) : undefined;
      const stop = stopFor(payload, decided);
      const answer = stop?.body ?? decided?.answer ?? noticeFor(payload);
      const record = recordOf(payload, {
        hasher,
        privacy,
        delivery,
        at,
        judgement: decided?.judgement,
        git,
        budgetStop: stop,
      });
      try {
        await commit.add(record);
      } catch (error) {
        return unjournalled(record, answer, error);
      }
      noted?.(payload);
      return answer ? { status: 200, body: answer } : { status: 204 };
    },
    refused,
    lifted: () => {
      journal.count([count(budgetLifts, {})]);
      changed();
    },
    handIn: (records) => {
      const fresh = append(records).filter(Boolean).length;
      if (fresh > 0) journal.count([count(hookSpoolReplayed, {}, fresh)]);
    },
    retry: () => {
      try {
        if (held.length > 0) append(held);
        held = [];
        countRefusals();
        if (!spoolFolder || !hasKept) return;
        drainSpool(spoolFolder, append);
        prepareSpool(spoolFolder);
        hasKept = false;
      } catch {
        // Held until the next try.
      }
    },
    healthy: () => healthy,
  };
};
