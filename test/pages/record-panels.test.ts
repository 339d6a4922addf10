import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../src/dashboards/dashboard.ts';
import { dearestSessions, lastBlocks } from '../../src/dashboards/records.ts';
import { createApp } from '../../src/pages/app.ts';
import { readBundle } from '../../src/pages/bundle.ts';
import { worthALook } from '../../src/panels/findings.ts';
import { findChromium, openBrowser } from './browser.ts';
import { bundlePath, type Served, serve } from './serve.ts';

const chromium = await findChromium();
if (!chromium) console.warn('skipped: rows of the ledger on a board need chromium');

const board = build(
  {
    name: 'overview',
    title: 'Claude Code / Records',
    description: 'Rows of the ledger.',
    choices: ['project'],
    rows: [{ title: 'Records', panels: [worthALook(), dearestSessions(), lastBlocks()] }],
  },
  () => true,
);

const noon = Date.UTC(2026, 10, 30, 12);
const address = `/d/claude-code-overview?from=${noon - 3_600_000}&to=${noon}&var-project=shop&var-project=payments`;

const answers: Readonly<Record<string, { columns: readonly string[]; rows: readonly unknown[][] }>> = {
  'board-sessions': {
    columns: ['session_id', 'project', 'cost_usd', 'minutes', 'started'],
    rows: [
      ['aaaaaaaa-1', 'shop', 17.5, 354, '2026-11-30T11:30:00Z'],
      ['bbbbbbbb-2', 'payments', 0.25, 3, '2026-11-30T11:40:00Z'],
    ],
  },
  'board-blocks': { columns: ['time'], rows: [] },
};

const finding = {
  name: 'retry-loops',
  title: 'Calls tried again and again',
  what: '12 calls failed in the same way.',
  saving_usd: 3.5,
  evidence: [
    { session_id: 'aaaaaaaa-1', subject: 'Bash', times: 9, saving_usd: 3 },
    { session_id: 'aaaaaaaa-1', subject: 'Read', times: 3, saving_usd: 0.5 },
    { session_id: null, subject: 'Read', times: 1, saving_usd: 0 },
  ],
  advice: 'Write into CLAUDE.md what the call lacks.',
  estimate: 'Cost of the requests between the calls.',
};

describe.skipIf(!chromium)('rows of the ledger on a board', { timeout: 90_000 }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'records-'));
  const asked: URL[] = [];
  let ledger: Served;
  let silent: Served;
  let pages: Served;
  let browser: Browser;
  let page: Page;
  let fetched: string[];
  let found: (typeof finding)[] = [];

  beforeAll(async () => {
    writeFileSync(path.join(folder, 'overview.json'), JSON.stringify(board));
    ledger = await serve(({ url = '' }, response) => {
      const question = new URL(url, 'http://ledger');
      asked.push(question);
      const asks = question.pathname.split('/').at(-1) ?? '';
      const answer = asks === 'findings' ? { findings: found } : (answers[asks] ?? {});
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    // A Prometheus that takes every question and answers none.
    silent = await serve(() => undefined);
    const bundle = await readBundle(bundlePath);
    const urls = { prometheusUrl: silent.url, ledgerUrl: ledger.url };
    // Longer than the tests: what waits for Prometheus is never there.
    const timeoutMilliseconds = 600_000;
    pages = await serve(createApp({ bundle, dashboards: folder, ...urls, timeoutMilliseconds }));
    browser = await openBrowser(chromium as string);
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all([pages?.stop(), ledger?.stop(), silent?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(() => page.context().close());

  const open = async (at: string): Promise<void> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
    context.setDefaultTimeout(40_000);
    page = await context.newPage();
    fetched = [];
    page.on('request', (request) => fetched.push(request.url()));
    await page.goto(`${pages.url}${at}`);
  };

  it('come with the range and every choice of the board, and lead to the session', async () => {
    await open(address);
    const table = page.getByRole('region', { name: 'Most expensive sessions' });
    await table.getByRole('cell', { name: '$17.50' }).waitFor();
    await table.getByRole('cell', { name: '5 h 54 min' }).waitFor();
    const question = asked.find(({ pathname }) => pathname.endsWith('/board-sessions'));
    expect(question?.searchParams.getAll('project')).toEqual(['shop', 'payments']);
    expect(question?.searchParams.get('since')).toBe('2026-11-30T11:00:00.000Z');
    expect(question?.searchParams.get('until')).toBe('2026-11-30T12:00:00.000Z');
    const project = await table.getByRole('link', { name: 'payments' }).getAttribute('href');
    expect(new URL(project ?? '', pages.url).searchParams.getAll('var-project')).toEqual(['payments']);
    expect(project).toMatch(/^\/d\/claude-code-sessions\?from=/);
    await table.getByRole('link', { name: 'aaaaaaaa' }).click();
    await page.waitForURL(/\/sessions\/aaaaaaaa-1/);
  });

  it('say what it means that there are none', async () => {
    await open(address);
    await page.getByText('Nothing was blocked in this range').waitFor();
  });

  it('say what is worth a look in the range and the choices of the board, and lead to the session', async () => {
    found = [finding];
    await open(address);
    const table = page.getByRole('region', { name: 'Worth a look' });
    await table.getByRole('cell', { name: '$3.50' }).waitFor();
    await table.getByText('12 calls failed in the same way.').waitFor();
    const question = asked.findLast(({ pathname }) => pathname.endsWith('/findings'));
    expect(question?.searchParams.getAll('project')).toEqual(['shop', 'payments']);
    expect(question?.searchParams.get('since')).toBe('2026-11-30T11:00:00.000Z');
    expect(await table.getByRole('link').count()).toBe(1);
    await table.getByRole('link', { name: 'aaaaaaaa' }).click();
    await page.waitForURL(/\/sessions\/aaaaaaaa-1/);
  });

  it('leave out what is worth a look while there is nothing', async () => {
    found = [];
    asked.length = 0;
    await open(address);
    await page.getByRole('cell', { name: '$17.50' }).waitFor();
    await expect.poll(() => asked.some(({ pathname }) => pathname.endsWith('/findings'))).toBe(true);
    expect(await page.getByText('Worth a look').count()).toBe(0);
  });

  it('are there while Prometheus hangs, with its icons, and the page says that it hangs', async () => {
    await open(address);
    await page.getByText(/Prometheus has not answered for \d seconds/).waitFor();
    await page.getByRole('cell', { name: '$17.50' }).waitFor();
    expect(fetched.filter((url) => url.endsWith('.svg') && !url.endsWith('chart-line.svg'))).toEqual([]);
  });
});
