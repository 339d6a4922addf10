import type { Usage } from '../prices/cost.ts';
import type { CallRecord, PromptRecord, RequestRecord } from './record.ts';

/** A value of a transcript: anything, since anybody can write one. */
type TranscriptJson = Readonly<Record<string, unknown>>;

const object = (value: unknown): TranscriptJson =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as TranscriptJson) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown, longest = 300): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= longest ? value : undefined;
const count = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value < 1e12 ? value : 0;

/** What is said for the client's own local answers, which cost nothing. */
const synthetic = '<synthetic>';
const firstClient = Date.UTC(2024, 0);

/** A tool call that waits for its result. */
export interface OpenCall {
  readonly id: string;
  readonly tool: string;
}

export interface ParsedLine {
  readonly request?: RequestRecord;
  /** Tool calls that the answer asks for. */
  readonly opened: readonly OpenCall[];
  /** Results, without the name of the tool. */
  readonly results: readonly Omit<CallRecord, 'tool'>[];
  readonly prompt?: PromptRecord;
}

/** A line that says nothing that is wanted. */
const nothing: ParsedLine = { opened: [], results: [] };

const commonOf = (line: TranscriptJson) => {
  const session = text(line['sessionId'], 200);
  const time = Date.parse(text(line['timestamp'], 60) ?? '');
  if (session === undefined || Number.isNaN(time) || time < firstClient) return undefined;
  return {
    session,
    time,
    folder: text(line['cwd'], 4096),
    version: text(line['version'], 60),
    branch: text(line['gitBranch']),
    prompt: text(line['promptId'], 100),
    isSidechain: line['isSidechain'] === true,
  };
};

type LineOrigin = NonNullable<ReturnType<typeof commonOf>>;

/** The parts of cache writes say more than their sum; some versions wrote a sum of 0 beside them. */
const cacheWrites = (usage: TranscriptJson) => {
  const parts = object(usage['cache_creation']);
  const hour = count(parts['ephemeral_1h_input_tokens']);
  const minutes = count(parts['ephemeral_5m_input_tokens']);
  const sum = count(usage['cache_creation_input_tokens']);
  return { cacheWrite1h: hour, cacheWrite5m: Math.max(minutes, sum - hour, 0) };
};

const usageOf = (usage: TranscriptJson): Usage => ({
  input: count(usage['input_tokens']),
  output: count(usage['output_tokens']),
  cacheRead: count(usage['cache_read_input_tokens']),
  ...cacheWrites(usage),
  webSearches: count(object(usage['server_tool_use'])['web_search_requests']),
  ...(usage['speed'] === 'fast' && { speed: 'fast' as const }),
  ...(usage['service_tier'] === 'batch' && { isBatch: true }),
  ...(usage['inference_geo'] === 'us' && { isUsOnly: true }),
});

const requestOf = (
  line: TranscriptJson,
  message: TranscriptJson,
  common: LineOrigin,
): RequestRecord | undefined => {
  const model = text(message['model']);
  if (model === undefined || model === synthetic || line['isApiErrorMessage'] === true) return undefined;
  if (typeof message['usage'] !== 'object' || message['usage'] === null) return undefined;
  const request = text(line['requestId']);
  const id = text(message['id']) ?? request ?? text(line['uuid']);
  if (id === undefined) return undefined;
  const cost = line['costUSD'];
  return {
    kind: 'request',
    ...common,
    id,
    request,
    model,
    usage: usageOf(object(message['usage'])),
    effort: text(line['effort'], 40) ?? text(line['perTurnEffort'], 40),
    agent: text(line['attributionAgent'], 100),
    cost: typeof cost === 'number' && cost >= 0 && cost < 1e6 ? cost : undefined,
  };
};

/** Lines that an edit added and removed, from the patch that the client keeps; a new file has its content alone. */
const changeOf = (result: unknown) => {
  const { structuredPatch, type, content } = object(result);
  const lines = list(structuredPatch).flatMap((hunk) => list(object(hunk)['lines']));
  const starting = (sign: string) =>
    lines.filter((line) => typeof line === 'string' && line.startsWith(sign)).length;
  if (lines.length === 0 && type === 'create' && typeof content === 'string' && content !== '')
    return { linesAdded: content.replace(/\n$/, '').split('\n').length, linesRemoved: 0 };
  return { linesAdded: starting('+'), linesRemoved: starting('-') };
};

const bytesOf = (content: unknown): number =>
  typeof content === 'string' ? Buffer.byteLength(content) : Buffer.byteLength(JSON.stringify(content ?? ''));

const promptOf = (line: TranscriptJson, content: unknown, common: LineOrigin): PromptRecord | undefined => {
  const said =
    typeof content === 'string'
      ? content
      : list(content)
          .map((block) => object(block)['text'])
          .filter((part) => typeof part === 'string')
          .join('\n');
  const id = text(line['uuid'], 100);
  // What the client says to the model in a person's name, and commands that it answers itself, are no prompts.
  const isClients = line['isMeta'] === true || line['isCompactSummary'] === true || common.isSidechain;
  if (id === undefined || isClients || said === '' || /^<(local-)?command-/.test(said)) return undefined;
  return { kind: 'prompt', ...common, id, characters: said.length };
};

/** What a line of a transcript says. @throws SyntaxError when it is not JSON */
export const parseLine = (source: string): ParsedLine => {
  const line = object(JSON.parse(source));
  const type = line['type'];
  if (type !== 'assistant' && type !== 'user') return nothing;
  const common = commonOf(line);
  if (!common) return nothing;
  const message = object(line['message']);
  const blocks = list(message['content']).map(object);
  if (type === 'assistant') {
    const request = requestOf(line, message, common);
    const opened = blocks.flatMap(({ type: kind, id, name }) => {
      const call = text(id, 200);
      const tool = text(name);
      return kind === 'tool_use' && call !== undefined && tool !== undefined ? [{ id: call, tool }] : [];
    });
    return { ...(request && { request }), opened, results: [] };
  }
  const results = blocks.flatMap((block) => {
    const id = block['type'] === 'tool_result' ? text(block['tool_use_id'], 200) : undefined;
    if (id === undefined) return [];
    const isError = block['is_error'] === true;
    const resultBytes = bytesOf(block['content']);
    return [
      { kind: 'call' as const, ...common, id, isError, resultBytes, ...changeOf(line['toolUseResult']) },
    ];
  });
  if (results.length > 0) return { opened: [], results };
  const prompt = promptOf(line, message['content'], common);
  return { ...(prompt && { prompt }), opened: [], results: [] };
};
