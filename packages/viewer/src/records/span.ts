import type { Span } from './api.ts';

const short = (name: string): string => name.replace(/^claude_code\./, '').replaceAll(/[._]/g, ' ');

/** What of a span's attributes says which one it is, best first. */
const telling = ['tool_name', 'model', 'hook_event', 'hook_name', 'decision', 'agent_type', 'rpc_method'];

/** `tool Bash`, `llm request claude-opus-5-5`. */
export const spanTitle = ({ name, attributes }: Pick<Span, 'name' | 'attributes'>): string => {
  const which = telling.map((key) => attributes[key]).find((value) => value !== undefined && value !== '');
  return which === undefined ? short(name) : `${short(name)} ${which}`;
};
