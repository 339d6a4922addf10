import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { entryOfAct } from '../../src/ledger/audit/acts.ts';
import type { AuditDestination } from '../../src/ledger/audit/destination.ts';
import { type PassingOn, passOn } from '../../src/ledger/audit/pass-on.ts';
import { createFileDestination } from '../../src/ledger/audit/to-file.ts';
import { createOtlpDestination } from '../../src/ledger/audit/to-otlp.ts';
import { waitFor } from '../e2e/wait.ts';
import { open } from './open.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

type Opened = ReturnType<typeof open>;

const write = ({ ledger }: Opened, keys: readonly string[]) =>
  ledger.takeActs(
    keys.map((key) => entryOfAct({ at: '2026-11-30T13:02:00.000Z', user: 'ann', act: 'set', key })),
  );

const passing = ({ ledger }: Opened, destination: AuditDestination): PassingOn => {
  const begun = passOn({ log: ledger.audit, destination, onTrouble: () => undefined, pauseMs: 10 });
  undo.push(begun.stop);
  return begun;
};

/** A stand-in for a SIEM. */
const startReceiver = async () => {
  const keys: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    headers.push(request.headers);
    response.statusCode = status;
    if (status === 200)
      for (const [, key = ''] of text.matchAll(/"audit\.key","value":\{"stringValue":"([^"]+)"/g))
        keys.push(key);
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  undo.push(() => server.close());
  return {
    keys,
    headers,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/logs`,
    answer: (code: number) => {
      status = code;
    },
  };
};

test('what was written while the receiver was away arrives in order, each entry once, also after a restart', async () => {
  const opened = open();
  const siem = await startReceiver();
  write(opened, ['before']);
  const receiver = { url: siem.url, authorization: 'Bearer of the test' };
  const first = passing(opened, createOtlpDestination(opened.store, receiver));
  await waitFor('the first entry', async () => siem.keys.length === 1);
  siem.answer(503);
  write(opened, ['away-1', 'away-2']);
  await waitFor('the refusal being noticed', async () => first.lagSeconds() > 0);
  siem.answer(200);
  await waitFor('the others', async () => siem.keys.length === 3);
  await waitFor('the refusal being over', async () => first.lagSeconds() === 0);
  await first.stop();
  write(opened, ['after']);
  passing(opened, createOtlpDestination(opened.store, receiver));
  await waitFor('what came after the restart', async () => siem.keys.length >= 4);
  expect(siem.keys).toEqual(['before', 'away-1', 'away-2', 'after']);
  expect(siem.headers[0]?.authorization).toBe('Bearer of the test');
});

test('another receiver gets everything from the beginning', async () => {
  const opened = open();
  const [one, other] = [await startReceiver(), await startReceiver()];
  write(opened, ['a', 'b']);
  const first = passing(opened, createOtlpDestination(opened.store, { url: one.url }));
  await waitFor('the first receiver', async () => one.keys.length === 2);
  await first.stop();
  passing(opened, createOtlpDestination(opened.store, { url: other.url }));
  await waitFor('the other receiver', async () => other.keys.length === 2);
});

const lines = (folder: string): readonly { readonly id: number; readonly detail: { key: string } }[] =>
  readdirSync(folder)
    .sort()
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
    .filter(Boolean)
    .map((line) => JSON.parse(line));

test('half a line that a kill left is written again, whole', async () => {
  const opened = open();
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'audit-')), 'audit');
  write(opened, ['a', 'b']);
  const first = passing(opened, createFileDestination(folder, '400d'));
  await waitFor('the file', async () => lines(folder).length === 2);
  await first.stop();
  const [name = ''] = readdirSync(folder);
  expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
  appendFileSync(path.join(folder, name), '{"id":3,"chain":"hal');
  write(opened, ['c']);
  passing(opened, createFileDestination(folder, '400d'));
  await waitFor('the third entry', async () => {
    try {
      return lines(folder).length === 3;
    } catch {
      return false;
    }
  });
  expect(lines(folder).map(({ detail }) => detail.key)).toEqual(['a', 'b', 'c']);
});

test('each day has its file, and a file goes when the retention of the log is over', async () => {
  const opened = open();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'audit-'));
  let now = Date.parse('2026-11-01T12:00:00Z');
  const destination = createFileDestination(folder, '10d', () => now);
  write(opened, ['a']);
  await destination.take(opened.ledger.audit.rows({ after: 0, limit: 10 }));
  now += 12 * 24 * 3_600_000;
  write(opened, ['b']);
  await destination.take(opened.ledger.audit.rows({ after: 1, limit: 10 }));
  expect(readdirSync(folder)).toEqual(['audit-2026-11-13.jsonl']);
});

test('a log that was replaced by another one is passed on whole', async () => {
  const [one, other] = [open(), open()];
  const folder = mkdtempSync(path.join(os.tmpdir(), 'audit-'));
  write(one, ['a', 'b']);
  await createFileDestination(folder, '400d').take(one.ledger.audit.rows({ after: 0, limit: 10 }));
  write(other, ['x', 'y', 'z']);
  passing(other, createFileDestination(folder, '400d'));
  await waitFor('the other log', async () => lines(folder).length === 5);
  expect(lines(folder).map(({ detail }) => detail.key)).toEqual(['a', 'b', 'x', 'y', 'z']);
});
