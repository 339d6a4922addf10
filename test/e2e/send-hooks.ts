import { judge } from '@start-observability/guard/judge.ts';
import { defaults } from '../../src/config/schema.ts';
import type { HookPayload, Scenario } from '../captures/read.ts';

/** A hook event that counts, and what the guard says of it where it is asked. */
export interface SentHook {
  readonly payload: HookPayload;
  readonly verdict?: { readonly decision: string; readonly category: string };
}

const homeOf = ({ transcript_path }: HookPayload): string =>
  String(transcript_path ?? '').split('/.claude/')[0] || '/';

const verdictOf = (payload: HookPayload): SentHook['verdict'] => {
  if (payload.hook_event_name !== 'PreToolUse') return undefined;
  const call = {
    tool: String(payload['tool_name']),
    input: payload['tool_input'],
    cwd: String(payload['cwd']),
    home: homeOf(payload),
  };
  const verdict = judge(call, defaults().guard);
  // Where permissions are bypassed the client runs what a hook asks about.
  const isRefused = verdict.decision === 'ask' && payload['permission_mode'] === 'bypassPermissions';
  return isRefused ? { ...verdict, decision: 'deny' } : verdict;
};

/** An event of a tool call is one event, however often hooks tell of it; any other is its own. */
const keyOf = ({ session_id, hook_event_name, tool_use_id }: HookPayload, index: number): string =>
  [session_id, hook_event_name, tool_use_id ?? index].join(' ');

/** Sends every recorded hook payload to the hook-event service; returns those that must count. */
export const sendHooks = async (
  url: string,
  scenarios: readonly Scenario[],
): Promise<readonly SentHook[]> => {
  const payloads = scenarios.flatMap(({ hooks }) => hooks);
  const waiting = payloads.values();
  const sender = async (): Promise<void> => {
    for (const payload of waiting) {
      const answer = await fetch(`${url}/hooks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-delivery': 'once' },
        body: JSON.stringify(payload),
      });
      if (!answer.ok) throw new Error(`${payload.hook_event_name}: ${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: 4 }, sender));
  const once = new Map(payloads.map((payload, index) => [keyOf(payload, index), payload]));
  return [...once.values()].map((payload) => {
    const verdict = verdictOf(payload);
    return verdict ? { payload, verdict } : { payload };
  });
};
