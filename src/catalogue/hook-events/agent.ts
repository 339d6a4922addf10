import { anyType, defineHookEvents, type HookField, programs } from '../hook-event.ts';

/** Subagents, tasks and notifications. Source: "Hook events" of the hooks reference; clients 2.1.197 to 2.1.332. */

const task = {
  task_id: { brief: 'Task.', type: 'string', privacy: 'pseudonymous' },
  task_subject: { brief: 'Title of the task.', type: 'string', privacy: 'content' },
  task_description: { brief: 'What is to be done.', type: 'string', privacy: 'content', optional: true },
  teammate_name: { brief: 'Name of the teammate.', type: 'string', privacy: 'content', optional: true },
  team_name: { brief: 'Name of the team of agents.', type: 'string', privacy: 'content', optional: true },
} as const satisfies Record<string, HookField>;

export const agentHookEvents = defineHookEvents({
  SubagentStart: {
    brief: 'A subagent began.',
    types: programs,
    matcher: 'agent_type',
    blocks: 'no',
    observe: 'http',
  },
  SubagentStop: {
    brief: 'A subagent ended. With an empty `agent_type` it is an internal one: do not count it.',
    types: anyType,
    matcher: 'agent_type',
    fields: {
      stop_hook_active: {
        brief: 'Whether a stop hook made it go on.',
        type: 'boolean',
        privacy: 'public',
      },
      agent_transcript_path: { brief: 'Its transcript.', type: 'string', privacy: 'content', optional: true },
      last_assistant_message: { brief: 'Last answer.', type: 'string', privacy: 'content', optional: true },
      background_tasks: { brief: 'Tasks still running.', type: 'array', privacy: 'content', optional: true },
      session_crons: { brief: 'Tasks planned.', type: 'array', privacy: 'content', optional: true },
    },
    blocks: 'yes',
    observe: 'http',
  },
  TaskCreated: {
    brief: 'A task was put on the list.',
    types: anyType,
    fields: task,
    blocks: 'yes',
    observe: 'http',
  },
  TaskCompleted: {
    brief: 'A task was done.',
    types: anyType,
    fields: task,
    blocks: 'yes',
    observe: 'http',
  },
  TeammateIdle: {
    brief: 'An agent of a team has nothing to do.',
    types: anyType,
    fields: { teammate_name: { ...task.teammate_name }, team_name: task.team_name },
    blocks: 'yes',
    observe: 'http',
  },
  Notification: {
    brief: 'Claude Code wants attention.',
    types: programs,
    matcher: 'notification_type',
    fields: {
      message: { brief: 'Text.', type: 'string', privacy: 'content' },
      title: { brief: 'Title.', type: 'string', privacy: 'content', optional: true },
      notification_type: {
        brief: 'Why: `permission_prompt`, `idle_prompt`, `auth_success`, `elicitation_…`, …',
        type: 'string',
        privacy: 'public',
      },
    },
    blocks: 'no',
    observe: 'http',
  },
});
