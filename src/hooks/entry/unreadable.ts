import type { Verdict } from '@start-observability/guard/verdict.ts';
import type { ClientName } from '../client-shapes.ts';
import { noSession, type Payload } from '../payload.ts';

/** Marks of a call about to run in text that is no JSON, and whose they are. */
const marks: readonly (readonly [mark: RegExp, event: string, client: ClientName])[] = [
  [/"BeforeTool"/, 'BeforeTool', 'gemini'],
  [/"PreSkillShellCommand"/, 'PreSkillShellCommand', 'claude'],
  [/"PreToolUse"/, 'PreToolUse', 'claude'],
  [/"toolName"/, 'preToolUse', 'copilot'],
];

const verdict: Verdict = {
  decision: 'deny',
  pattern: 'unreadable-payload',
  category: 'unreadable',
  reason: 'The guard cannot read what is about to run: the hook was not given JSON.',
  suggestion: 'Try again; if it happens again, report it.',
};

/** A call that cannot be read, from whatever of it can be recognised; undefined when it is not a call. */
export const unreadableCall = (
  text: string,
): { readonly payload: Payload; readonly verdict: Verdict } | undefined => {
  const [, event, client] = marks.find(([mark]) => mark.test(text)) ?? [];
  if (!event || !client) return undefined;
  return { payload: { client, event, sentEvent: event, session: noSession, fields: {} }, verdict };
};
