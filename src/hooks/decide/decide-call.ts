import os from 'node:os';
import { judge } from '@start-observability/guard/judge.ts';
import type { Policy } from '@start-observability/guard/policy.ts';
import type { Verdict } from '@start-observability/guard/verdict.ts';
import type { Judgement } from '../journal/event-record.ts';
import type { Hasher } from '../keyed-hash.ts';
import { type Payload, textOf } from '../payload.ts';
import { consume } from './approvals.ts';
import { clientAnswer } from './client-answer.ts';
import { projectOf } from './project.ts';
import { policyFor } from './project-policy.ts';

export interface JudgeOptions {
  readonly policy: Policy;
  readonly hasher: Hasher;
  readonly decidedBy: Judgement['decidedBy'];
  /** Folder of the entry with the leaves that a person gave; absent: there are none to use. */
  readonly entry?: string;
  /** What the client says the project is (`CLAUDE_PROJECT_DIR`); absent: the repository around the current folder. */
  readonly project?: string;
}

export interface Judged {
  readonly judgement: Judgement;
  /** What the client is told; nothing when the call is allowed. */
  readonly answer: string | undefined;
}

/** The person's home folder: the client keeps its transcripts in it. In a container ours is another. */
const homeOf = (payload: Payload): string => {
  const transcript = payload.fields['transcript_path'];
  const end = typeof transcript === 'string' ? transcript.indexOf('/.claude/') : -1;
  return end > 0 ? String(transcript).slice(0, end) : os.homedir();
};

const label = (verdict: Verdict, allowedOnce: boolean): Judgement['verdict'] => {
  if (allowedOnce) return 'allowed_once';
  if (verdict.decision !== 'allow') return verdict.decision;
  if (verdict.would === 'deny') return 'would_deny';
  return verdict.would === 'ask' ? 'would_ask' : 'allow';
};

/** Asks the guard about a `PreToolUse` payload, and lets a person's leave overrule a refusal once. */
export const decideCall = (
  payload: Payload,
  { policy, hasher, decidedBy, entry, project }: JudgeOptions,
): Judged => {
  const tool = textOf(payload, 'tool_name') ?? '';
  const input = payload.fields['tool_input'];
  const folder = payload.fields['cwd'];
  const cwd = typeof folder === 'string' ? folder : '/';
  const verdict = judge(
    { tool, input, cwd, project: projectOf(cwd, project), home: homeOf(payload) },
    policyFor(policy, cwd),
  );
  const code = hasher.code(tool, cwd, JSON.stringify(input) ?? '');
  const allowedOnce = entry !== undefined && verdict.decision === 'deny' && consume(entry, code);
  return {
    judgement: {
      verdict: label(verdict, allowedOnce),
      category: verdict.category,
      pattern: verdict.pattern,
      decidedBy,
      code: verdict.pattern ? code : '',
    },
    answer: allowedOnce ? undefined : clientAnswer(verdict, code),
  };
};
