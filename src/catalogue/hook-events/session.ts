import { anyType, defineHookEvents, type HookField, local, programs } from '../hook-event.ts';

/** Sessions, prompts and the context. Source: "Hook events" of the hooks reference; clients 2.1.197 to 2.1.332. */

const title: HookField = {
  brief: 'Title of the session.',
  type: 'string',
  privacy: 'content',
  optional: true,
};
const prompt: HookField = { brief: 'Text of the prompt.', type: 'string', privacy: 'content' };
const tokens: HookField = {
  brief: 'Tokens in the context.',
  type: 'number',
  privacy: 'public',
  optional: true,
};
const writeCost: HookField = {
  brief: 'US dollars that writing the prompt cache again would cost.',
  type: ['number', 'null'],
  privacy: 'public',
  optional: true,
};
const compactTrigger: HookField = {
  brief: 'Who set it off.',
  type: 'string',
  privacy: 'public',
  values: ['manual', 'auto'],
};

const modelSwitch = {
  from_model: { brief: 'Model before.', type: 'string', privacy: 'public' },
  to_model: { brief: 'Model after.', type: 'string', privacy: 'public' },
  requested_model: {
    brief: 'What was asked for.',
    type: ['string', 'null'],
    privacy: 'public',
    optional: true,
  },
  source: { brief: 'Who asked for it.', type: 'string', privacy: 'public', optional: true },
  context_tokens: tokens,
  prompt_cache_warm: {
    brief: 'Whether the prompt cache still holds.',
    type: 'boolean',
    privacy: 'public',
    optional: true,
  },
  cache_ttl: {
    brief: 'How long the cache holds.',
    type: ['string', 'number'],
    privacy: 'public',
    optional: true,
  },
  estimated_cache_write_usd: writeCost,
  pricing: { brief: 'Prices of both models.', type: 'object', privacy: 'public', optional: true },
} as const satisfies Record<string, HookField>;

export const sessionHookEvents = defineHookEvents({
  SessionStart: {
    brief: 'A session began, went on, was cleared or compacted.',
    types: local,
    matcher: 'source',
    fields: {
      source: {
        brief: 'How it began.',
        type: 'string',
        privacy: 'public',
        values: ['startup', 'resume', 'clear', 'compact', 'fork'],
      },
      model: { brief: 'Model.', type: 'string', privacy: 'public', optional: true },
      session_title: title,
      seconds_since_last_response: {
        brief: 'How long the session rested.',
        type: 'number',
        privacy: 'public',
        optional: true,
        since: '2.1.251',
      },
      context_tokens: { ...tokens, since: '2.1.251' },
      prompt_cache_likely_expired: {
        brief: 'Whether the prompt cache is probably gone.',
        type: 'boolean',
        privacy: 'public',
        optional: true,
        since: '2.1.251',
      },
      estimated_cache_write_usd: { ...writeCost, since: '2.1.251' },
    },
    blocks: 'no',
    observe: 'command',
  },
  Setup: {
    brief: 'Claude Code was started with `--init` or `--maintenance`.',
    types: local,
    matcher: 'trigger',
    fields: {
      trigger: { brief: 'Which.', type: 'string', privacy: 'public', values: ['init', 'maintenance'] },
    },
    blocks: 'no',
    observe: 'command',
  },
  UserPromptSubmit: {
    brief: 'A prompt was submitted, or Claude Code began a turn unasked.',
    types: anyType,
    fields: { prompt, session_title: title },
    blocks: 'yes',
    observe: 'http',
    timeoutSeconds: 30,
  },
  UserPromptExpansion: {
    brief: 'A slash command became a prompt.',
    types: anyType,
    matcher: 'command_name',
    fields: {
      expansion_type: { brief: 'What was expanded.', type: 'string', privacy: 'public' },
      command_name: { brief: 'Command.', type: 'string', privacy: 'public' },
      command_args: { brief: 'Arguments of the command.', type: 'string', privacy: 'content' },
      command_source: { brief: 'Where the command comes from.', type: 'string', privacy: 'public' },
      prompt,
    },
    blocks: 'yes',
    observe: 'http',
  },
  MessageDisplay: {
    brief: 'A piece of an answer is shown. Many in every answer, and all of them content.',
    types: programs,
    fields: {
      turn_id: { brief: 'Turn.', type: 'string', privacy: 'pseudonymous' },
      message_id: { brief: 'Message.', type: 'string', privacy: 'pseudonymous' },
      index: { brief: 'Number of the piece.', type: 'number', privacy: 'public' },
      final: { brief: 'Whether it is the last one.', type: 'boolean', privacy: 'public' },
      delta: { brief: 'Text.', type: 'string', privacy: 'content' },
    },
    blocks: 'no',
    observe: 'never',
    timeoutSeconds: 10,
  },
  Stop: {
    brief: 'A turn ended. Not when the person interrupted it, and not the end of the session.',
    types: anyType,
    fields: {
      stop_hook_active: {
        brief: 'Whether a stop hook made the turn go on.',
        type: 'boolean',
        privacy: 'public',
      },
      last_assistant_message: { brief: 'Last answer.', type: 'string', privacy: 'content', optional: true },
      background_tasks: { brief: 'Tasks still running.', type: 'array', privacy: 'content', optional: true },
      session_crons: { brief: 'Tasks planned.', type: 'array', privacy: 'content', optional: true },
    },
    blocks: 'yes',
    observe: 'http',
  },
  StopFailure: {
    brief: 'A turn ended with an error of the API.',
    types: programs,
    matcher: 'error',
    fields: {
      error: {
        brief: 'Class of the error.',
        type: 'string',
        privacy: 'public',
        values: [
          'rate_limit',
          'overloaded',
          'authentication_failed',
          'oauth_org_not_allowed',
          'account_on_hold',
          'billing_error',
          'invalid_request',
          'model_not_found',
          'server_error',
          'max_output_tokens',
          'cloud_credential_error',
          'unknown',
        ],
      },
      error_details: { brief: 'Error message.', type: 'string', privacy: 'content', optional: true },
      last_assistant_message: { brief: 'Last answer.', type: 'string', privacy: 'content', optional: true },
    },
    blocks: 'no',
    observe: 'http',
  },
  PreCompact: {
    brief: 'The context is about to be compacted.',
    types: programs,
    matcher: 'trigger',
    fields: {
      trigger: compactTrigger,
      custom_instructions: {
        brief: 'What the person said about it.',
        type: ['string', 'null'],
        privacy: 'content',
        optional: true,
      },
    },
    blocks: 'yes',
    observe: 'http',
  },
  PostCompact: {
    brief: 'The context was compacted.',
    types: programs,
    matcher: 'trigger',
    fields: {
      trigger: compactTrigger,
      compact_summary: { brief: 'Summary.', type: 'string', privacy: 'content', optional: true },
    },
    blocks: 'no',
    observe: 'http',
  },
  PreModelSwitch: {
    brief: 'The model is about to change.',
    types: programs,
    matcher: 'to_model',
    fields: modelSwitch,
    blocks: 'yes',
    observe: 'http',
    timeoutSeconds: 30,
    since: '2.1.251',
  },
  PostModelSwitch: {
    brief: 'The model changed.',
    types: programs,
    matcher: 'to_model',
    fields: modelSwitch,
    blocks: 'no',
    observe: 'http',
    timeoutSeconds: 30,
    since: '2.1.251',
  },
  SessionEnd: {
    brief: 'A session ended. Missing after some ways to end: count on inactivity too.',
    types: programs,
    matcher: 'reason',
    fields: {
      reason: {
        brief: 'Why.',
        type: 'string',
        privacy: 'public',
        values: ['clear', 'resume', 'logout', 'prompt_input_exit', 'other'],
      },
    },
    blocks: 'no',
    observe: 'http',
    timeoutSeconds: 1.5,
  },
});
