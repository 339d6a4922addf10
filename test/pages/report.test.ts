import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/pages/app.ts';
import { readBundle } from '../../src/pages/bundle.ts';
import { makeReport } from '../../src/reports/report.ts';
import { plant } from '../reports/planted.ts';
import { ask, bundlePath, samples, serve } from './serve.ts';

/** Pages in front of a ledger that has one dear session. */
const pages = async () => {
  const world = plant();
  world.session('aaaaaaaa-1111', '<b>shop</b>').request(10, { output: 40_000 });
  const report = await makeReport(world.ask, { since: '7d' }, world.options);
  const asked: string[] = [];
  const ledger = await serve((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'application/json');
    const isWrong = request.url?.includes('since=never');
    response.statusCode = isWrong ? 400 : 200;
    response.end(JSON.stringify(isWrong ? { error: '"never" is not a time.', fix: 'Say 7d.' } : report));
  });
  const app = createApp({
    bundle: await readBundle(bundlePath),
    dashboards: samples,
    prometheusUrl: 'http://127.0.0.1:1',
    ledgerUrl: ledger.url,
  });
  const served = await serve(app);
  onTestFinished(async () => {
    await served.stop();
    await ledger.stop();
  });
  return { url: served.url, asked, ledger };
};

test('the report is a page that leads to its sessions, to other ranges and to its data', async () => {
  const { url, asked } = await pages();
  const { status, headers, body } = await ask(`${url}/report?since=7d&project=shop`);
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('text/html');
  const page = body.toString();
  expect(asked).toEqual(['/api/v1/report?since=7d&project=shop']);
  expect(page).toContain('href="/sessions/aaaaaaaa-1111"');
  expect(page).toContain('href="/report?since=30d&amp;project=shop"');
  expect(page).toContain('href="/api/v1/report?since=7d&amp;project=shop"');
  expect(page).toContain('Sessions changed nothing');
  expect(page).not.toContain('<b>shop');
});

test('a wrong question, and a ledger that is away, are said in words', async () => {
  const { url, ledger } = await pages();
  const wrong = await ask(`${url}/report?since=never`);
  expect([wrong.status, wrong.body.toString()]).toEqual([400, '"never" is not a time.\nSay 7d.\n']);
  await ledger.stop();
  const away = await ask(`${url}/report`);
  expect(away.status).toBe(502);
  expect(away.body.toString()).toContain('start-observability status');
});
