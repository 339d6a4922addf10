import type { AttributeName } from '../catalogue/attributes.ts';
import type { Config } from '../config/schema.ts';

/** The switches of `privacy` that let content through. */
export type ContentSwitch = Exclude<keyof Config['privacy'], 'person'>;

const prompts = ['prompts'] as const;
const responses = ['responses'] as const;
const tools = ['tools'] as const;
const everything = ['prompts', 'responses', 'tools'] as const;

/**
 * Which switches must all be on for an attribute with content to pass. Content that is missing here never passes;
 * a test holds this table against the catalogue.
 */
export const contentSwitches: Readonly<Partial<Record<AttributeName, readonly ContentSwitch[]>>> = {
  prompt: prompts,
  prompt_text: prompts,
  user_prompt: prompts,
  system_prompt: prompts,
  system_prompt_preview: prompts,
  user_system_prompt: prompts,
  system_reminders: prompts,

  response: responses,
  'response.model_output': responses,

  tool_parameters: tools,
  tool_input: tools,
  file_path: tools,
  full_command: tools,
  bash_command: tools,
  content: tools,
  output: tools,
  diff: tools,
  tools,
  hook_definitions: tools,
  // Error messages quote the command, the path or the answer that failed.
  error: tools,
  'vcs.ref.head.name': tools,
  'vcs.repository.url.full': tools,
  'workspace.host_paths': tools,
  'managed_settings.helper.path': tools,
  'managed_settings.settings': tools,

  // Prompts and tool results in one text.
  new_context: ['prompts', 'tools'],
  // The whole conversation, or the file that holds it.
  body: everything,
  body_ref: everything,
};
