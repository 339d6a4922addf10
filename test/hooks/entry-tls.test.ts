import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { certificateFile } from '../../src/hooks/pinned-certificate.ts';
import { keyFolder, serviceKey } from '../../src/hooks/service-key.ts';
import { waitFor } from '../e2e/wait.ts';
import { decision, install, run, silent, spoolOf } from './installed-entry.ts';
import { bash, openService, temporary } from './open.ts';

/** Where no socket crosses: the service in a container, the entry outside, and the port between them. */
const acrossTheWall = async () => {
  const key = keyFolder(temporary());
  const service = await openService({ key });
  const { certificate } = serviceKey(key);
  const installed = await install({
    port: service.port,
    secrets: service.secrets,
    isContainer: true,
    certificate,
  });
  return { key, service, certificate, ...installed };
};

/** A program on a port that lets everything pass, as the service would, and keeps what it is asked. */
const impostor = async ({ key, certificate }: { readonly key: string; readonly certificate: string }) => {
  const asked: string[] = [];
  const pass: RequestListener = (request, response) => {
    asked.push(`${request.url} ${request.headers.authorization ?? ''}`);
    response.writeHead(204, { 'content-type': 'application/x-no-decision' }).end();
  };
  const server = createServer({ key, cert: certificate }, pass).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked };
};

const decidedBy = async ({ get }: Awaited<ReturnType<typeof openService>>) =>
  ((await get('/api/blocks')).json as { decided_by: string }[]).map(({ decided_by }) => decided_by);

test('the service that holds the key of the certificate decides, where no socket crosses', async () => {
  const { service, entry, folder } = await acrossTheWall();
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  expect(await run(entry, bash('ls'))).toEqual(silent);
  expect(await decidedBy(service)).toEqual(['service']);
  expect(spoolOf(folder)).toEqual([]);
});

test('the home and the project of the person count, which the service in a container cannot see', async () => {
  const { service, entry } = await acrossTheWall();
  const project = { HOME: '/home/ada', CLAUDE_PROJECT_DIR: '/work/app' };
  expect(await run(entry, bash('rm -rf build', { cwd: '/work/app/web' }), project)).toEqual(silent);
  expect(decision(await run(entry, bash('rm -rf /home/ada/letters', { cwd: '/work/app' }), project))).toBe(
    'deny',
  );
  expect(await decidedBy(service)).toEqual(['service']);
});

test("a program with another's certificate is not believed, and gets neither an event nor the token", async () => {
  const { service, certificate } = await acrossTheWall();
  const other = await impostor(serviceKey(temporary()));
  const { entry, folder } = await install({
    port: other.port,
    secrets: service.secrets,
    isContainer: true,
    certificate,
  });
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  expect(await run(entry, bash('ls'))).toEqual(silent);
  // What waits is handed in beside the client: the lock goes when that has ended.
  await waitFor('the end of handing in', async () => !existsSync(path.join(folder, 'hand-in.lock')));
  expect(other.asked).toEqual([]);
  expect(spoolOf(folder)).toHaveLength(2);
});

test('a certificate in place of ours beside the entry is not enough: the entry itself names the key', async () => {
  const { certificate } = serviceKey(temporary());
  const forged = serviceKey(temporary());
  const other = await impostor(forged);
  const { entry, folder } = await install({ port: other.port, isContainer: true, certificate });
  writeFileSync(path.join(folder, certificateFile), forged.certificate);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  await waitFor('the end of handing in', async () => !existsSync(path.join(folder, 'hand-in.lock')));
  expect(other.asked).toEqual([]);
});

test('without a certificate nothing on the port is asked, and nothing is handed to it', async () => {
  const made = serviceKey(temporary());
  const other = await impostor(made);
  const { entry, folder } = await install({ port: other.port, isContainer: true });
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  await waitFor('the end of handing in', async () => !existsSync(path.join(folder, 'hand-in.lock')));
  expect(other.asked).toEqual([]);
  expect(spoolOf(folder)).toHaveLength(1);
});

test('while the service is away the entry decides, and hands in by TLS once it is back', async () => {
  const { key, service, certificate, entry, folder } = await acrossTheWall();
  await service.close();
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  expect(spoolOf(folder)).toHaveLength(1);

  const back = await openService({ key, secrets: service.secrets });
  const again = await install({ port: back.port, secrets: back.secrets, isContainer: true, certificate });
  expect(decision(await run(again.entry, bash('rm -rf ~')))).toBe('deny');
  expect(await decidedBy(back)).toEqual(['service']);
});

test('what the entry decided alone is handed in by TLS, with the token', async () => {
  const { service, entry, folder } = await acrossTheWall();
  mkdirSync(path.join(folder, 'approvals'));
  // What may be used up by one program only: the entry decides.
  writeFileSync(path.join(folder, 'approvals', 'x'), '');
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  await waitFor('an empty spool', async () => spoolOf(folder).length === 0);
  expect(await decidedBy(service)).toEqual(['entry']);
});

test('environment variables of TLS that a session was started with change nothing', async () => {
  const { service, entry } = await acrossTheWall();
  const log = path.join(temporary(), 'keys');
  const env = { SSLKEYLOGFILE: log, SSL_CERT_FILE: '/dev/null', OPENSSL_CONF: '/nowhere/openssl.cnf' };
  expect(decision(await run(entry, bash('rm -rf /'), env))).toBe('deny');
  expect(await decidedBy(service)).toEqual(['service']);
  expect(existsSync(log)).toBe(false);
});

test('the key is kept, for its owner alone, and made anew when it does not fit the certificate', () => {
  const folder = keyFolder(temporary());
  const made = serviceKey(folder);
  expect(serviceKey(folder)).toEqual(made);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(path.join(folder, 'key.pem')).mode & 0o777).toBe(0o600);
  writeFileSync(path.join(folder, certificateFile), serviceKey(temporary()).certificate);
  const fresh = serviceKey(folder);
  expect(fresh.key).not.toBe(made.key);
  expect(readFileSync(path.join(folder, certificateFile), 'utf8')).toBe(fresh.certificate);
});

test('a connection that is neither HTTP nor a whole handshake is closed, and others are answered meanwhile', async () => {
  const { service } = await acrossTheWall();
  const broken = connect(service.port, '127.0.0.1');
  onTestFinished(() => void broken.destroy());
  await once(broken, 'connect');
  broken.write(Buffer.from([0x16, 0x03, 0x01, 0xff, 0xff, 0x00]));
  const silentOne = connect(service.port, '127.0.0.1');
  onTestFinished(() => void silentOne.destroy());
  expect((await fetch(`${service.url}/ready`)).status).toBe(200);
  const closed = once(silentOne, 'close');
  silentOne.on('error', () => {});
  broken.on('error', () => {});
  await closed;
});
