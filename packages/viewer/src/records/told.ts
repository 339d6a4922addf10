import type { Happening, Row } from './api.ts';
import { count, duration, money, text } from './format.ts';

/** What kind of thing happened: it decides the mark beside it, and what a filter lets through. */
export type Kind = 'prompt' | 'request' | 'tool' | 'block' | 'error' | 'subagent' | 'compaction' | 'other';

interface Told {
  readonly kind: Kind;
  readonly title: string;
  readonly details: string;
}

const listed = (...parts: readonly (string | undefined | false)[]): string =>
  parts.filter(Boolean).join(' · ');

const tokens = (of: Row): string =>
  `${count(of['input_tokens'])} in, ${count(of['cache_read_tokens'])} cached, ${count(of['output_tokens'])} out`;

const given = (of: Row, name: string, unit = ''): string | undefined =>
  of[name] === null || of[name] === undefined || of[name] === '' ? undefined : `${of[name]}${unit}`;

const told: Readonly<Record<string, (of: Row) => Told>> = {
  user_prompt: (of) => ({
    kind: 'prompt',
    title: given(of, 'prompt') ?? 'Prompt',
    details: listed(given(of, 'prompt_length', ' characters'), given(of, 'command_name')),
  }),
  api_request: (of) => ({
    kind: 'request',
    title: `Request to ${text(of['model'])}`,
    details: listed(
      money(of['cost_nanodollars']),
      tokens(of),
      duration(of['duration_ms']),
      given(of, 'query_source'),
    ),
  }),
  api_error: (of) => ({
    kind: 'error',
    title: `API error ${text(of['status_code'])}`,
    details: listed(given(of, 'error'), given(of, 'attempt', ' attempts'), given(of, 'model')),
  }),
  tool_result: (of) => ({
    kind: of['success'] === 0 || of['success'] === false || of['success'] === 'false' ? 'error' : 'tool',
    title: text(of['tool_name']),
    details: listed(
      of['success'] === 0 || of['success'] === false || of['success'] === 'false'
        ? `failed: ${text(of['error_type'] ?? of['error'])}`
        : 'ok',
      duration(of['duration_ms']),
      given(of, 'tool_result_size_bytes', ' bytes'),
      given(of, 'mcp_server_name'),
    ),
  }),
  tool_decision: (of) => ({
    kind: 'other',
    title: `${text(of['tool_name'])}: ${text(of['decision'])}`,
    details: listed(`by ${text(of['source'])}`),
  }),
  compaction: (of) => ({
    kind: 'compaction',
    title: 'Context compacted',
    details: listed(given(of, 'trigger'), `${count(of['pre_tokens'])} to ${count(of['post_tokens'])} tokens`),
  }),
  subagent_completed: (of) => ({
    kind: 'subagent',
    title: `Subagent ${text(of['agent_type'] ?? of['agent_name'])} done`,
    details: listed(duration(of['duration_ms']), given(of, 'total_tokens', ' tokens')),
  }),
};

/** An event in words, in one line. */
export const toldOf = ({ name, attributes: of }: Pick<Happening, 'name' | 'attributes'>): Told => {
  const short = name.replace(/^hook /, '');
  if (of['verdict'] === 'deny' || of['verdict'] === 'ask') {
    return {
      kind: 'block',
      title: `${of['verdict'] === 'deny' ? 'Blocked' : 'Asked'}: ${text(of['tool_name'] ?? of['tool'])}`,
      details: listed(given(of, 'pattern'), given(of, 'category'), given(of, 'command')),
    };
  }
  const known = told[name];
  if (known) return known(of);
  return {
    kind: 'other',
    title: short.replaceAll('_', ' '),
    details: Object.entries(of)
      .filter(([key, value]) => value !== null && key !== 'event_sequence')
      .slice(0, 5)
      .map(([key, value]) => `${key} ${value}`)
      .join(' · '),
  };
};
