import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Home } from '../../src/config/home.ts';
import { tellGrafana } from '../../src/lifecycle/grafana-password.ts';
import { secrets } from '../../src/stack/secrets.ts';
import { scenarios } from '../captures/read.ts';
import { run } from '../cli/run.ts';
import { waitFor } from '../e2e/wait.ts';
import { temporaryHome } from '../home.ts';
import { prepare, requestsOf, sendJson } from '../replay/replay.ts';
import { succeeded } from '../succeeded.ts';
import { configuredHome, missing } from './backup/running.ts';

const lacking = await missing();
if (lacking.length > 0) console.warn(`skipped: this machine lacks ${lacking.join(', ')}`);

const secretIn = (home: Home, name: string): string =>
  readFileSync(path.join(home.secrets, name), 'utf8').trim();

test.skipIf(lacking.length > 0)(
  'after a rotation the old secret opens nothing, and everything runs',
  async () => {
    const { home, url } = await configuredHome();
    succeeded(await run(home, ['start']));
    const old = secretIn(home, 'api-token');
    const pushing = secretIn(home, 'pushgateway-password');
    const blocks = async (token: string) =>
      (await fetch(`${url('hooks')}/api/blocks`, { headers: { authorization: `Bearer ${token}` } })).status;
    const push = async (password: string) =>
      (
        await fetch(`${url('pushgateway')}/metrics/job/backup`, {
          method: 'PUT',
          headers: { authorization: `Basic ${Buffer.from(`push:${password}`).toString('base64')}` },
          body: 'backup_seconds 1\n',
        })
      ).status;
    expect([await blocks(old), await push(pushing)]).toEqual([200, 200]);

    for (const name of ['api-token', 'pushgateway-password', 'prometheus-password'])
      succeeded(await run(home, ['secrets', 'rotate', name, '--yes']));

    expect([await blocks(old), await push(pushing)]).toEqual([401, 401]);
    expect([
      await blocks(secretIn(home, 'api-token')),
      await push(secretIn(home, 'pushgateway-password')),
    ]).toEqual([200, 200]);
    expect(statSync(path.join(home.secrets, 'api-token')).mode & 0o777).toBe(0o600);
    succeeded(await run(home, ['status']));
    const asked = `${url('prometheus')}/api/v1/query?query=up`;
    await waitFor('a Prometheus that answers', async () => (await fetch(asked)).ok);
  },
);

test.skipIf(lacking.length > 0)(
  'the key that tells series apart is not replaced while clients send: they would be counted twice',
  async () => {
    const { home, url } = await configuredHome();
    succeeded(await run(home, ['start']));
    const [one] = scenarios();
    if (!one) throw new Error('no recorded session');
    const requests = requestsOf(prepare(one, { shiftTo: Date.now() }));
    await sendJson(url('otlpHttp'), requests, { concurrency: 1, retryForMs: 30_000 });
    const before = secretIn(home, 'redaction.key');
    const refused = await run(home, ['secrets', 'rotate', 'redaction.key', '--yes']);
    expect(refused.code).not.toBe(0);
    expect(refused.err).toContain('counted twice');
    expect(secretIn(home, 'redaction.key')).toBe(before);
  },
);

test('nothing is changed before a person has read what follows', async () => {
  const home = temporaryHome();
  for (const name of Object.keys(secrets)) {
    const { code, err } = await run(home, ['secrets', 'rotate', name]);
    expect(code).not.toBe(0);
    expect(err).toContain(`secrets rotate ${name} --yes`);
  }
  expect((await run(home, ['secrets', 'rotate', 'passwort', '--yes'])).err).toContain('api-token');
});

test('Grafana is told its new password, and keeps the old one where it refuses', async () => {
  const asked: unknown[] = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push([request.method, request.url, request.headers.authorization, JSON.parse(body)]);
    response.writeHead(status).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  await tellGrafana(port, 'old', 'new');
  expect(asked).toEqual([
    [
      'PUT',
      '/api/user/password',
      `Basic ${Buffer.from('admin:old').toString('base64')}`,
      { oldPassword: 'old', newPassword: 'new', confirmNew: 'new' },
    ],
  ]);
  status = 401;
  await expect(tellGrafana(port, 'old', 'new')).rejects.toThrow('refused the new password: 401');
});
