import { createHash } from 'node:crypto';
import type { SpanRow } from '../../src/tables/write-span.ts';
import type { Line } from './team.ts';

/** What the client's tracing adds to events: a span for each prompt, request and tool call. */

const spanNames: Readonly<Record<string, string>> = {
  user_prompt: 'claude_code.interaction',
  api_request: 'claude_code.llm_request',
  tool_result: 'claude_code.tool',
};

const hexOf = (text: string, characters: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, characters);

const spanOf = ({ at, name, attributes, resource }: Line & { kind: 'event' }): SpanRow | undefined => {
  const spanName = spanNames[name];
  if (spanName === undefined) return undefined;
  const session = String(attributes['session.id'] ?? '');
  const prompt = `${session} ${attributes['prompt.id']}`;
  const own = `${session} ${attributes['event.sequence']} ${at}`;
  const ended = at * 1000;
  return {
    traceId: hexOf(prompt, 32),
    spanId: hexOf(own, 16),
    parentSpanId: name === 'user_prompt' ? undefined : hexOf(`${prompt} prompt`, 16),
    name: spanName,
    time: ended - 1000 * Math.round(Number(attributes['duration_ms'] ?? 0)),
    ended,
    received: ended,
    session,
    hasFailed: attributes['success'] === 'false',
    attributes: new Map(
      Object.entries({ ...attributes, 'span.type': spanName.slice('claude_code.'.length) }),
    ),
    resource: new Map(Object.entries(resource)),
    events: [],
  };
};

/** The same lines, with spans between them. */
export function* withSpans(lines: Iterable<Line>): Generator<Line> {
  for (const line of lines) {
    yield line;
    const row = line.kind === 'event' ? spanOf(line) : undefined;
    if (row) yield { kind: 'span', at: line.at, row };
  }
}
