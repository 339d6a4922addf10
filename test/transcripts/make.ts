import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A request as a made-up transcript has it. */
export interface MadeRequest {
  readonly session: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly model: string;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  /** Also the id of its message. */
  readonly request: string;
}

export interface MadeOptions {
  /** Characters of a tool's result, which is most of what a transcript holds. */
  readonly resultCharacters?: number;
  readonly project?: string;
}

const common = ({ session, time }: MadeRequest, project: string) => ({
  sessionId: session,
  timestamp: new Date(time).toISOString(),
  cwd: `/home/someone/${project}`,
  version: '2.1.332',
  gitBranch: 'main',
  isSidechain: false,
});

/** The lines of a request as client 2.1.332 writes them: one for each block of the answer, then the result of the tool. */
export const linesOf = (made: MadeRequest, { resultCharacters = 20, project = 'shop' }: MadeOptions = {}) => {
  const usage = {
    input_tokens: made.input,
    output_tokens: made.output,
    cache_read_input_tokens: made.cacheRead,
    cache_creation_input_tokens: made.cacheWrite5m,
    cache_creation: { ephemeral_5m_input_tokens: made.cacheWrite5m, ephemeral_1h_input_tokens: 0 },
    service_tier: 'standard',
    speed: 'standard',
  };
  const assistant = (block: object) => ({
    ...common(made, project),
    type: 'assistant',
    requestId: made.request,
    uuid: `${made.request}-a`,
    message: { id: `msg_${made.request}`, role: 'assistant', model: made.model, content: [block], usage },
  });
  const call = `toolu_${made.request}`;
  return [
    assistant({ type: 'text', text: 'I will.' }),
    assistant({ type: 'tool_use', id: call, name: 'Bash', input: { command: 'ls' } }),
    {
      ...common(made, project),
      type: 'user',
      uuid: `${made.request}-u`,
      message: {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: call, content: 'x'.repeat(resultCharacters) }],
      },
    },
  ].map((line) => JSON.stringify(line));
};

/** Writes transcripts as the client lays them out: a file a session. */
export const writeTranscripts = (
  folder: string,
  made: readonly MadeRequest[],
  options: MadeOptions = {},
): void => {
  const sessions = grouped(made);
  const place = path.join(folder, `-home-someone-${options.project ?? 'shop'}`);
  mkdirSync(place, { recursive: true });
  for (const [session, requests] of sessions) {
    const lines = requests.flatMap((request) => linesOf(request, options));
    writeFileSync(path.join(place, `${session}.jsonl`), `${lines.join('\n')}\n`);
  }
};

const grouped = (made: readonly MadeRequest[]): ReadonlyMap<string, readonly MadeRequest[]> => {
  const sessions = new Map<string, MadeRequest[]>();
  for (const request of made)
    sessions.set(request.session, [...(sessions.get(request.session) ?? []), request]);
  return sessions;
};
