import type { Call, Verdict } from '@start-observability/guard/verdict.ts';
import type { PlannedSession } from './calendar.ts';
import { type Client, createClient, type DemoAttributes } from './client.ts';
import { type Conversation, createConversation } from './conversation.ts';
import { type Mode, type Project, projectOf } from './team.ts';

/** A session while it is played: who plays, and how far time has gone. */
export interface Stage {
  readonly plan: PlannedSession;
  readonly project: Project;
  readonly client: Client;
  readonly conversation: Conversation;
  /** What the guard says to a tool call. */
  readonly judge: (call: Call) => Verdict;
  /** Milliseconds since 1970. */
  now: number;
  mode: Mode;
  toolCalls: number;
}

export const createStage = (plan: PlannedSession, judge: Stage['judge']): Stage => {
  const client = createClient(plan);
  return {
    plan,
    project: projectOf(plan.project),
    client,
    conversation: createConversation(client, plan),
    judge,
    now: plan.from,
    mode: plan.person.mode,
    toolCalls: 0,
  };
};

export const wait = (stage: Stage, milliseconds: number): void => {
  stage.now += Math.max(1, Math.round(milliseconds));
};

/** The client reports that it waited for the hooks of an event. */
export const hookRan = (
  { client, plan: { random }, now }: Stage,
  event: string,
  name = event,
  outcome: DemoAttributes = {},
): void => {
  const hasFailed = random.chance(0.002);
  client.event(now, 'hook_execution_complete', {
    hook_event: event,
    hook_name: name,
    num_hooks: '1',
    num_success: hasFailed ? '0' : '1',
    num_blocking: '0',
    num_non_blocking_error: hasFailed ? '1' : '0',
    num_cancelled: '0',
    total_duration_ms: String(Math.round(random.around(6, 0.6))),
    ...outcome,
  });
};
