import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { defaults } from '../src/config/schema.ts';
import { components } from '../src/stack/components.ts';
import { freePorts } from '../test/e2e/ports.ts';
import { waitFor } from '../test/e2e/wait.ts';
import type { Row } from './row.ts';

const root = path.resolve(import.meta.dirname, '..');
const sessions = 5000;
const rounds = 6;
const models = ['claude-opus-5-5', 'claude-haiku-5-5'];

const keyValue = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** What one session exports at the end of one interval: 16 points, as a working client does. */
const exportOf = (session: number, round: number): string => {
  const id = `00000000-0000-4000-8000-${String(session).padStart(12, '0')}`;
  const common = [
    keyValue('user.id', String(session % 500).padStart(64, '0')),
    keyValue('session.id', id),
    keyValue('anthropic.provider', 'firstParty'),
    keyValue('terminal.type', 'xterm-256color'),
  ];
  const start = `${1_795_199_162_000 + session}000000`;
  const time = `${1_795_199_162_000 + session + round * 10_000}000000`;
  const point = (value: number, attributes: readonly (readonly [string, string])[]) => ({
    attributes: [...common, ...attributes.map(([key, text]) => keyValue(key, text))],
    startTimeUnixNano: start,
    timeUnixNano: time,
    asDouble: value,
  });
  const sum = (name: string, dataPoints: readonly unknown[]) => ({
    name,
    sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints },
  });
  const by = (model: string) =>
    [
      ['model', model],
      ['query_source', 'main'],
      ['effort', 'high'],
    ] as const;
  const types = ['input', 'output', 'cacheRead', 'cacheCreation'];
  return JSON.stringify({
    resourceMetrics: [
      {
        resource: {
          attributes: [keyValue('service.name', 'claude-code'), keyValue('service.version', '2.1.329')],
        },
        scopeMetrics: [
          {
            scope: { name: 'com.anthropic.claude_code', version: '2.1.329' },
            metrics: [
              sum('claude_code.session.count', [point(1, [['start_type', 'fresh']])]),
              sum(
                'claude_code.cost.usage',
                models.map((model) => point(0.0019776 * (round + 1), by(model))),
              ),
              sum(
                'claude_code.token.usage',
                models.flatMap((model) =>
                  types.map((type) => point(123 * (round + 1), [['type', type], ...by(model)])),
                ),
              ),
              sum('claude_code.active_time.total', [
                point(3.5 * (round + 1), [['type', 'cli']]),
                point(1.5 * (round + 1), [['type', 'user']]),
              ]),
              sum('claude_code.lines_of_code.count', [
                point(10 * (round + 1), [['type', 'added']]),
                point(3 * (round + 1), [['type', 'removed']]),
              ]),
              sum('claude_code.commit.count', [point(round + 1, [])]),
            ],
          },
        ],
      },
    ],
  });
};
const pointsAnExport = 16;

const memoryOf = (pid: number, what: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Processor seconds a process used so far. */
const processorSeconds = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

const post = (port: number, agent: Agent, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: '/v1/metrics',
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });

const environment = (port: number, folder: string) =>
  components.ledger.env({
    config: defaults(),
    listen: '127.0.0.1',
    port: () => port,
    // No Prometheus is there, and so nothing counts as seen.
    address: () => '127.0.0.1:1',
    generated: folder,
    data: folder,
    secrets: folder,
    sockets: '',
    hostNames: [],
    embeddedCollector: false,
    isFronted: () => false,
    hasGrafana: false,
    hasPasswords: false,
  });

/** Adds label sets until there are about 5,000 series, and times scrapes as Prometheus makes them. */
const renderTime = async (
  port: number,
  agent: Agent,
): Promise<{ readonly ms: number; readonly series: number }> => {
  for (let project = 0; project < 300; project += 1) {
    const body = exportOf(sessions + project, 0).replace(
      '"service.name"',
      `"project","value":{"stringValue":"p${project}"}},{"key":"service.name"`,
    );
    await post(port, agent, body);
  }
  const headers = { 'x-prometheus-scrape-timeout-seconds': '10' };
  const times: number[] = [];
  let text = '';
  for (let i = 0; i < 15; i += 1) {
    const at = performance.now();
    text = await (await fetch(`http://127.0.0.1:${port}/metrics`, { headers })).text();
    times.push(performance.now() - at);
  }
  const series = text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
  return { ms: times.sort((a, b) => a - b)[7] ?? 0, series };
};

/** Points a second on one core and memory with 5,000 sessions open, over HTTP, each request committed to disk. */
export const benchLedger = async (): Promise<readonly Row[]> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-ledger-'));
  const [port = 0] = await freePorts(1);
  const child = spawn('taskset', ['-c', '0', process.execPath, path.join(root, 'dist/ledger/main.js')], {
    env: { PATH: process.env['PATH'], ...environment(port, folder) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const pid = child.pid as number;
  try {
    await waitFor('the ledger being ready', async () => (await fetch(`http://127.0.0.1:${port}/ready`)).ok);
    const agent = new Agent({ keepAlive: true, maxSockets: 32 });
    const before = processorSeconds(pid);
    const began = performance.now();
    let refused = 0;
    for (let round = 0; round < rounds; round += 1) {
      const ids = Array.from({ length: sessions }, (_, id) => id).values();
      const sender = async () => {
        for (const id of ids) if ((await post(port, agent, exportOf(id, round))) !== 200) refused += 1;
      };
      await Promise.all(Array.from({ length: 32 }, sender));
    }
    const seconds = (performance.now() - began) / 1000;
    const points = sessions * rounds * pointsAnExport;
    const used = processorSeconds(pid) - before;
    const memory = [memoryOf(pid, 'VmRSS'), memoryOf(pid, 'VmHWM')] as const;
    const rendered = await renderTime(port, agent);
    agent.destroy();
    return [
      {
        what: 'ledger: points/s of wall time, one core',
        value: points / seconds,
        unit: '/s',
        bar: '> 20,000',
      },
      { what: 'ledger: points/s of processor time', value: points / used, unit: '/s', bar: '> 20,000' },
      { what: 'ledger: requests refused', value: refused, unit: '', bar: '0' },
      {
        what: `ledger: memory, ${sessions} sessions open`,
        value: memory[0],
        unit: 'MiB',
        bar: '< 150',
      },
      { what: 'ledger: memory, highest', value: memory[1], unit: 'MiB' },
      { what: `ledger: /metrics with ${rendered.series} series, median`, value: rendered.ms, unit: 'ms' },
    ];
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
};
