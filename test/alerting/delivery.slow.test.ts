import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { check } from '../../src/config/load.ts';
import { receiversMustBeValid } from '../../src/runtime/validate-alertmanager.ts';
import { readSecret } from '../../src/service/token.ts';
import { run } from '../cli/run.ts';
import { missingPrograms, type Stack, startStack } from '../e2e/stack.ts';
import { waitFor } from '../e2e/wait.ts';
import { programFor } from '../programs.ts';
import { succeeded } from '../succeeded.ts';
import { type MailServer, startMailServer } from './mail-server.ts';

interface Told {
  readonly status: string;
  readonly alerts: readonly {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  }[];
}

const startWebhook = async () => {
  const bodies: Told[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      bodies.push(JSON.parse(text));
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { bodies, port: (server.address() as AddressInfo).port, close: () => server.close() };
};

const missing = await missingPrograms(['prometheus', 'alertmanager']);
const minutes = 60_000;

describe.skipIf(missing.length > 0)('alerts', { timeout: 10 * minutes }, () => {
  let stack: Stack;
  let mail: MailServer;
  let webhook: Awaited<ReturnType<typeof startWebhook>>;

  const sent = (name: string) =>
    webhook.bodies.flatMap(({ alerts }) => alerts).filter(({ labels }) => labels['alertname'] === name);
  const mailed = (text: string) => mail.messages.filter((message) => message.includes(text));
  const alertmanager = (where: string, options: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${stack.config.ports.alertmanager}${where}`, options);
  const silences = async () => (await (await alertmanager('/api/v2/silences')).json()) as readonly unknown[];

  beforeAll(async () => {
    mail = await startMailServer();
    webhook = await startWebhook();
    const { alerting } = check(
      `alerting:
  enabled: true
  webhook: [{name: hook, urlFile: hook-url, severity: info}, {name: away, urlFile: away-url, severity: critical}]
  mail: [{name: lead, to: [lead@example.com], from: obs@example.com, server: "127.0.0.1:${mail.port}", tls: false}]`,
      'config.yaml',
    ).config;
    stack = await startStack({
      collector: 'embedded',
      run: ['ledger', 'prometheus', 'pages', 'alertmanager'],
      config: { alerting },
    });
    writeFileSync(path.join(stack.home.secrets, 'hook-url'), `http://127.0.0.1:${webhook.port}/`);
    writeFileSync(path.join(stack.home.secrets, 'away-url'), 'http://127.0.0.1:1/');
    writeFileSync(stack.home.config, stringify({ ports: stack.config.ports, alerting }));
  }, 2 * minutes);

  afterAll(async () => {
    await stack?.stop();
    await mail?.close();
    webhook?.close();
  });

  test('a test message reaches its receiver within seconds, and what does not answer is named', async () => {
    expect(await run(stack.home, ['alerts', 'test', 'hook'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^hook took it after \d/),
    });
    succeeded(await run(stack.home, ['alerts', 'test', 'lead']));
    expect(sent('ClaudeCodeTest')).toHaveLength(1);
    expect(mailed('ClaudeCodeTest')).not.toHaveLength(0);
    const away = await run(stack.home, ['alerts', 'test', 'away']);
    expect(away).toMatchObject({ code: 1, err: expect.stringContaining('away did not take the message') });
    expect(await run(stack.home, ['alerts', 'test', 'nobody'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('there are: hook, away, lead'),
    });
  });

  test('a stranger gets nothing from it, and nobody without the password hands alerts in', async () => {
    const body = JSON.stringify([{ labels: { alertname: 'Forged' } }]);
    const headers = { 'content-type': 'application/json' };
    const post = (more: Record<string, string>) =>
      alertmanager('/api/v2/alerts', { method: 'POST', body, headers: { ...headers, ...more } });
    expect((await post({})).status).toBe(401);
    const password = readSecret(stack.home.secrets, 'alertmanager-password');
    const authorization = `Basic ${Buffer.from(`alerts:${password}`).toString('base64')}`;
    expect((await post({ authorization, origin: 'http://evil.example' })).status).toBe(403);
    expect(
      (await alertmanager('/api/v2/alerts', { headers: { origin: 'http://evil.example' } })).status,
    ).toBe(403);
    expect((await alertmanager('/-/reload', { method: 'POST' })).status).toBe(403);
    expect((await alertmanager('/api/v2/alerts')).status).toBe(200);
  });

  test('a silence is there after a kill', async () => {
    const made = await alertmanager('/api/v2/silences', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        matchers: [{ name: 'alertname', value: 'ClaudeCodeTokenBurn', isRegex: false, isEqual: true }],
        startsAt: new Date().toISOString(),
        endsAt: new Date(Date.now() + 3_600_000).toISOString(),
        createdBy: 'a person',
        comment: 'a migration',
      }),
    });
    expect(made.status).toBe(200);
    const file = path.join(stack.home.data, 'alertmanager', 'silences');
    await waitFor('the silence being on disk', async () => existsSync(file) && statSync(file).size > 0, {
      forMs: 3 * minutes,
    });
    await stack.kill('alertmanager');
    await stack.start('alertmanager');
    expect(await silences()).toHaveLength(1);
  });

  test('a component that dies is told once, by webhook and mail, although Alertmanager and Prometheus die before', async () => {
    await stack.kill('ledger');
    await waitFor(
      'the alert being pending',
      async () => (await stack.query('ALERTS{alertname="ClaudeCodeTargetDown", job="ledger"}')) === 1,
      { forMs: 3 * minutes },
    );
    await stack.kill('alertmanager');
    await stack.kill('prometheus');
    await stack.start('prometheus');
    await stack.start('alertmanager');
    await waitFor('the webhook', async () => sent('ClaudeCodeTargetDown').length > 0, { forMs: 6 * minutes });
    await waitFor('the mail', async () => mailed('ClaudeCodeTargetDown').length > 0, { forMs: 1 * minutes });
    const down = sent('ClaudeCodeTargetDown').filter(({ labels }) => labels['job'] === 'ledger');
    expect(down).toHaveLength(1);
    expect(down[0]?.annotations).toMatchObject({
      summary: 'The component ledger has not answered Prometheus for two minutes.',
      dashboard: `http://localhost:${stack.config.ports.grafana}/d/claude-code-stack`,
      runbook_url: expect.stringMatching(/^https:\/\/.*runbook\.md#claudecodetargetdown$/),
    });
    const [text = ''] = mailed('ClaudeCodeTargetDown');
    expect(text).toContain('Subject: Critical: ClaudeCodeTargetDown');
    expect(text).toMatch(
      /two minutes[\s\S]*Since: [\s\S]*Board: http:[\s\S]*Sessions: http:[\s\S]*What to do: https:/,
    );
    // What follows from it is not sent.
    const names = new Set(
      webhook.bodies.flatMap(({ alerts }) => alerts.map(({ labels }) => labels['alertname'])),
    );
    expect([...names].sort()).toEqual(['ClaudeCodeTargetDown', 'ClaudeCodeTest']);
  });

  test('amtool accepts what is generated; a receiver that it does not know is refused with its words', async () => {
    const amtool = await programFor('amtool');
    if (!amtool) throw new Error('amtool comes with Alertmanager');
    await receiversMustBeValid(stack.home, amtool);
    const file = path.join(stack.home.generated, 'alertmanager', 'alertmanager.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('webhook_configs', 'pigeon_configs'));
    await expect(receiversMustBeValid(stack.home, amtool)).rejects.toMatchObject({
      text: expect.stringMatching(/alerting\.receivers in config\.yaml: .*pigeon_configs/s),
    });
  });
});
