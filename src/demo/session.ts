import type { PlannedSession } from './calendar.ts';
import type { Run } from './client.ts';
import { createStage, hookRan, type Stage, wait } from './stage.ts';
import { start } from './start.ts';
import { agent, lookingTool, nextTool, skill } from './tools.ts';
import { use } from './use.ts';

/** Somebody switches the permission mode for the rest of the session. */
const switchMode = (stage: Stage): void => {
  const to = stage.plan.random.weighted({ acceptEdits: 6, plan: 3, default: 3, bypassPermissions: 0.4 });
  if (to === stage.mode) return;
  const change = { from_mode: stage.mode, to_mode: to, trigger: 'shift_tab' };
  stage.client.event(stage.now, 'permission_mode_changed', change);
  stage.mode = to;
};

const sceneOf = ({ plan, project, client }: Stage) => ({
  random: plan.random,
  person: plan.person,
  project,
  cwd: client.cwd,
});

const subagent = (stage: Stage): void => {
  const { client, conversation, plan } = stage;
  const type = plan.random.weighted({ Explore: 6, 'general-purpose': 3, 'code-reviewer': 2 });
  const model = type === 'Explore' ? 'claude-haiku-4-5' : 'claude-sonnet-5';
  use(stage, agent(type), () => {
    const begun = stage.now;
    const about = { agent_id: `a${plan.id.slice(0, 8)}${stage.toolCalls}`, agent_type: type };
    client.hook(begun, 'SubagentStart', about);
    client.actAs(about);
    const uses = plan.random.whole(2, 6);
    const ask = (done: number) => {
      stage.now = conversation.ask(stage.now, {
        querySource: 'subagent',
        model,
        agent: type,
        context: 9000 + done * 4000,
      });
    };
    for (let done = 0; done < uses; done += 1) {
      ask(done);
      use(stage, lookingTool(sceneOf(stage)));
    }
    ask(uses);
    client.actAs();
    client.event(stage.now, 'subagent_completed', {
      agent_type: type,
      is_built_in: type !== 'code-reviewer',
      total_tool_uses: uses,
      duration_ms: stage.now - begun,
      model,
    });
    client.hook(stage.now, 'SubagentStop', { ...about, stop_hook_active: false });
  });
};

const compact = (stage: Stage, trigger: 'auto' | 'manual'): void => {
  const { client, conversation, plan, now: begun } = stage;
  client.hook(begun, 'PreCompact', { trigger, custom_instructions: null });
  const before = conversation.context();
  stage.now = conversation.ask(begun, { querySource: 'auxiliary', told: 'compact', output: 1800 });
  const success = !plan.random.chance(0.03);
  if (success) conversation.shrink();
  client.event(stage.now, 'compaction', {
    trigger,
    success: String(success),
    duration_ms: String(stage.now - begun),
    pre_tokens: String(before),
    post_tokens: String(conversation.context()),
  });
  if (!success) return;
  client.hook(stage.now, 'PostCompact', { trigger, compact_summary: 'text' });
  client.hook(stage.now, 'SessionStart', { source: 'compact' });
};

const prompt = (stage: Stage, isFirst: boolean): void => {
  const { client, conversation, now } = stage;
  const { random } = stage.plan;
  const command = random.chance(0.07) ? random.weighted({ compact: 1, review: 2, custom: 2 }) : undefined;
  client.hook(now, 'UserPromptSubmit', { prompt: 'text', permission_mode: stage.mode });
  client.event(now, 'user_prompt', {
    prompt_length: String(Math.round(random.around(140, 0.9))),
    ...(command && {
      command_name: command,
      command_source: command === 'custom' ? 'custom' : 'builtin',
    }),
  });
  if (random.chance(0.12)) {
    const mention_type = random.weighted({ file: 8, directory: 2, agent: 1 });
    client.event(now, 'at_mention', { mention_type, success: 'true' });
  }
  client.gain(now, 'claude_code.active_time.total', random.around(35, 0.6), { type: 'user' });
  hookRan(stage, 'UserPromptSubmit');
  if (isFirst) {
    conversation.ask(now, {
      querySource: 'auxiliary',
      told: 'generate_session_title',
      output: 12,
      context: 800,
    });
  }
  if (command === 'compact') compact(stage, 'manual');
};

const useSkill = (stage: Stage, name: string): void => {
  stage.client.event(stage.now, 'skill_activated', {
    'skill.name': 'custom_skill',
    invocation_trigger: stage.plan.random.chance(0.5) ? 'user-slash' : 'claude-proactive',
    'skill.source': 'projectSettings',
  });
  stage.conversation.useSkill(name);
  use(stage, skill(name));
};

/** A request and the tool it asks for. False when the request failed for good. */
const step = (stage: Stage): boolean => {
  const { client, conversation, plan } = stage;
  stage.now = conversation.ask(stage.now, {});
  const error = conversation.failed();
  if (error) {
    client.hook(stage.now, 'StopFailure', { error });
    return false;
  }
  if (plan.random.chance(0.035)) subagent(stage);
  else {
    const call = nextTool(sceneOf(stage));
    use(stage, call);
    conversation.after(call.mcpServer);
  }
  if (conversation.context() > 150_000) compact(stage, 'auto');
  return true;
};

const turn = (stage: Stage, isFirst: boolean): void => {
  const { client, conversation, plan } = stage;
  const { random, person } = plan;
  prompt(stage, isFirst);
  if (person.skill && random.chance(0.06)) useSkill(stage, person.skill);
  const steps = Math.min(Math.round(random.around(4, 0.7)), 20);
  for (let done = 0; done < steps; done += 1) if (!step(stage)) return;
  stage.now = conversation.ask(stage.now, { output: 420 });
  client.hook(stage.now, 'Stop', { stop_hook_active: false, permission_mode: stage.mode });
  hookRan(stage, 'Stop');
  conversation.useSkill(undefined);
};

/** A person reads, thinks, talks; meanwhile the client may call. */
const think = (stage: Stage): void => {
  const { random } = stage.plan;
  const pause = random.around(330_000, 0.9);
  if (pause > 60_000 && random.chance(0.5)) {
    stage.client.hook(stage.now + 60_000, 'Notification', {
      message: 'Claude is waiting for your input',
      notification_type: 'idle_prompt',
    });
  }
  wait(stage, pause);
};

/**
 * Plays one session as the client would live it: prompts, requests, tools, permissions, blocks, subagents, compactions,
 * and what of them is told by metrics, events and hooks. The verdicts are the guard's own.
 */
export const play = (plan: PlannedSession, judge: Stage['judge']): Run => {
  const stage = createStage(plan, judge);
  const { random } = plan;
  start(stage);
  wait(stage, random.around(15_000));
  for (let turns = 0; turns === 0 || stage.now < plan.to; turns += 1) {
    if (random.chance(0.03)) switchMode(stage);
    turn(stage, turns === 0);
    think(stage);
  }
  const reason = random.weighted({ prompt_input_exit: 7, other: 2, clear: 1 });
  stage.client.hook(stage.now, 'SessionEnd', { reason });
  return stage.client.run();
};
