import { once } from 'node:events';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeFetchState } from '../../src/binaries/background.ts';
import { checks } from '../../src/doctor/checks.ts';
import { diagnose, mend } from '../../src/doctor/doctor.ts';
import { surroundingsOf } from '../../src/doctor/surroundings.ts';
import { causeOf, findingOf, machine, warningsOf } from './machine.ts';

/** A server that stands in for a component: paths to what they answer. */
const standIn = async (
  answers: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
  login?: string,
): Promise<number> => {
  const wanted = login && `Basic ${Buffer.from(login).toString('base64')}`;
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const answer = answers[path];
    if (wanted && path !== '/api/health' && request.headers.authorization !== wanted) {
      response.writeHead(401).end('{"message":"Invalid username or password"}');
      return;
    }
    response.writeHead(answer === undefined ? 404 : 200, headers).end(answer);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

const around = ['surroundings'] as const;

const checkOf = (id: string) => {
  const check = checks.find((one) => one.id === id);
  if (!check) throw new Error(`there is no check ${id}`);
  return check;
};

test('a machine in order has nothing to be told', async () => {
  const findings = await machine().look(...around);
  expect(causeOf(findings)).toBeUndefined();
  expect(warningsOf(findings)).toEqual([]);
});

test('a secret that others may read is the cause, and --fix closes it', async () => {
  const { home, options } = machine({ client: '2.1.329' });
  mkdirSync(home.secrets, { mode: 0o700 });
  const [file, other] = ['ledger-token', 'redaction.key'].map((name) => path.join(home.secrets, name)) as [
    string,
    string,
  ];
  for (const [secret, mode] of [
    [file, 0o644],
    [other, 0o640],
  ] as const) {
    writeFileSync(secret, 'k'.repeat(64));
    chmodSync(secret, mode);
  }
  const diagnosis = await diagnose(options);
  expect(findingOf(diagnosis.findings, 'permissions')).toMatchObject({
    status: 'failed',
    problem: 'open',
    evidence: [`644 ${file}`, `640 ${other}`],
  });
  expect(await mend(diagnosis)).toEqual([{ what: 'made secrets and data readable for you alone' }]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(findingOf((await diagnose(options)).findings, 'permissions').status).toBe('ok');
});

test('a secret for a header that ends in a new line is named, and --fix cuts it off', async () => {
  const target = '{ name: team, endpoint: "http://collector.example:4318", headers: { x-key: team-key } }';
  const { home, look, options } = machine({ config: `export:\n  otlp:\n    - ${target}\n` });
  expect(findingOf(await look(...around), 'secret-text')).toMatchObject({ problem: 'missing' });
  mkdirSync(home.secrets, { mode: 0o700 });
  writeFileSync(path.join(home.secrets, 'team-key'), 'abc\n', { mode: 0o600 });
  const diagnosis = await diagnose(options);
  expect(findingOf(diagnosis.findings, 'secret-text')).toMatchObject({
    status: 'failed',
    problem: 'newline',
  });
  await mend(diagnosis);
  expect(findingOf(await look(...around), 'secret-text')).toMatchObject({ status: 'ok' });
});

test('a disk that is nearly full is a warning, a full one the cause', async () => {
  const { home, options } = machine();
  const { bavail, bsize } = await statfs(home.root);
  const free = bavail * bsize;
  const look = async (diskBytes: number) =>
    findingOf((await diagnose({ ...options, thresholds: { diskBytes } })).findings, 'disk').problem;
  expect(await look(free / 2)).toBeUndefined();
  expect(await look(free * 2)).toBe('little');
  expect(await look(free * 20)).toBe('full');
});

test('little memory is a warning', async () => {
  const { options } = machine();
  const { findings } = await diagnose({ ...options, thresholds: { memoryBytes: Number.MAX_SAFE_INTEGER } });
  expect(warningsOf(findings)).toContain('memory/little');
});

test('a clock that differs from Prometheus is the cause', async () => {
  const late = new Date(Date.now() - 60_000).toUTCString();
  const port = await standIn({ '/-/ready': 'ok' }, { date: late });
  const findings = await machine({ config: `ports:\n  prometheus: ${port}\n` }).look(...around);
  expect(causeOf(findings)).toBe('clock/skewed');
  expect(findingOf(findings, 'clock').evidence[0]).toMatch(/^Prometheus: -(59|60|61)\.\d s$/);
});

test('what the memory limiter of the collector refused is told, with the limit', async () => {
  const port = await standIn({
    '/metrics':
      'otelcol_processor_memory_limiter_refused_log_records{processor="memory_limiter"} 7\notelcol_processor_memory_limiter_refused_spans{x="y"} 0\n',
  });
  const findings = await machine({ config: `ports:\n  collectorMetrics: ${port}\n` }).look(
    ...around,
    'settings',
  );
  expect(warningsOf(findings)).toContain('limiter/refused');
  expect(findingOf(findings, 'limiter').evidence).toEqual(['7 log records', 'memory.collector: 1024 MiB']);
});

test('other people with accounts are named, until reading needs a login', async () => {
  const passwd = [
    'root:x:0:0:root:/root:/bin/bash',
    'ann:x:1000:1000::/home/ann:/bin/zsh',
    'www:x:1001:33::/var/www:/usr/sbin/nologin',
    'nobody:x:65534:65534::/nonexistent:/bin/sh',
  ].join('\n');
  const accounts = checkOf('accounts');
  const open = surroundingsOf(machine({ files: { passwd } }).options);
  expect(await accounts.run(open)).toEqual({ problem: 'open', evidence: ['ann'] });
  const closed = machine({ files: { passwd }, config: 'security: { closed: true }\n' });
  expect(await accounts.run(surroundingsOf(closed.options))).toMatchObject({ ok: expect.any(String) });
});

test('labels that overflow are named with their metric', async () => {
  const port = await standIn({
    '/metrics': 'claude_code_ledger_label_overflow_total{metric="claude_code_cost_usage_USD_total"} 7\n',
  });
  const findings = await machine({ config: `ports:\n  ledger: ${port}\n` }).look(...around);
  expect(warningsOf(findings)).toEqual(['labels/overflow']);
  expect(findingOf(findings, 'labels').evidence).toEqual(['metric="claude_code_cost_usage_USD_total": 7']);
});

/** A ledger that answers the questions of doctor. */
const ledgerThatSays = async ({
  neighbours = [],
  unknown = [],
  metrics = '',
}: {
  neighbours?: readonly string[];
  unknown?: readonly object[];
  metrics?: string;
}) => {
  const port = await standIn({
    '/api/summary': JSON.stringify({ neighbours }),
    '/api/v1/unknown': JSON.stringify(unknown),
    '/metrics': metrics,
  });
  return surroundingsOf(machine({ config: `ports:\n  ledger: ${port}\n` }).options);
};

test('another program that sends telemetry here is named as not counted, and is no failure', async () => {
  const at = await ledgerThatSays({ neighbours: ['codex 0.171', 'opencode'] });
  const senders = checkOf('senders');
  expect(await senders.run(at)).toEqual({
    problem: 'neighbours',
    evidence: ['codex 0.171 sends; nothing of it is counted', 'opencode sends; nothing of it is counted'],
  });
  expect(senders.problems['neighbours']?.status).toBe('warning');
  expect(await senders.run(await ledgerThatSays({}))).toMatchObject({ ok: expect.any(String) });
});

test('events and attributes of a newer client are named, and their names do no harm to a terminal', async () => {
  const names = Array.from({ length: 12 }, (_, index) => ({
    event: 'dream',
    attribute: `a${index}`,
    seen: 3,
  }));
  const at = await ledgerThatSays({ unknown: [{ event: 'x\u001b[2J', attribute: 'y', seen: 1 }, ...names] });
  const found = await checkOf('newer').run(at);
  expect(found).toMatchObject({ problem: 'unknown' });
  const { evidence = [] } = found as { evidence?: readonly string[] };
  expect(evidence[0]).not.toContain('\u001b');
  expect(evidence[1]).toBe('dream: a0 (seen: 3)');
  expect(evidence.at(-1)).toBe('and 3 more: GET /api/v1/unknown');
});

test('what the ledger refused is told with the reason', async () => {
  const series = 'claude_code_ledger_refused_total';
  const at = await ledgerThatSays({
    metrics: `${series}{signal="metrics",reason="unknown_metric"} 4\n${series}{signal="logs",reason="no_time"} 0\n`,
  });
  expect(await checkOf('newer').run(at)).toEqual({
    problem: 'refused',
    evidence: ['refused: 4 (signal="metrics",reason="unknown_metric")'],
  });
  expect(Object.values(checkOf('newer').problems).map(({ status }) => status)).toEqual([
    'warning',
    'warning',
  ]);
});

test('sessions of which something never arrived are told by what they lack, with the likely reason', async () => {
  const series = 'claude_code_ledger_incomplete_sessions';
  const text = (events: number) =>
    `${series}{lacks="metrics"} 0\n${series}{lacks="events"} ${events}\n${series}{lacks="hooks"} 0\n`;
  const found = await checkOf('complete').run(await ledgerThatSays({ metrics: text(3) }));
  expect(found).toMatchObject({ problem: 'lacking' });
  const { evidence = [] } = found as { evidence?: readonly string[] };
  expect(evidence[0]).toMatch(/^3 without events. Likely: OTEL_LOGS_EXPORTER/);
  expect(evidence[1]).toContain('WHERE events = 0');
  expect(await checkOf('complete').run(await ledgerThatSays({ metrics: text(0) }))).toMatchObject({
    ok: expect.any(String),
  });
});

test('a program that could not be fetched is told with the reason', async () => {
  const { home, look } = machine();
  mkdirSync(home.run);
  const at = new Date().toISOString();
  const state = {
    state: 'failed',
    message: 'no network\nmore',
    pid: 1,
    startedAt: at,
    updatedAt: at,
  } as const;
  await writeFetchState(home.run, 'otelcol', state);
  const findings = await look(...around);
  expect(warningsOf(findings)).toEqual(['fetches/failed']);
  expect(findingOf(findings, 'fetches').evidence).toEqual(['otelcol: failed, no network']);
});

test('what an earlier attempt to fetch a program came to is silent once the program runs', async () => {
  const at = machine();
  mkdirSync(at.home.run);
  const time = new Date().toISOString();
  const state = { state: 'failed', message: 'no network', pid: 1, startedAt: time, updatedAt: time } as const;
  await writeFetchState(at.home.run, 'otelcol', state);
  const surroundings = await surroundingsOf(at.options);
  const collector = (state: 'healthy' | 'down') => async () => [
    { name: 'collector' as const, state, version: '', ports: [], restarts: 0 },
  ];
  const fetches = checkOf('fetches');
  expect(await fetches.run({ ...surroundings, components: collector('down') })).toMatchObject({
    problem: 'failed',
  });
  expect(await fetches.run({ ...surroundings, components: collector('healthy') })).toEqual({ ok: 'none' });
});

test('another program on one of our ports is the cause, with its process', async () => {
  const port = await standIn({});
  const findings = await machine({ config: `ports:\n  grafana: ${port}\n` }).look('telemetry');
  expect(causeOf(findings)).toBe('ports/taken');
  const { evidence, fix } = findingOf(findings, 'ports');
  expect(evidence).toEqual([expect.stringContaining(`${port} (grafana): process ${process.pid}: `)]);
  expect(fix).toContain(`config set ports.grafana ${port + 10_000}`);
});

test('hooks of earlier tools are named with their file', async () => {
  const hooks = {
    PreToolUse: [
      { hooks: [{ type: 'command', command: 'curl --data-binary @- http://localhost:9091/metrics/job/x' }] },
    ],
    Stop: [
      {
        hooks: [
          { type: 'command', command: 'python -c "from mlflow.claude_code.hooks import stop_hook_handler"' },
        ],
      },
    ],
    PostToolUse: [{ hooks: [{ type: 'command', command: 'prettier --write' }] }],
  };
  const findings = await machine({ settings: { hooks } }).look('hooks', 'settings');
  expect(warningsOf(findings)).toContain('duplicates/earlier');
  expect(findingOf(findings, 'duplicates').evidence).toHaveLength(2);
  expect(causeOf(findings)).toBe('hooks/absent');
});

test('our own hooks twice for one event are told', async () => {
  const entry = { type: 'command', command: "'/home/dev/.local/share/start-observability/hooks/entry'" };
  const hooks = { PreToolUse: [{ hooks: [entry] }, { hooks: [{ ...entry, command: `${entry.command} ` }] }] };
  expect(warningsOf(await machine({ settings: { hooks } }).look('hooks', 'settings'))).toContain(
    'duplicates/ours',
  );
});

test('hooks that are switched off are the cause', async () => {
  const hooks = {
    PreToolUse: [{ hooks: [{ type: 'command', command: '/x/start-observability/hooks/entry' }] }],
  };
  const findings = await machine({ settings: { hooks, disableAllHooks: true } }).look('hooks', 'settings');
  expect(causeOf(findings)).toBe('hooks/disabled');
});

const answerOf = (result: readonly unknown[]) => JSON.stringify({ status: 'success', data: { result } });

test("a Prometheus that scrapes no ledger is somebody else's", async () => {
  const port = await standIn({
    '/api/v1/query': answerOf([]),
    '/api/v1/targets': JSON.stringify({
      status: 'success',
      data: { activeTargets: [{ labels: { job: 'theirs' } }] },
    }),
  });
  const at = surroundingsOf(machine({ config: `ports:\n  prometheus: ${port}\n` }).options);
  expect(await checkOf('prometheus').run(at)).toMatchObject({ problem: 'foreign' });
});

test('the query of a dashboard goes through Grafana with the password of the stack', async () => {
  const place = '/api/datasources/proxy/uid/prometheus/api/v1/query';
  const sample = { metric: { signal: 'metrics' }, value: [0, '1'] };
  const logs = { metric: { signal: 'logs' }, value: [0, '1'] };
  const port = await standIn({ '/api/health': 'ok', [place]: answerOf([sample, logs]) }, {}, 'admin:right');
  const { home, options } = machine({ config: `ports:\n  grafana: ${port}\n` });
  mkdirSync(home.secrets, { mode: 0o700 });
  const password = path.join(home.secrets, 'grafana-password');
  writeFileSync(password, 'right', { mode: 0o600 });
  expect(await checkOf('dashboard').run(surroundingsOf(options))).toEqual({
    ok: 'Grafana: metrics: 1, logs: 1',
  });
  writeFileSync(password, 'wrong', { mode: 0o600 });
  expect(await checkOf('dashboard').run(surroundingsOf(options))).toMatchObject({ problem: 'no-access' });
});
