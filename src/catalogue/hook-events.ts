import type { HookEvent, HookField } from './hook-event.ts';
import { agentHookEvents } from './hook-events/agent.ts';
import { sessionHookEvents } from './hook-events/session.ts';
import { toolHookEvents } from './hook-events/tool.ts';
import { workspaceHookEvents } from './hook-events/workspace.ts';

/**
 * Fields that the payload of any hook event may have. There is no time, version, person, model or money in it.
 * Source: "Common input fields" of the hooks reference; clients 2.1.197 to 2.1.332.
 */
export const commonHookFields = {
  hook_event_name: { brief: 'Name of the event.', type: 'string', privacy: 'public' },
  session_id: { brief: 'Session; the `session.id` of telemetry.', type: 'string', privacy: 'pseudonymous' },
  transcript_path: { brief: 'Transcript of the session.', type: 'string', privacy: 'content' },
  cwd: { brief: 'Current folder.', type: 'string', privacy: 'content' },
  prompt_id: {
    brief: 'Prompt; the `prompt.id` of telemetry. Absent before the first one.',
    type: 'string',
    privacy: 'pseudonymous',
    optional: true,
    since: '2.1.196',
  },
  permission_mode: {
    brief: 'Permission mode, on prompt and tool events.',
    type: 'string',
    privacy: 'public',
    optional: true,
    values: ['default', 'plan', 'acceptEdits', 'auto', 'dontAsk', 'bypassPermissions'],
  },
  effort: {
    brief: 'Effort level, as `{level}`.',
    type: 'object',
    privacy: 'public',
    optional: true,
    since: '2.1.133',
  },
  scratchpad_dir: {
    brief: 'Folder for passing files.',
    type: 'string',
    privacy: 'content',
    optional: true,
    since: '2.1.257',
  },
  agent_id: { brief: 'Subagent, inside one.', type: 'string', privacy: 'pseudonymous', optional: true },
  agent_type: {
    brief: 'Kind of subagent, inside one or with `--agent`.',
    type: 'string',
    privacy: 'public',
    optional: true,
  },
} as const satisfies Readonly<Record<string, HookField>>;

const merged = { ...sessionHookEvents, ...toolHookEvents, ...agentHookEvents, ...workspaceHookEvents };

export type HookEventName = keyof typeof merged;

/** Every hook event, by its name. */
export const hookEvents: Readonly<Record<HookEventName, HookEvent>> = merged;

export const hookEventNames = Object.keys(hookEvents) as readonly HookEventName[];

export const isHookEventName = (name: string): name is HookEventName => Object.hasOwn(hookEvents, name);

/** What the catalogue knows of a field in the payload of an event. */
export const hookField = (event: HookEventName, field: string): HookField | undefined => {
  const common: Readonly<Record<string, HookField>> = commonHookFields;
  return hookEvents[event].fields[field] ?? common[field];
};
