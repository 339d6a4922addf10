import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, storeFile } from '../../src/ledger/store.ts';
import { answer, openForReading } from '../../src/queries/engine/answer.ts';
import type { AskSql } from '../../src/reports/ask.ts';
import { rangeBefore, rangeOf } from '../../src/reports/range.ts';
import { formats } from '../../src/reports/render/formats.ts';
import { makeReport } from '../../src/reports/report.ts';
import { type Report, reportSchema } from '../../src/reports/schema.ts';
import { transaction } from '../../src/store/database.ts';
import { syncTables } from '../../src/tables/sync.ts';
import { createTables } from '../../src/tables/tables.ts';
import { run } from '../cli/run.ts';
import { served } from '../queries/served.ts';
import { succeeded } from '../succeeded.ts';
import { fill, type Line, linesOf } from '../tables/team.ts';

const now = Date.UTC(2026, 10, 25, 13);
const options = { zone: 'UTC', now: now * 1000 };
let lines: readonly Line[];
let ask: AskSql;
let report: Report;
const folder = mkdtempSync(path.join(os.tmpdir(), 'report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  lines = [...linesOf({ now, days: 12, seed: 'reports', share: 0.5 })];
  const store = openStore(folder);
  store.exec('PRAGMA synchronous = OFF');
  transaction(store, () => syncTables(store, []));
  fill(store, createTables(store, { zone: 'UTC' }), lines);
  store.close();
  const database = openForReading(storeFile(folder));
  ask = async ({ sql, parameters }) => answer(database, { sql, parameters, mostRows: 10_000 });
  report = await makeReport(ask, { since: '7d', by: 'branch' }, options);
});

const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** Money of the data points of some days, as the sessions sent it. */
const dollarsOf = (from: string, to: string, by: (line: Line & { kind: 'point' }) => boolean = () => true) =>
  lines.reduce(
    (sum, line) =>
      line.kind === 'point' &&
      line.metric === 'claude_code.cost.usage' &&
      dayOf(line.at) >= from &&
      dayOf(line.at) <= to &&
      by(line)
        ? sum + Math.round(line.value * 1e9)
        : sum,
    0,
  ) / 1e9;

const tableOf = (of: Report, name: string) => {
  const table = of.tables.find((one) => one.name === name);
  if (!table) throw new Error(`no table ${name}`);
  return table.rows.map((row) => Object.fromEntries(table.columns.map((column, at) => [column, row[at]])));
};
const figure = (of: Report, name: string) => of.figures.find((one) => one.name === name);
const sum = (rows: readonly Record<string, unknown>[], column: string) =>
  rows.reduce((total, row) => total + Number(row[column]), 0);

describe('a report', () => {
  test('says the money that was sent, of the days asked for and of as many before', () => {
    expect(report.range).toEqual({ first: '2026-11-19', last: '2026-11-25', days: 7, zone: 'UTC' });
    expect(report.before).toEqual({ first: '2026-11-12', last: '2026-11-18' });
    expect(figure(report, 'cost_usd')?.value).toBeCloseTo(dollarsOf('2026-11-19', '2026-11-25'), 8);
    expect(figure(report, 'cost_usd')?.before).toBeCloseTo(dollarsOf('2026-11-12', '2026-11-18'), 8);
    expect(figure(report, 'cost_usd')?.value).toBeGreaterThan(1);
  });

  test.for(['cost-days', 'cost-models', 'cost-people'])('%s adds up to the total', (name) => {
    expect(sum(tableOf(report, name), 'cost_usd')).toBeCloseTo(figure(report, 'cost_usd')?.value ?? 0, 8);
  });

  test('each day, model and person has its own money', () => {
    const [first] = tableOf(report, 'cost-people');
    const person = String(first?.['person']);
    expect(first?.['cost_usd']).toBeCloseTo(
      dollarsOf('2026-11-19', '2026-11-25', ({ resource }) => resource['user'] === person),
      8,
    );
  });

  test('requests by tool and by origin are all requests once', () => {
    const requests = lines.filter(
      (line) => line.kind === 'event' && line.name === 'api_request' && dayOf(line.at) >= '2026-11-19',
    ).length;
    expect(sum(tableOf(report, 'cost-tools'), 'requests')).toBe(requests);
    expect(sum(tableOf(report, 'cost-origins'), 'requests')).toBe(requests);
  });

  test('a label of the sender, and one of the place of work, narrow all of it', async () => {
    const project = String(tableOf(report, 'cost-projects')[0]?.['project']);
    const narrowed = await makeReport(ask, { since: '7d', labels: { project } }, options);
    expect(figure(narrowed, 'cost_usd')?.value).toBeCloseTo(
      dollarsOf(
        '2026-11-19',
        '2026-11-25',
        ({ resource }) => resource['project.name'] === project || resource['project'] === project,
      ),
      8,
    );
    const onBranch = await makeReport(ask, { since: '7d', labels: { branch: 'main' } }, options);
    const [main] = tableOf(report, 'cost-by').filter(({ branch }) => branch === 'main');
    expect(figure(onBranch, 'cost_usd')?.value).toBeCloseTo(Number(main?.['cost_usd']), 8);
    expect(Number(main?.['cost_usd'])).toBeGreaterThan(0);
  });

  test('is what its published schema says', () => {
    expect(reportSchema.parse(JSON.parse(formats.json(report)))).toEqual(report);
    const published = JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as { properties: object };
    expect(Object.keys(published.properties)).toEqual(Object.keys(reportSchema.shape));
  });

  test('fits into 80 columns of a terminal', () => {
    const text = formats.txt(report);
    expect(text.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
    for (const { title } of report.sections) expect(text).toContain(`\n${title}\n`);
    expect(text).toContain('Worth a look');
  });

  test('is one HTML file without script, other files and addresses, with links to sessions', () => {
    const html = formats.html(report, { pages: 'http://127.0.0.1:3000' });
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(|\son\w+=/i);
    expect(
      [...html.matchAll(/(?:src|href)="([^"]+)"/g)].every(([, at]) =>
        at?.startsWith('http://127.0.0.1:3000/sessions/'),
      ),
    ).toBe(true);
    expect(html).toContain("content=\"default-src 'none'; style-src 'unsafe-inline'\"");
    expect(html.match(/<svg/g)?.length).toBeGreaterThanOrEqual(4);
  });

  test('keeps names from being markup: in HTML, in Markdown, in a terminal', () => {
    const hostile = '<img src=x onerror=alert(1)>|`"\u001b[2J[x](http://evil)';
    const text = JSON.stringify(report).replaceAll('"emil"', JSON.stringify(hostile));
    const attacked: Report = {
      ...(JSON.parse(text) as Report),
      filters: { project: [hostile] },
    };
    attacked.findings.push({
      name: 'x',
      title: 'Title',
      what: 'What',
      saving_usd: 1,
      times: 1,
      sessions: 1,
      evidence: [{ session_id: `"><script>${hostile}`, subject: hostile, times: 1, saving_usd: 1 }],
      advice: 'Advice',
      estimate: 'Estimate',
    });
    const html = formats.html(attacked, { pages: 'http://127.0.0.1:3000' });
    expect(html).not.toMatch(/<img|<script/);
    const md = formats.md(attacked, { pages: 'http://127.0.0.1:3000' });
    expect(md).not.toContain('](http://evil)');
    expect(md).not.toContain('<script');
  });

  test('of nothing says so', async () => {
    const empty = await makeReport(ask, { since: '2025-01-01', until: '2025-01-07' }, options);
    expect(empty.findings).toEqual([]);
    expect(figure(empty, 'cost_per_session_usd')?.value).toBeNull();
    expect(formats.txt(empty)).toContain('nothing was found');
  });
});

describe('a range', () => {
  test('is whole local days, also where the clock changes', () => {
    const moment = Date.parse('2026-10-26T12:00:00+01:00') * 1000;
    const range = rangeOf({ since: '2d' }, 'Europe/Berlin', moment);
    expect(range).toMatchObject({ first: '2026-10-25', last: '2026-10-26', days: 2 });
    expect(new Date(range.since / 1000).toISOString()).toBe('2026-10-24T22:00:00.000Z');
    expect(new Date((range.until + 1) / 1000).toISOString()).toBe('2026-10-26T23:00:00.000Z');
    expect(rangeBefore(range, 'Europe/Berlin')).toMatchObject({ first: '2026-10-23', last: '2026-10-24' });
  });

  test('that ends before it begins, or is none, is refused with words', () => {
    expect(() => rangeOf({ since: '2026-11-20', until: '2026-11-19' }, 'UTC', now * 1000)).toThrow(
      'before it begins',
    );
    expect(() => rangeOf({ since: 'yesterday' }, 'UTC', now * 1000)).toThrow('is not a time');
  });
});

describe('the command and the API', () => {
  test('give the same report, write the latest as data, and a page of it', async () => {
    const { home, get } = await served();
    const out = path.join(home.root, 'report.html');
    succeeded(await run(home, ['report', '--output', out]));
    expect(readFileSync(out, 'utf8')).toMatch(/^<!doctype html>/);
    const latest = reportSchema.parse(
      JSON.parse(readFileSync(path.join(home.root, 'latest-report.json'), 'utf8')),
    );
    const overHttp = reportSchema.parse(await get('/report'));
    expect({ ...overHttp, made: '', range: { ...overHttp.range, zone: '' } }).toEqual({
      ...latest,
      made: '',
      range: { ...latest.range, zone: '' },
    });
    expect(await get('/findings?since=30d')).toEqual({ findings: [] });
    expect(await get('/report?by=nonsense')).toMatchObject({ error: 'There is no label "nonsense".' });
    expect((await run(home, ['report', '--format', 'pdf'])).err).toContain('There are: txt, html, md, json.');
    expect((await run(home, ['report', '--archive'])).err).toContain('doctor --archive');
  });
});

test('values of a label lead where the configuration says, in HTML and in Markdown', async () => {
  const links = { branch: 'https://forge.example/tree/{value}?from=(report)' };
  const linked = await makeReport(ask, { since: '7d', by: 'branch' }, { ...options, links });
  const branch = String(tableOf(linked, 'cost-by').find((row) => row['branch'] !== 'none')?.['branch']);
  const target = `https://forge.example/tree/${encodeURIComponent(branch).replaceAll('%2F', '/')}`;
  expect(formats.html(linked, {})).toContain(`<a href="${target}?from=(report)">${branch}</a>`);
  expect(formats.md(linked, {})).toContain(`[${branch}](${target}?from=%28report%29)`);
  expect(formats.html(report, {})).not.toContain('forge.example');
});
