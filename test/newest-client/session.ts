import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import type { KeyValue } from '../../src/otlp/model.ts';
import { objects } from '../../src/otlp/walk.ts';
import { startMessagesApi } from '../e2e/messages-api.ts';

/** What one session of a client sends. */
export interface SeenInSession {
  readonly tools: readonly string[];
  readonly attributes: readonly string[];
}

/** Every key of an attribute in a request of any signal. */
const attributesIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(attributesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'attributes' ? objects(inner as KeyValue[]).map((one) => one.key) : attributesIn(inner),
  );
};

/** A receiver of OTLP as JSON that keeps the names of attributes. */
const startReceiver = async (attributes: Set<string>) => {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    for (const key of attributesIn(JSON.parse(body))) attributes.add(key);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
};

/** Runs one session of a client with everything switched on, against a made-up model that calls two tools. */
export const runSession = async (client: string): Promise<SeenInSession> => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'newest-client-'));
  const attributes = new Set<string>();
  const receiver = await startReceiver(attributes);
  const api = await startMessagesApi([
    { name: 'Bash', input: { command: 'echo hello', description: 'x' } },
    { name: 'Read', input: { file_path: path.join(home, 'nothing') } },
  ]);
  try {
    await execa(client, ['-p', 'go', '--dangerously-skip-permissions'], {
      cwd: home,
      env: {
        HOME: home,
        PATH: process.env['PATH'],
        ANTHROPIC_BASE_URL: api.url,
        ANTHROPIC_API_KEY: 'made-up',
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        CLAUDE_CODE_ENABLE_TELEMETRY: '1',
        CLAUDE_CODE_ENHANCED_TELEMETRY_BETA: '1',
        IS_SANDBOX: '1',
        OTEL_METRICS_EXPORTER: 'otlp',
        OTEL_LOGS_EXPORTER: 'otlp',
        OTEL_TRACES_EXPORTER: 'otlp',
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_LOG_TOOL_DETAILS: '1',
        OTEL_LOG_USER_PROMPTS: '1',
      },
      extendEnv: false,
      stdin: 'ignore',
      timeout: 120_000,
    });
    return { tools: api.tools, attributes: [...attributes].sort() };
  } finally {
    api.close();
    receiver.close();
    rmSync(home, { recursive: true, force: true });
  }
};
