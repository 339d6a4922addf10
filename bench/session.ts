import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import { execa } from 'execa';
import { entryPath, installEntry } from '../src/hooks/entry/install.ts';
import { hookSettings } from '../src/hooks/hook-settings.ts';
import { startMessagesApi, type ToolCall } from '../test/e2e/messages-api.ts';
import { freePorts } from '../test/ports.ts';
import { environmentFor, realClient } from '../test/real-client.ts';
import { startService } from './hooks.ts';
import { startLedger } from './ledger-process.ts';
import type { Row } from './row.ts';

const root = path.resolve(import.meta.dirname, '..');

const calls: readonly ToolCall[] = Array.from({ length: 30 }, (_, index) => ({
  name: 'Bash',
  input: { command: `echo ${index}`, description: 'Says a number' },
}));

/** What a model takes to answer; and pairs of sessions, each with us first in every other one. */
const answerMs = 3000;
const pairs = Number(process.env['BENCH_PAIRS'] ?? 5);

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

/** A home with a project, and what of ours its settings name. Not below a temporary folder, where much is allowed. */
const makeHome = (settings: object): string => {
  const home = mkdtempSync(path.join(root, '.client-'));
  for (const folder of ['.claude', 'project']) mkdirSync(path.join(home, folder));
  writeFileSync(path.join(home, '.claude', 'settings.json'), JSON.stringify(settings));
  return home;
};

/** Seconds of a session of thirty calls of tools. */
const session = async (client: string, settings: object): Promise<number> => {
  const home = makeHome(settings);
  const api = await startMessagesApi(calls, '127.0.0.1', answerMs);
  const started = performance.now();
  try {
    await execa(client, ['-p', 'go', '--dangerously-skip-permissions'], {
      cwd: path.join(home, 'project'),
      env: environmentFor(home, api.url),
      extendEnv: false,
      stdin: 'ignore',
    });
    const seconds = (performance.now() - started) / 1000;
    if (api.results.length !== calls.length)
      throw new Error(`${api.results.length} calls instead of ${calls.length}`);
    return seconds;
  } finally {
    api.close();
    rmSync(home, { recursive: true, force: true });
  }
};

/** Hooks, guard and telemetry as `setup` writes them, towards a service and a ledger in processes of their own. */
const startOurs = async () => {
  const [port = 0] = await freePorts(1);
  const home = mkdtempSync(path.join(root, '.client-'));
  for (const name of ['redaction.key', 'api-token'])
    writeFileSync(path.join(home, name), randomBytes(32).toString('hex'), { mode: 0o600 });
  const service = await startService(port, home, '');
  const ledger = await startLedger();
  const folder = path.join(home, 'entry');
  await installEntry({
    port,
    folder,
    sockets: path.join(home, 'sockets'),
    secrets: home,
    from: path.join(root, 'dist/hooks/entry'),
    policy: defaultPolicy,
  });
  const settings = {
    hooks: hookSettings({ port, entryPath: entryPath(folder), profile: 'default' }),
    env: {
      CLAUDE_CODE_ENABLE_TELEMETRY: '1',
      OTEL_METRICS_EXPORTER: 'otlp',
      OTEL_LOGS_EXPORTER: 'otlp',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${ledger.port}`,
      OTEL_METRIC_EXPORT_INTERVAL: '10000',
    },
  };
  return {
    settings,
    stop: () => {
      service.kill('SIGKILL');
      ledger.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
};

/**
 * How much longer the real client takes for thirty calls of tools with hooks, guard and telemetry than without, its model
 * answering after three seconds each time: a quarter of an hour for five pairs.
 */
export const benchSession = async (): Promise<readonly Row[]> => {
  const client = await realClient();
  if (client === undefined) return [];
  const ours = await startOurs();
  const bare: number[] = [];
  const own: number[] = [];
  try {
    for (let pair = 0; pair < pairs; pair += 1) {
      if (pair % 2 === 0) own.push(await session(client, ours.settings));
      bare.push(await session(client, {}));
      if (pair % 2 === 1) own.push(await session(client, ours.settings));
    }
  } finally {
    ours.stop();
  }
  const longer = own.map((seconds, index) => 100 * (seconds / (bare[index] as number) - 1));
  return [
    { what: 'session: 30 tool calls without us, median', value: median(bare), unit: 's' },
    { what: 'session: 30 tool calls with us, median', value: median(own), unit: 's' },
    {
      what: `session: longer with us, median of ${pairs} pairs`,
      value: median(longer),
      unit: '%',
      bar: '<= 2',
    },
  ];
};
