import os from 'node:os';
import { allowed } from '@start-observability/guard/decide.ts';
import { defaultProtected } from '@start-observability/guard/effects/protected.ts';
import { judge } from '@start-observability/guard/judge.ts';
import type { Policy } from '@start-observability/guard/policy.ts';
import type { Verdict } from '@start-observability/guard/verdict.ts';
import type { Judgement } from '../journal/event-record.ts';
import type { Hasher } from '../keyed-hash.ts';
import { type Payload, textOf } from '../payload.ts';
import { answeredDecision, clientAnswer } from './client-answer.ts';
import { projectOf } from './project.ts';
import { policyFor } from './project-policy.ts';

/** What a person granted, as the entry finds it. The service is asked only where nothing is granted. */
export interface Grants {
  /** Uses up the approval of the call with this code, if there is one. */
  readonly useApproval: (code: string) => boolean;
  /** What the person is shown while the guard is off; undefined: it is on. */
  readonly offNotice: string | undefined;
}

export interface DecideOptions {
  readonly policy: Policy;
  readonly hasher: Hasher;
  readonly decidedBy: Judgement['decidedBy'];
  readonly grants?: Grants;
  /** What the client says the project is (`CLAUDE_PROJECT_DIR`); absent: the repository around the current folder. */
  readonly project?: string | undefined;
  /** The folder of this stack, which no call may change. */
  readonly stack?: string | undefined;
  /** Ports on which this stack is asked, whose place no call may take. */
  readonly stackPorts?: readonly number[] | undefined;
  /** The person's home folder, where the sender states it. */
  readonly home?: string | undefined;
}

export interface Decided {
  readonly judgement: Judgement;
  /** What the client is told; nothing when the call is allowed. */
  readonly answer: string | undefined;
}

/** The person's home folder: the client keeps its transcripts in it. In a container ours is another. */
const homeOf = (payload: Payload, stated: string | undefined): string => {
  const transcript = payload.fields['transcript_path'];
  const end = typeof transcript === 'string' ? transcript.indexOf('/.claude/') : -1;
  return end > 0 ? String(transcript).slice(0, end) : (stated ?? os.homedir());
};

/** The default places, and those that this machine uses instead. */
const protectedFolders = (
  home: string,
  project: string,
  stack: string | undefined,
  settings: string | undefined,
) => {
  const folders = defaultProtected(home, project);
  return {
    stack: [...folders.stack, ...(stack && stack !== '/' ? [stack] : [])],
    client: [...folders.client, ...(settings ? [settings] : [])],
  };
};

const verdictLabel = (payload: Payload, verdict: Verdict): Judgement['verdict'] => {
  if (verdict.decision !== 'allow') return answeredDecision(payload, verdict);
  if (verdict.would === 'deny') return 'would_deny';
  return verdict.would === 'ask' ? 'would_ask' : 'allow';
};

/** Asks the guard about a call that is about to run, and lets what a person granted overrule it. */
export const decideCall = (
  payload: Payload,
  { policy, hasher, decidedBy, grants, project, home, stack, stackPorts }: DecideOptions,
): Decided => {
  const tool = textOf(payload, 'tool_name') ?? '';
  const input = payload.fields['tool_input'];
  const folder = payload.fields['cwd'];
  const cwd = typeof folder === 'string' ? folder : '/';
  const root = projectOf(cwd, project);
  const person = homeOf(payload, home);
  const guarded = {
    ...protectedFolders(person, root, stack, process.env['CLAUDE_CONFIG_DIR']),
    ports: stackPorts ?? [],
  };
  const verdict = judge({ tool, input, cwd, project: root, home: person, guarded }, policyFor(policy, cwd));
  const { category, pattern } = verdict;
  const code = hasher.code(tool, cwd, JSON.stringify(input) ?? '');
  const decided = (label: Judgement['verdict'], answer: string | undefined): Decided => ({
    judgement: { verdict: label, category, pattern, decidedBy, code: pattern ? code : '' },
    answer,
  });
  const isStopped = verdict.decision !== 'allow';
  if (grants?.offNotice !== undefined)
    return decided(isStopped ? 'allowed_off' : 'allow', clientAnswer(payload, allowed, grants.offNotice));
  if (isStopped && grants?.useApproval(code)) return decided('allowed_once', undefined);
  return decided(verdictLabel(payload, verdict), clientAnswer(payload, verdict));
};
