import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { startMailServer } from '../alerting/mail-server.ts';
import { run } from '../cli/run.ts';
import { served } from '../queries/served.ts';
import { succeeded } from '../succeeded.ts';

/** A place that takes webhooks, and what it was sent. */
const hook = async (status = 200) => {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    bodies.push(await text(request));
    response.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { bodies, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/a-secret-path` };
};

/** A ledger that is asked, and the receivers of its reports. */
const prepared = async (receivers: object, secrets: Readonly<Record<string, string>> = {}) => {
  const at = await served();
  const { port } = new URL(at.url);
  writeFileSync(at.home.config, JSON.stringify({ ports: { ledger: Number(port) }, reports: receivers }));
  mkdirSync(at.home.secrets, { recursive: true });
  for (const [name, secret] of Object.entries(secrets))
    writeFileSync(path.join(at.home.secrets, name), secret, { mode: 0o600 });
  return at;
};

test('a report goes to a webhook, as text and as data', async () => {
  const { bodies, url } = await hook();
  const { home } = await prepared(
    { webhook: [{ name: 'team', urlFile: 'team-hook' }] },
    { 'team-hook': url },
  );
  succeeded(await run(home, ['report', '--since', '7d', '--send', 'team']));
  const [sent] = bodies.map((body) => JSON.parse(body));
  expect(sent).toMatchObject({ report: { version: 1, range: { days: 7 } } });
  expect(sent.title).toMatch(/^Claude Code, \d{4}-\d\d-\d\d to .*: \$0.00$/);
  expect(sent.text).toMatch(/^# Claude Code/);
});

test('a report goes by mail, as text and as a page', async () => {
  const server = await startMailServer();
  onTestFinished(server.close);
  const mail = { name: 'lead', to: ['lead@example.com'], from: 'stack@example.com', tls: false };
  const { home } = await prepared({ mail: [{ ...mail, server: `127.0.0.1:${server.port}` }] });
  succeeded(await run(home, ['report', '--send', 'lead']));
  const [message = ''] = server.messages;
  expect(message).toMatch(/^To: lead@example.com/m);
  expect(message).toMatch(/^Subject: Claude Code, /m);
  expect(message).toContain('text/html');
});

test('mail without encryption is not sent where the configuration does not allow it', async () => {
  const server = await startMailServer();
  onTestFinished(server.close);
  const mail = { name: 'lead', to: ['lead@example.com'], from: 'stack@example.com' };
  const { home } = await prepared({ mail: [{ ...mail, server: `127.0.0.1:${server.port}` }] });
  const { code, err } = await run(home, ['report', '--send', 'lead']);
  expect(code).not.toBe(0);
  expect(err).toContain('The report was not sent to lead');
  expect(server.messages).toEqual([]);
});

test('a webhook that refuses is an error that does not tell its address, and the file is written all the same', async () => {
  const { url } = await hook(500);
  const at = await prepared({ webhook: [{ name: 'team', urlFile: 'team-hook' }] }, { 'team-hook': url });
  const folder = path.join(at.folder, 'reports');
  mkdirSync(folder);
  const { code, err } = await run(at.home, ['report', '--output', folder, '--send', 'team']);
  expect(code).not.toBe(0);
  expect(err).toContain('The report was not sent to team: it answers 500');
  expect(err).not.toContain('a-secret-path');
  expect(readdirSync(folder)).toHaveLength(1);
});

test.skipIf(process.platform !== 'linux')(
  'a schedule that sends hands the name of the receiver on',
  async () => {
    const { home } = await prepared({ webhook: [{ name: 'team', urlFile: 'team-hook' }] });
    const bin = path.join(home.root, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(path.join(bin, 'systemctl'), '#!/bin/sh\n', { mode: 0o755 });
    const env = { PATH: `${bin}:${process.env['PATH']}`, HOME: home.root, XDG_CONFIG_HOME: home.root };
    const folder = path.join(home.root, 'reports');
    succeeded(await run(home, ['report', 'schedule', 'weekly', '--folder', folder, '--send', 'team'], env));
    const unit = path.join(home.root, 'systemd', 'user', 'start-observability-report.service');
    expect(readFileSync(unit, 'utf8')).toMatch(/--send.{0,10}team/);
  },
);

test('a receiver that nobody named is refused, also by a schedule', async () => {
  const { home } = await prepared({ webhook: [{ name: 'team', urlFile: 'team-hook' }] });
  for (const args of [
    ['report', '--send', 'taem'],
    ['report', 'schedule', 'daily', '--send', 'taem'],
  ]) {
    const { code, err } = await run(home, args);
    expect({ args, code }).toEqual({ args, code: 2 });
    expect(err).toContain('there are: team');
  }
});
