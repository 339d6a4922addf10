import { anyType, defineHookEvents, type HookField, programs } from '../hook-event.ts';

/** Tool calls and permissions. Source: "Hook events" of the hooks reference; clients 2.1.197 to 2.1.332. */

const toolName: HookField = {
  brief: 'Tool; MCP tools by their full name.',
  type: 'string',
  privacy: 'public',
};
const toolInput: HookField = {
  brief: 'Arguments of the tool: commands, paths, text.',
  type: 'object',
  privacy: 'content',
};
const toolUseId: HookField = { brief: 'Tool call.', type: 'string', privacy: 'pseudonymous' };
const mcpServer: HookField = {
  brief: 'Name and source of the MCP server.',
  type: 'object',
  privacy: 'public',
  optional: true,
  since: '2.1.274',
};
const duration: HookField = {
  brief: 'Duration of the call in milliseconds.',
  type: 'number',
  privacy: 'public',
  optional: true,
  since: '2.1.119',
};
const call = {
  tool_name: toolName,
  tool_input: toolInput,
  tool_use_id: toolUseId,
  mcp_server: mcpServer,
} as const;

export const toolHookEvents = defineHookEvents({
  PreToolUse: {
    brief: 'A tool is about to run. Here the guard decides.',
    types: anyType,
    matcher: 'tool_name',
    fields: call,
    blocks: 'yes',
    observe: 'blocking',
  },
  PreSkillShellCommand: {
    brief:
      'Inline shell in the text of a skill or a command is about to run. No `PreToolUse` comes for it, and older clients run it unasked.',
    types: ['command', 'http', 'mcp_tool'],
    matcher: 'tool_name',
    fields: {
      tool_name: { ...toolName, values: ['Bash', 'PowerShell'] },
      tool_input: { ...toolInput, brief: 'The command, with arguments filled in.' },
      tool_use_id: { ...toolUseId, brief: 'The place in the text; it is not a tool call.' },
      command_name: { brief: 'Skill or command.', type: 'string', privacy: 'public' },
      command_source: {
        brief: 'Where it comes from, e.g. `projectSettings`.',
        type: 'string',
        privacy: 'public',
      },
      invoked_by: {
        brief: 'Who started it.',
        type: 'string',
        privacy: 'public',
        values: ['user', 'claude', 'other'],
      },
    },
    blocks: 'yes',
    observe: 'blocking',
    since: '2.1.332',
  },
  PermissionRequest: {
    brief: 'The person is about to be asked for a permission.',
    types: ['command', 'http', 'mcp_tool', 'prompt'],
    matcher: 'tool_name',
    fields: {
      tool_name: toolName,
      tool_input: toolInput,
      mcp_server: mcpServer,
      tool_kind: {
        brief: 'Class of the tool.',
        type: 'string',
        privacy: 'public',
        optional: true,
        since: '2.1.332',
      },
      mcp_skill: {
        brief: 'Skill of an MCP server that asks.',
        type: ['object', 'string'],
        privacy: 'content',
        optional: true,
        since: '2.1.332',
      },
      permission_suggestions: {
        brief: 'Rules that would allow it from now on.',
        type: 'array',
        privacy: 'content',
        optional: true,
      },
    },
    blocks: 'json',
    observe: 'http',
  },
  PermissionDenied: {
    brief: 'The classifier of auto mode refused a call. Blocks by hooks, rules and people do not fire it.',
    types: anyType,
    matcher: 'tool_name',
    fields: { ...call, reason: { brief: 'Why.', type: 'string', privacy: 'content' } },
    blocks: 'no',
    observe: 'http',
    since: '2.1.89',
  },
  PostToolUse: {
    brief: 'A tool ran and ended well.',
    types: anyType,
    matcher: 'tool_name',
    fields: {
      ...call,
      tool_response: {
        brief: 'Result; its shape depends on the tool.',
        type: ['object', 'array', 'string', 'null'],
        privacy: 'content',
      },
      duration_ms: duration,
    },
    blocks: 'feedback',
    observe: 'http',
  },
  PostToolUseFailure: {
    brief: 'A tool ran and failed.',
    types: anyType,
    matcher: 'tool_name',
    fields: {
      ...call,
      error: { brief: 'Error message.', type: 'string', privacy: 'content' },
      is_interrupt: {
        brief: 'Whether the person interrupted it.',
        type: 'boolean',
        privacy: 'public',
        optional: true,
      },
      duration_ms: duration,
    },
    blocks: 'feedback',
    observe: 'http',
  },
  PostToolBatch: {
    brief: 'All tool calls of one answer are done, blocked ones included.',
    types: anyType,
    fields: {
      tool_calls: {
        brief: 'Name, input, id and response of each call.',
        type: 'array',
        privacy: 'content',
      },
    },
    blocks: 'yes',
    observe: 'http',
  },
  Elicitation: {
    brief: 'An MCP server asks the person something.',
    types: programs,
    matcher: 'mcp_server_name',
    fields: {
      mcp_server_name: { brief: 'MCP server.', type: 'string', privacy: 'public' },
      message: { brief: 'What it asks.', type: 'string', privacy: 'content' },
      mode: { brief: '`form` or `url`.', type: 'string', privacy: 'public', optional: true },
      url: { brief: 'Page to open.', type: 'string', privacy: 'content', optional: true },
      elicitation_id: { brief: 'The question.', type: 'string', privacy: 'pseudonymous', optional: true },
      requested_schema: { brief: 'Form to fill in.', type: 'object', privacy: 'content', optional: true },
    },
    blocks: 'yes',
    observe: 'http',
  },
  ElicitationResult: {
    brief: 'The person answered an MCP server.',
    types: programs,
    matcher: 'mcp_server_name',
    fields: {
      mcp_server_name: { brief: 'MCP server.', type: 'string', privacy: 'public' },
      action: { brief: '`accept`, `decline` or `cancel`.', type: 'string', privacy: 'public' },
      content: { brief: 'What the person answered.', type: 'object', privacy: 'content', optional: true },
      mode: { brief: '`form` or `url`.', type: 'string', privacy: 'public', optional: true },
      elicitation_id: { brief: 'The question.', type: 'string', privacy: 'pseudonymous', optional: true },
    },
    blocks: 'yes',
    observe: 'http',
  },
});
