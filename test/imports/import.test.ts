import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import { costUsage } from '../../src/catalogue/telemetry.ts';
import { homeAt } from '../../src/config/home.ts';
import { defaults } from '../../src/config/schema.ts';
import { compareWithTelemetry } from '../../src/imports/compare.ts';
import { importTranscripts } from '../../src/imports/import.ts';
import { importLedger } from '../../src/imports/ledger.ts';
import { createRowMaker } from '../../src/imports/rows.ts';
import { createApp } from '../../src/ledger/app.ts';
import { createExposition } from '../../src/ledger/exposition.ts';
import { builtInPrices } from '../../src/prices/built-in.ts';
import { transcriptFiles } from '../../src/transcripts/files.ts';
import { readTranscripts } from '../../src/transcripts/read.ts';
import { run } from '../cli/run.ts';
import { temporaryHome } from '../home.ts';
import { open } from '../ledger/open.ts';
import { eventRequest } from '../ledger/point.ts';
import { unseen } from '../ledger/prometheus.ts';
import { random } from '../promql/timeline.ts';
import { succeeded } from '../succeeded.ts';
import { type MadeRequest, writeTranscripts } from '../transcripts/make.ts';
import { costOfMade, madeDays } from './truth.ts';

const day = 86_400_000;

/** A ledger that answers, and transcripts of some days. */
const serve = async () => {
  const { ledger, store } = open();
  const exposition = createExposition(store, ledger, new Registry(), unseen);
  const now = () => Date.now() * 1000;
  const server = createServer(
    createApp({ ledger, store, exposition, now, receiver: { handle: ledger.take } }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'import-'));
  onTestFinished(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const { port } = server.address() as AddressInfo;
  const config = { ...defaults(), ports: { ...defaults().ports, ledger: port } };
  const place = { home: homeAt('/nowhere'), config, folder, prices: builtInPrices, progress: () => {} };
  const made = madeDays(random(11), { from: Date.now() - 9 * day, until: Date.now() - day / 6, name: 'a' });
  writeTranscripts(folder, made);
  const commandHome = temporaryHome(`ports: { ledger: ${port} }\n`);
  return {
    /** For the command line. */
    commandHome,
    ledger,
    store,
    folder,
    made,
    url: `http://127.0.0.1:${port}`,
    client: importLedger({ port, secrets: '/nowhere' }),
    importAll: () => importTranscripts(place),
  };
};

const nanoDollars = (made: readonly MadeRequest[]): number =>
  made.reduce((sum, one) => sum + costOfMade(one), 0);

test('what is imported is in SQL to the nano-dollar, by day, project and session', async () => {
  const { made, store, importAll } = await serve();
  const imported = await importAll();
  expect(imported).toMatchObject({ fresh: 2 * made.length, had: 0, nanoDollars: nanoDollars(made) });
  const one = (sql: string) => (store.prepare(sql).get() as { n: number }).n;
  expect(one("SELECT sum(cost_nanodollars) AS n FROM days WHERE project = 'shop'")).toBe(nanoDollars(made));
  expect(one('SELECT sum(cost_nanodollars) AS n FROM sessions')).toBe(nanoDollars(made));
  expect(one('SELECT count(*) AS n FROM sessions')).toBe(new Set(made.map(({ session }) => session)).size);
  expect(one('SELECT count(*) AS n FROM tool_calls')).toBe(made.length);
});

test('what is young waits for a later import, and the same files again add nothing', async () => {
  const { made, folder, importAll } = await serve();
  const last = made.at(-1) as MadeRequest;
  const young = { ...last, time: Date.now() - 60_000, request: 'young' };
  writeTranscripts(folder, [...made, young]);
  const first = await importAll();
  expect(first).toMatchObject({ fresh: 2 * made.length, later: 2 });
  expect(first.laterAt).toBeGreaterThan(Date.now() + 2.9 * 3_600_000);
  expect(await importAll()).toMatchObject({ fresh: 0, repeated: 2 * made.length, later: 2 });
});

test('the gains of an import come in the order of time, over pages, and add up to its counters', async () => {
  const { ledger, made, client, importAll } = await serve();
  await importAll();
  let last = 0;
  let sum = 0;
  for await (const { sample, at, amount } of client.gains(1)) {
    expect(at).toBeGreaterThanOrEqual(last);
    last = at;
    if (sample === costUsage.series) sum += amount;
  }
  expect(sum).toBe(nanoDollars(made));
  const pages = [0, 7, 14].flatMap((skip) => ledger.imports.gains(1, skip, 7));
  expect(pages).toEqual(ledger.imports.gains(1, 0, 21));
});

test.each([
  ['no list', '{}'],
  ['a row of another kind', '[{"kind":"secret"}]'],
  [
    'less than nothing',
    '[{"kind":"prompt","id":"a","session":"s","time":1796000000000,"isSidechain":false,"characters":-1}]',
  ],
  [
    'a time that no client lived in',
    '[{"kind":"prompt","id":"a","session":"s","time":5,"isSidechain":false,"characters":1}]',
  ],
])('%s is refused, and nothing is written', async (_, body) => {
  const { url, store } = await serve();
  const headers = { 'content-type': 'application/json' };
  for (const address of ['/api/import', '/api/import/compare']) {
    const answer = await fetch(url + address, { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
  }
  expect(store.prepare('SELECT count(*) AS n FROM imports').get()).toEqual({ n: 0 });
  expect((await fetch(`${url}/api/import/0/gains`)).status).toBe(400);
});

test('telemetry is compared with transcripts, session by session, and nothing is written', async () => {
  const { ledger, made, folder, client, store, commandHome } = await serve();
  const [first] = made as [MadeRequest];
  const session = made.filter((one) => one.session === first.session);
  for (const [sequence, one] of session.slice(1).entries()) {
    const attributes = { model: one.model, cost_usd: '1', request_id: one.request };
    await ledger.take('logs', eventRequest('api_request', attributes, { session: one.session, sequence }));
  }
  const { records } = await readTranscripts(transcriptFiles(folder));
  const checks = await compareWithTelemetry(records, createRowMaker(builtInPrices).row, client);
  expect(checks.find((check) => check.session === first.session)).toEqual({
    session: first.session,
    started: first.time,
    requests: session.length,
    told: session.length - 1,
    missingNanoDollars: costOfMade(first),
    isHeard: session.length > 1,
  });
  expect(checks.reduce((sum, { requests }) => sum + requests, 0)).toBe(made.length);

  // The same as a person reads it.
  const sessions = new Set(made.map((one) => one.session)).size;
  const { out } = succeeded(await run(commandHome, ['import', folder, '--compare']));
  expect(out).toContain(
    `${sessions} sessions in transcripts: 0 whole in telemetry, 1 in part, ${sessions - 1} without telemetry.`,
  );
  expect(out).toMatch(new RegExp(`${first.session} .* ${session.length - 1} of ${session.length} `));
  const whole = JSON.parse(succeeded(await run(commandHome, ['import', folder, '--compare', '--json'])).out);
  expect(whole).toEqual(JSON.parse(JSON.stringify(checks)));
  expect(store.prepare('SELECT count(*) AS n FROM imports').get()).toEqual({ n: 0 });
});

test('without a running stack the command says so before it reads anything', async () => {
  const config = { ...defaults(), ports: { ...defaults().ports, ledger: 1 } };
  const importing = importTranscripts({
    home: homeAt('/nowhere'),
    config,
    folder: '/nowhere',
    prices: builtInPrices,
    progress: () => {},
  });
  await expect(importing).rejects.toThrow('The stack must run to import.');
});
