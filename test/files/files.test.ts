import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { checkout } from '../../src/checkout.ts';
import { type Layout, newLog, readKey } from '../../src/files/layout.ts';
import { openFiles } from '../../src/files/load.ts';
import { parseLog } from '../../src/files/parse.ts';
import { startReceiver } from '../../src/files/receiver.ts';
import { dataSchema } from '../../src/files/record.ts';
import { scenarios } from '../captures/read.ts';
import { run } from '../cli/run.ts';
import { waitFor } from '../e2e/wait.ts';
import { temporaryHome } from '../home.ts';
import { succeeded } from '../succeeded.ts';
import { enabled } from './folder.ts';

const token = 'a token of the test';
const recorded = scenarios().filter(
  ({ version, metrics, logs }) => version === '2.1.332' && metrics.length > 0 && logs.length > 0,
);
const [one, other] = recorded as [(typeof recorded)[number], (typeof recorded)[number]];

const receiving = async (place: Layout) => {
  const log = newLog(place);
  const receiver = await startReceiver({ log, key: readKey(place), token, port: 0 });
  onTestFinished(receiver.close);
  const send = async (signal: 'logs' | 'metrics', body: object, authorization = `Bearer ${token}`) =>
    (
      await fetch(`http://127.0.0.1:${receiver.port}/v1/${signal}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify(body),
      })
    ).status;
  return { log, send };
};

/** A session as the client sent it, into a log. */
const record = async (place: Layout, { metrics, logs }: (typeof recorded)[number], times = 1) => {
  const { log, send } = await receiving(place);
  for (let nth = 0; nth < times; nth += 1) {
    for (const request of logs) expect(await send('logs', request)).toBe(200);
    for (const request of metrics) expect(await send('metrics', request)).toBe(200);
  }
  return log;
};

const moneyIn = (...folders: string[]) => {
  const ask = openFiles(folders, 'UTC');
  const sql = 'SELECT sum(cost_nanodollars), sum(request_cost_nanodollars), count(*) FROM sessions';
  return ask({ sql, parameters: {}, mostRows: 10 }).rows[0]?.map(Number) ?? [];
};

const nano = (dollars: number) => Math.round(dollars * 1e9);

test('the layout is that of older guides, for its owner alone', () => {
  const place = enabled();
  expect(readdirSync(place.root).sort()).toEqual([
    'claude-with-telemetry.sh',
    'data',
    'env.sh',
    'logs',
    'receiver.token',
    'redaction.key',
    'shell-integration.txt',
  ]);
  for (const name of readdirSync(place.root))
    expect(statSync(path.join(place.root, name)).mode & 0o077).toBe(0);
  expect(readFileSync(place.shellIntegration, 'utf8')).toContain(`alias claude-telemetry='${place.wrapper}'`);
  expect(readFileSync(place.env, 'utf8')).not.toMatch(/^export OTEL_LOG_USER_PROMPTS/m);
});

test('a recorded session becomes a log, data and tables with the money to the nano-dollar', async () => {
  const place = enabled();
  const log = await record(place, one);
  expect(path.basename(log)).toMatch(/^session-\d{8}-\d{6}\.jsonl$/);
  await parseLog(place, log);
  const file = path.join(place.data, path.basename(log).replace('.jsonl', '.json'));
  const data = dataSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  expect(data.sessions.reduce((sum, { cost_usd: cost }) => sum + nano(cost), 0)).toBe(
    nano(one.truth.metricCost),
  );
  const [metrics, events] = moneyIn(place.root);
  expect([metrics, events]).toEqual([nano(one.truth.metricCost), nano(one.truth.logCost)]);
  for (const { session, timestamp, account } of data.records)
    expect([session, timestamp, account].every(Boolean)).toBe(true);
});

test('what is delivered twice, and lies in log and data of several people, counts once', async () => {
  const [ann, bob] = [enabled(), enabled()];
  const log = await record(ann, one, 2);
  await parseLog(ann, log);
  await record(bob, other);
  const [metrics] = moneyIn(ann.root, bob.root, ann.data);
  expect(metrics).toBe(nano(one.truth.metricCost) + nano(other.truth.metricCost));
});

test('of a log whose writer was killed within a line all lines before count', async () => {
  const place = enabled();
  const log = await record(place, one);
  appendFileSync(log, '{"kind":"event","id":"cut o');
  expect(moneyIn(place.root)[0]).toBe(nano(one.truth.metricCost));
  expect((await parseLog(place, log)).unreadable).toBe(1);
});

test('accounts are hashed, and texts are neither in logs nor in data', async () => {
  const place = enabled();
  const { log, send } = await receiving(place);
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const attributes = [
    text('event.name', 'user_prompt'),
    text('session.id', 's-1'),
    text('user.email', 'ann@example.com'),
    text('user.account_uuid', 'account-of-ann'),
    text('prompt', 'my secret plan'),
    text('prompt_length', '14'),
  ];
  const logRecords = [{ timeUnixNano: '1764000000000000000', attributes }];
  await send('logs', {
    resourceLogs: [{ scopeLogs: [{ scope: { name: 'com.anthropic.claude_code.events' }, logRecords }] }],
  });
  const kept = readFileSync(log, 'utf8');
  expect(kept).not.toMatch(/ann@example|account-of-ann|secret plan/);
  expect(JSON.parse(kept)).toMatchObject({
    name: 'user_prompt',
    session: 's-1',
    account: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test('nobody without the token of the session adds to its log', async () => {
  const place = enabled();
  const { log, send } = await receiving(place);
  expect(await send('logs', one.logs[0] ?? {}, 'Bearer guessed')).toBe(401);
  expect(readFileSync(log, 'utf8')).toBe('');
});

test('two sessions that start in one second have logs of their own', () => {
  const place = enabled();
  const at = new Date(2026, 10, 30, 14, 30, 22);
  const names = [newLog(place, at), newLog(place, at), newLog(place, at)].map((log) => path.basename(log));
  expect(names).toEqual([
    'session-20261130-143022.jsonl',
    'session-20261130-143022-2.jsonl',
    'session-20261130-143022-3.jsonl',
  ]);
});

test('logs of the console exporters are read: between lines of a terminal, as Node and as Bun print', async () => {
  const place = enabled();
  const bun = readFileSync(path.join(import.meta.dirname, 'console-bun.txt'), 'utf8');
  const node = bun
    .replaceAll(/^(\s+)"([\w.]+)":/gm, "$1'$2':")
    .replaceAll(/: "([^"\n]*)"/g, ": '$1'")
    .replaceAll(/,(\n\s*[}\]])/g, '$1');
  writeFileSync(path.join(place.logs, 'session-20250112-143022.log'), `\u001b[2J> hello\n${bun}\nDone.\n`);
  const home = temporaryHome();
  const env = { CLAUDE_CODE_TELEMETRY_DIR: place.root };
  succeeded(await run(home, ['files', 'parse'], env));
  const [metrics, events, sessions] = moneyIn(place.root);
  expect([metrics, events, sessions]).toEqual([480_000, 480_000, 1]);
  writeFileSync(path.join(place.logs, 'session-20250112-143023.log'), node.replaceAll('\n', '\r\n'));
  await run(home, ['files', 'parse'], env);
  const { length } = dataSchema.parse(
    JSON.parse(readFileSync(path.join(place.data, 'session-20250112-143023.json'), 'utf8')),
  ).records;
  const first = dataSchema.parse(
    JSON.parse(readFileSync(path.join(place.data, 'session-20250112-143022.json'), 'utf8')),
  );
  expect(length).toBe(first.records.length);
  expect(length).toBeGreaterThan(10);
});

test('analyze, query, report and export answer from files alone', async () => {
  const place = enabled();
  await record(place, one);
  const home = temporaryHome();
  const env = { CLAUDE_CODE_TELEMETRY_DIR: place.root };
  const analyzed = await run(home, ['files', 'analyze'], env);
  expect(analyzed.err).toContain('latest-report.json');
  const [, first = ''] = /^Claude Code +(\d{4}-\d{2}-\d{2}) to /m.exec(analyzed.out) ?? [];
  expect(first >= '2026-01-01').toBe(true);
  expect(analyzed.out).toMatch(/Cost .*\n(.*\n)*.*Errors and failures/);
  expect(JSON.parse(readFileSync(place.latestReport, 'utf8'))).toMatchObject({ version: 1 });
  const asked = await run(home, [
    'query',
    'SELECT sum(cost_nanodollars) AS nano FROM days',
    '--format',
    'json',
    '--from',
    place.root,
  ]);
  expect(JSON.parse(asked.out)).toEqual([{ nano: nano(one.truth.metricCost) }]);
  const estimated = await run(home, ['budget', 'blocks', '--since', '3000d', '--json', '--from', place.root]);
  const blocks = JSON.parse(estimated.out) as readonly { dollars: number; isEstimate: boolean }[];
  expect(blocks.reduce((sum, { dollars }) => sum + dollars, 0)).toBeCloseTo(
    nano(one.truth.metricCost) / 1e9,
    9,
  );
  expect(blocks.every(({ isEstimate }) => isEstimate)).toBe(true);
  const swallowed = await run(home, ['query', '--from', place.root, 'SELECT 1']);
  expect(swallowed).toMatchObject({ code: 2, err: expect.stringContaining('Put the question first') });
  const denied = await run(home, ['query', "ATTACH 'x.db' AS x", '--from', place.root]);
  expect(denied.code).not.toBe(0);
  const page = path.join(place.root, 'report.html');
  succeeded(await run(home, ['report', '--since', '3000d', '--output', page, '--from', place.root]));
  expect(readFileSync(page, 'utf8')).toContain('<svg');
  const exported = path.join(place.root, 'exported');
  succeeded(await run(home, ['export', exported, '--from', place.root]));
  expect(readdirSync(exported)).toContain('sessions.csv');
  expect((await run(home, ['query', 'SELECT 1', '--from', home.root])).err).toContain('no files of sessions');
});

test('a receiver that stays records what a client with env.sh sends, and says which settings win over it', async () => {
  const place = enabled();
  const folder = path.dirname(place.root);
  writeFileSync(path.join(folder, 'settings.json'), '{"env": {"OTEL_METRICS_EXPORTER": "otlp"}}');
  const receive = (port: string) =>
    execa(
      process.execPath,
      [path.join(checkout.root, 'dist/cli/main.js'), 'files', 'receive', '--port', port],
      {
        env: { CLAUDE_CODE_TELEMETRY_DIR: place.root, CLAUDE_CONFIG_DIR: folder },
        stdin: 'ignore',
        reject: false,
      },
    );
  const receiver = receive('0');
  let said = '';
  receiver.stderr.on('data', (part) => {
    said += String(part);
  });
  await waitFor('a receiver', async () => said.includes('names telemetry and wins over env.sh'));
  const [, endpoint = ''] = /OTEL_EXPORTER_OTLP_ENDPOINT=(\S+)/.exec(said) ?? [];
  const [, authorization = ''] =
    /OTEL_EXPORTER_OTLP_HEADERS='Authorization=(.*)'/.exec(readFileSync(place.env, 'utf8')) ?? [];
  const [body] = one.logs;
  const { status } = await fetch(`${endpoint}/v1/logs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(body),
  });
  expect(status).toBe(200);

  const taken = await receive(new URL(endpoint).port);
  expect(taken).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--port') });
  expect(readdirSync(place.logs)).toHaveLength(1);

  receiver.kill('SIGINT');
  expect((await receiver).stderr).toMatch(/[1-9]\d* records? written to/);
  expect(readdirSync(place.data)).toHaveLength(1);
});
