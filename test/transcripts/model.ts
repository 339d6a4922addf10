import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A tool that the made-up model calls. */
export interface ToolCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface Model {
  readonly url: string;
  readonly close: () => void;
}

const frame = (type: string, data: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;

const blocksOf = (call: ToolCall | undefined, number: number) =>
  call
    ? [
        { start: { type: 'text', text: '' }, delta: { type: 'text_delta', text: 'I will.' } },
        {
          start: {
            type: 'tool_use',
            id: `toolu_${number}_${process.hrtime.bigint()}`,
            name: call.name,
            input: {},
          },
          delta: { type: 'input_json_delta', partial_json: JSON.stringify(call.input) },
        },
      ]
    : [{ start: { type: 'text', text: '' }, delta: { type: 'text_delta', text: 'Done.' } }];

let answered = 0;

/** Streams one answer: its usage begins small and ends whole, as the API counts. */
const answer = (response: ServerResponse, model: string, call: ToolCall | undefined): void => {
  answered += 1;
  const cache = { ephemeral_5m_input_tokens: 100 + answered, ephemeral_1h_input_tokens: 40 };
  const usage = {
    input_tokens: 10 + answered,
    cache_creation_input_tokens: cache.ephemeral_5m_input_tokens + cache.ephemeral_1h_input_tokens,
    cache_read_input_tokens: 1000 * answered,
    cache_creation: cache,
    output_tokens: 1,
  };
  const id = `msg_${answered}_${process.hrtime.bigint()}`;
  response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': `req_${id.slice(4)}` });
  const message = { id, type: 'message', role: 'assistant', model, content: [], stop_reason: null, usage };
  response.end(
    [
      frame('message_start', { message }),
      ...blocksOf(call, answered).flatMap(({ start, delta }, index) => [
        frame('content_block_start', { index, content_block: start }),
        frame('content_block_delta', { index, delta }),
        frame('content_block_stop', { index }),
      ]),
      frame('message_delta', {
        delta: { stop_reason: call ? 'tool_use' : 'end_turn', stop_sequence: null },
        usage: { ...usage, output_tokens: 200 + answered },
      }),
      frame('message_stop', {}),
    ].join(''),
  );
};

const resultsIn = (messages: readonly { readonly content: unknown }[]): number =>
  messages
    .flatMap(({ content }) => (Array.isArray(content) ? (content as { type?: string }[]) : []))
    .filter(({ type }) => type === 'tool_result').length;

/** A Messages API on the loopback address whose model calls tools one after the other, and then says that it is done. */
export const startModel = async (calls: readonly ToolCall[]): Promise<Model> => {
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    if (!request.url?.startsWith('/v1/messages') || request.url.includes('count_tokens')) {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"input_tokens":1}');
      return;
    }
    const {
      messages = [],
      tools = [],
      model,
    } = JSON.parse(text) as {
      messages?: { content: unknown }[];
      tools?: unknown[];
      model: string;
    };
    answer(response, model, tools.length > 0 ? calls[resultsIn(messages)] : undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
