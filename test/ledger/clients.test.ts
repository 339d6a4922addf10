import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listenForClients } from '../../src/ledger/clients.ts';
import { settingsFrom } from '../../src/ledger/settings.ts';
import { defaultLimits } from '../../src/otlp/handle.ts';
import { createAllowance } from '../../src/service/allowance.ts';
import { temporaryHome } from '../home.ts';
import { ask } from '../pages/serve.ts';
import { freePorts } from '../ports.ts';

/** The ledger in the place of a collector, with everything that it listens on there. */
const start = async () => {
  const { secrets } = temporaryHome();
  mkdirSync(secrets, { recursive: true });
  for (const name of ['api-token', 'redaction.key']) writeFileSync(path.join(secrets, name), 'ab'.repeat(32));
  const [http = 0, health = 0, metrics = 0] = await freePorts(3);
  const settings = settingsFrom({
    LEDGER_SECRETS: secrets,
    LEDGER_OTLP_HTTP: `127.0.0.1:${http}`,
    LEDGER_HEALTH: `127.0.0.1:${health}`,
    LEDGER_METRICS: `127.0.0.1:${metrics}`,
  });
  const steps: (() => unknown)[] = [];
  const receiver = {
    handle: async () => ({ rejected: 0 }),
    memory: createAllowance(defaultLimits.parsedBytes),
  };
  await listenForClients(settings, receiver, (step) => void steps.push(step));
  onTestFinished(async () => {
    for (const step of steps) await step();
  });
  return { http, health, metrics };
};

test('without a collector its health and its counts are answered all the same', async () => {
  const { http, health, metrics } = await start();
  const sent = await fetch(`http://127.0.0.1:${http}/v1/logs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"resourceLogs":[]}',
  });
  expect(sent.status).toBe(200);
  expect((await ask(`http://127.0.0.1:${health}/`)).body.toString()).toContain('Server available');
  expect((await ask(`http://127.0.0.1:${metrics}/metrics`)).body.toString()).toContain(
    'start_observability_receiver_requests_total{signal="logs",outcome="taken"} 1',
  );
});

test('a web page sends nothing there', async () => {
  const { http } = await start();
  const write = (headers: Record<string, string>) =>
    ask(`http://127.0.0.1:${http}/v1/logs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"resourceLogs":[]}',
    });
  expect((await write({ host: 'evil.example' })).status).toBe(403);
  expect((await write({ origin: 'https://evil.example' })).status).toBe(403);
});
