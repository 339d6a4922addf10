import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A tool that the made-up model calls. */
export interface ToolCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface MessagesApi {
  readonly url: string;
  /** What the client told about the call: the content of the tool's result. */
  readonly results: readonly string[];
  /** Tools that the client offers to the model. */
  readonly tools: readonly string[];
  readonly close: () => void;
}

const frame = (type: string, data: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;

/** One answer of the model, as a stream of events. */
const answer = (response: ServerResponse, block: object, delta: object, stop: string): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const usage = { input_tokens: 10, output_tokens: 10 };
  response.end(
    [
      frame('message_start', {
        message: {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          model: 'claude-sonnet-4-5',
          content: [],
          stop_reason: null,
          usage,
        },
      }),
      frame('content_block_start', { index: 0, content_block: block }),
      frame('content_block_delta', { index: 0, delta }),
      frame('content_block_stop', { index: 0 }),
      frame('message_delta', { delta: { stop_reason: stop, stop_sequence: null }, usage }),
      frame('message_stop', {}),
    ].join(''),
  );
};

const read = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const part of request) text += part;
  return text;
};

interface Block {
  readonly type?: string;
  readonly content?: unknown;
}

/** Results of tools in a request's messages. */
const resultsIn = (body: string): readonly string[] => {
  const { messages = [] } = JSON.parse(body) as { messages?: { content: unknown }[] };
  return messages
    .flatMap(({ content }) => (Array.isArray(content) ? (content as Block[]) : []))
    .filter(({ type }) => type === 'tool_result')
    .map(({ content }) => JSON.stringify(content));
};

/**
 * A Messages API, on the loopback address if nothing else is said, whose model calls tools one after the other, and then says that
 * it is done. Each answer takes `answerMs`.
 */
export const startMessagesApi = async (
  calls: readonly ToolCall[],
  host = '127.0.0.1',
  answerMs = 0,
): Promise<MessagesApi> => {
  let results: readonly string[] = [];
  const tools = new Set<string>();
  const server = createServer(async (request, response) => {
    const body = await read(request);
    if (
      request.method !== 'POST' ||
      !request.url?.startsWith('/v1/messages') ||
      request.url.includes('count_tokens')
    ) {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"input_tokens":1}');
      return;
    }
    await sleep(answerMs);
    const offered = (JSON.parse(body) as { tools?: { name: string }[] }).tools ?? [];
    for (const { name } of offered) tools.add(name);
    const hasTools = offered.length > 0;
    const found = resultsIn(body);
    if (found.length > results.length) results = found;
    const call = hasTools ? calls[found.length] : undefined;
    if (call) {
      const id = `toolu_${found.length}_${Date.now()}`;
      answer(
        response,
        { type: 'tool_use', id, name: call.name, input: {} },
        { type: 'input_json_delta', partial_json: JSON.stringify(call.input) },
        'tool_use',
      );
    } else answer(response, { type: 'text', text: '' }, { type: 'text_delta', text: 'Done.' }, 'end_turn');
  }).listen(0, host);
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get results() {
      return results;
    },
    get tools() {
      return [...tools].sort();
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
