/** What a person, the model or a tool said, as a transcript has it. */
export interface TranscriptText {
  /** Tells it from every other of its session. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly kind: 'prompt' | 'response' | 'call' | 'result';
  /** The tool that was called. */
  readonly tool: string | undefined;
  /** Said by or to a subagent. */
  readonly isSidechain: boolean;
  readonly text: string;
}

/** A value of a transcript: anything, since anybody can write one. */
type Json = Readonly<Record<string, unknown>>;

const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const blocksOf = (content: unknown): readonly Json[] =>
  typeof content === 'string'
    ? [{ type: 'text', text: content }]
    : Array.isArray(content)
      ? content.map(object)
      : [];

/** The text of a tool's result; pictures have none. */
const resultText = (content: unknown): string =>
  blocksOf(content)
    .map(({ text }) => (typeof text === 'string' ? text : ''))
    .join('\n');

type Said = Pick<TranscriptText, 'kind' | 'tool' | 'text'>;

/** What one block of a message says; nothing for thoughts and pictures. */
const saidIn = (block: Json, isAnswer: boolean): Said | undefined => {
  const { type, text, name, input, content } = block;
  if (type === 'text' && typeof text === 'string' && text.trim() !== '')
    return { kind: isAnswer ? 'response' : 'prompt', tool: undefined, text };
  if (type === 'tool_use' && typeof name === 'string')
    return { kind: 'call', tool: name.slice(0, 200), text: JSON.stringify(input ?? {}) };
  if (type === 'tool_result') return { kind: 'result', tool: undefined, text: resultText(content) };
  return undefined;
};

/**
 * The texts in a line of a transcript that are of this session: a resumed one begins with copies of another's.
 * @throws SyntaxError when the line is not JSON
 */
export const textsIn = (source: string, session: string): readonly TranscriptText[] => {
  const line = object(JSON.parse(source));
  const { type, uuid, sessionId, timestamp, isSidechain, isMeta } = line;
  const time = Date.parse(String(timestamp));
  const isMessage = type === 'assistant' || type === 'user';
  if (!isMessage || sessionId !== session || isMeta === true) return [];
  if (typeof uuid !== 'string' || uuid.length > 100 || Number.isNaN(time)) return [];
  return blocksOf(object(line['message'])['content']).flatMap((block, at) => {
    const said = saidIn(block, type === 'assistant');
    return said ? [{ id: `${uuid} ${at}`, time, isSidechain: isSidechain === true, ...said }] : [];
  });
};
