import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { openFiles } from '../../src/files/load.ts';
import { dataSchema } from '../../src/files/record.ts';
import { startMessagesApi } from '../e2e/messages-api.ts';
import { hasTerminal } from '../hooks/terminal.ts';
import { realClient } from '../real-client.ts';
import { enabled } from './folder.ts';

/** The real client, with a made-up model that answers. */
const client = (await realClient()) ?? '';
const trying = test.skipIf(client === '' || !hasTerminal);

const session = async (settings?: object) => {
  const place = enabled();
  const home = path.dirname(place.root);
  for (const folder of ['project', 'bin', '.claude']) mkdirSync(path.join(home, folder));
  writeFileSync(path.join(home, 'bin', 'claude'), `#!/bin/sh\nexec '${client}' "$@"\n`, { mode: 0o755 });
  if (settings) writeFileSync(path.join(home, '.claude', 'settings.json'), JSON.stringify(settings));
  const api = await startMessagesApi([{ name: 'Bash', input: { command: 'echo hi', description: 'x' } }]);
  onTestFinished(api.close);
  const shown = path.join(home, 'typescript');
  const command = `${place.wrapper} -p 'say hello' --dangerously-skip-permissions`;
  await execa('script', ['-qec', command, shown], {
    cwd: path.join(home, 'project'),
    extendEnv: false,
    stdin: 'ignore',
    stdout: 'ignore',
    timeout: 120_000,
    env: {
      HOME: home,
      TERM: 'xterm',
      PATH: `${path.join(home, 'bin')}:${process.env['PATH']}`,
      ANTHROPIC_BASE_URL: api.url,
      ANTHROPIC_API_KEY: 'made-up',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      IS_SANDBOX: '1',
      OTEL_RESOURCE_ATTRIBUTES: 'team.name=platform,project.name=shop',
    },
  });
  const [file = ''] = readdirSync(place.data);
  const data = dataSchema.parse(JSON.parse(readFileSync(path.join(place.data, file), 'utf8')));
  const lines = readFileSync(shown, 'utf8').replaceAll(/\r/g, '').split('\n');
  const words = stripVTControlCharacters(
    lines.filter((line) => !line.startsWith('Script ')).join('\n'),
  ).trim();
  return { place, data, words };
};

trying(
  'the real client in a terminal is recorded, and its terminal shows its own words alone',
  { timeout: 180_000 },
  async () => {
    const { place, data, words } = await session();
    expect(words).toBe('Done.');
    const names = new Set(data.records.map(({ name }) => name));
    for (const name of [
      'user_prompt',
      'api_request',
      'tool_result',
      'claude_code.cost.usage',
      'claude_code.session.count',
    ])
      expect(names).toContain(name);
    expect(data.records.every(({ team, project }) => team === 'platform' && project === 'shop')).toBe(true);
    const ask = openFiles([place.root], 'UTC');
    const { rows } = ask({
      sql: 'SELECT prompts, tool_calls, cost_nanodollars, request_cost_nanodollars FROM sessions',
      parameters: {},
      mostRows: 5,
    });
    expect(rows).toHaveLength(1);
    const [prompts, calls, metrics, events] = rows[0] ?? [];
    expect([prompts, calls]).toEqual([1, 1]);
    expect(metrics).toBeGreaterThan(0);
    expect(metrics).toBe(events);
  },
);

trying(
  'settings that send telemetry to another place do not keep it from being recorded',
  { timeout: 180_000 },
  async () => {
    const { data } = await session({
      env: {
        CLAUDE_CODE_ENABLE_TELEMETRY: '1',
        OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      },
    });
    expect(data.records.map(({ name }) => name)).toContain('api_request');
  },
);
