import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/pages/app.ts';
import { readBundle } from '../../src/pages/bundle.ts';
import { findChromium, openBrowser } from './browser.ts';
import { ask, bundlePath, type Served, samples, serve } from './serve.ts';

const chromium = await findChromium();
if (!chromium) console.warn('skipped: the pages in a browser need chromium');

const minute = 60_000_000;
const noon = Date.UTC(2026, 10, 30, 12) * 1000;

const session = (id: string, cost: number) => ({
  session_id: id,
  started: noon,
  ended: noon + 30 * minute,
  project: 'shop',
  branch: 'fix/SHOP-7 & more',
  person: 'ann',
  model: 'claude-opus-4-8',
  cost_nanodollars: cost * 1e9,
  input_tokens: 8030,
  prompts: 2,
  tool_calls: 3,
  tool_failures: 1,
  api_ms: 600_000,
  tools_ms: 60_000,
  how_ended: 'silent',
});
const dear = session('aaaaaaaa-1', 17.5);
const cheap = session('bbbbbbbb-2', 0.25);
const withoutMetrics = { ...session('cccccccc-3', 1.5), counted_from: 'events' };

const event = (id: number, name: string, attributes: object) => ({
  id,
  time: noon + id * minute,
  name,
  session_id: dear.session_id,
  attributes,
});
const timeline = [
  event(1, 'user_prompt', { prompt_length: 46 }),
  event(2, 'api_request', { model: 'claude-opus-4-8', cost_nanodollars: 7.5e9, duration_ms: 4200 }),
  event(3, 'hook PreToolUse', { tool_name: 'Bash', verdict: 'deny', pattern: 'delete-home' }),
  event(4, 'tool_result', { tool_name: 'Read', success: false, error_type: 'not_found' }),
  event(5, 'api_request', { model: 'claude-opus-4-8', cost_nanodollars: 10e9, duration_ms: 900 }),
];

const span = (
  id: number,
  parent: number | null,
  name: string,
  [from, to]: readonly [number, number],
  more = {},
) => ({
  id,
  name: `claude_code.${name}`,
  time: noon + from * 1e6,
  ended: noon + to * 1e6,
  duration_ms: (to - from) * 1000,
  failed: 0,
  trace_id: 'abcdef0123456789',
  span_id: `s${id}`,
  parent_span_id: parent === null ? null : `s${parent}`,
  session_id: dear.session_id,
  attributes: {},
  ...more,
});
const spans = [
  span(1, null, 'interaction', [0, 90]),
  span(2, 1, 'llm_request', [1, 31], { attributes: { model: 'claude-opus-4-8' } }),
  span(3, 1, 'tool', [31, 61], { failed: 1, attributes: { tool_name: 'Bash' } }),
  span(4, 3, 'tool.execution', [45, 61], { failed: 1 }),
];

const files = [{ file: 'src/cart.ts', reads: 2, changes: 3, failures: 1 }];
const tables = [{ name: 'sessions', brief: 'One row a session.', columns: ['session_id', 'cost_usd'] }];

const said = [
  { time: noon, kind: 'prompt', tool: null, is_sidechain: 0, characters: 13, text: 'mend the cart' },
  { time: noon, kind: 'call', tool: 'Bash', is_sidechain: 0, characters: 4096, text: null },
];

const nothingElse = { models: [], turns: [], toolCalls: [], files: [], timeline: [], spans: [] };

/** What was asked of the ledger. */
const asked: { method: string; url: string; authorization?: string | undefined; body: string }[] = [];

/** What the last question at an address was narrowed to; a page asks several. */
const chosenBy = (pathname: string): URLSearchParams => {
  const urls = asked.map(({ url }) => new URL(url, 'http://ledger'));
  return urls.findLast((url) => url.pathname === pathname)?.searchParams ?? new URLSearchParams();
};

const answerTo = ({ url = '', method }: IncomingMessage): readonly [number, unknown] => {
  const { pathname, searchParams } = new URL(url, 'http://ledger');
  if (pathname === '/api/v1/sessions') {
    const rows = searchParams.get('order') === 'asc' ? [cheap, dear] : [dear, cheap];
    return [200, { total: 2, cost_nanodollars: 17.75e9, imported_nanodollars: 0.25e9, rows }];
  }
  if (pathname === '/api/v1/sessions/cccccccc-3') return [200, { ...nothingElse, session: withoutMetrics }];
  if (pathname === '/api/v1/sessions/aaaaaaaa-1/transcript') return [200, { rows: said }];
  if (pathname.startsWith('/api/v1/sessions/aaaa'))
    return [200, { session: dear, models: [dear], turns: [], toolCalls: [], files, timeline, spans }];
  if (pathname === '/api/v1/links') return [200, { branch: 'https://forge.example/shop/tree/{value}' }];
  if (pathname === '/api/v1/tables') return [200, tables];
  if (pathname === '/api/v1/spans') return [200, { rows: spans }];
  if (pathname === '/api/v1/query' && method === 'POST')
    return [200, { columns: ['project', 'dollars'], rows: [['shop', 17.75]] }];
  if (pathname === '/api/v1/query') return [200, []];
  return [404, { error: 'There is no session "zzz".' }];
};

describe('the pages of sessions, events and queries', { timeout: 90_000 }, () => {
  let ledger: Served;
  let pages: Served;
  let browser: Browser;

  beforeAll(async () => {
    ledger = await serve(async (request, response) => {
      const { method = '', url = '', headers } = request;
      asked.push({ method, url, authorization: headers.authorization, body: await text(request) });
      const [status, body] = answerTo(request);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    pages = await serve(
      createApp({
        bundle: await readBundle(bundlePath),
        dashboards: samples,
        prometheusUrl: 'http://127.0.0.1:9',
        ledgerUrl: ledger.url,
        ledgerHeaders: { authorization: 'Bearer hush' },
      }),
    );
    if (chromium) browser = await openBrowser(chromium);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([ledger?.stop(), pages?.stop()]);
  });

  const open = async (path: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${pages.url}${path}`);
    return page;
  };

  it('pass reading on to the ledger with its token, and nothing else', async () => {
    asked.length = 0;
    const got = await ask(`${pages.url}/api/v1/sessions?project=shop`);
    expect(got.status).toBe(200);
    expect(asked).toMatchObject([
      { method: 'GET', url: '/api/v1/sessions?project=shop', authorization: 'Bearer hush' },
    ]);
    asked.length = 0;
    const refused = [
      await ask(`${pages.url}/api/v1/sessions`, { method: 'DELETE' }),
      await ask(`${pages.url}/api/v1/spool`, { method: 'POST', body: '{}' }),
      await ask(`${pages.url}/api/v1/query`, { method: 'POST', body: `{"sql":"${' '.repeat(300_000)}"}` }),
      await ask(`${pages.url}/api/v1/sessions`, { headers: { origin: 'https://evil.example' } }),
      await ask(`${pages.url}/api/v1/sessions`, { headers: { host: 'evil.example' } }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([405, 404, 413, 403, 403]);
    expect(asked).toEqual([]);
  });

  it('say that the ledger is away, and what to do', async () => {
    const gone = await serve(() => undefined);
    await gone.stop();
    const alone = await serve(
      createApp({
        bundle: await readBundle(bundlePath),
        dashboards: samples,
        prometheusUrl: 'http://127.0.0.1:9',
        ledgerUrl: gone.url,
      }),
    );
    const { status, body } = await ask(`${alone.url}/api/v1/sessions`);
    await alone.stop();
    expect(status).toBe(502);
    expect(JSON.parse(body.toString())).toMatchObject({ error: 'The ledger cannot be reached.' });
  });

  it.skipIf(!chromium)('list the most expensive session first, and lead to what happened in it', async () => {
    const page = await open('/sessions');
    const first = page.getByRole('row').nth(1);
    await expect.poll(() => first.textContent()).toContain('$17.50');
    await page.getByText('2 sessions, $17.75, of it $0.25 imported').waitFor();
    await page.getByRole('button', { name: /^Cost/ }).click();
    await expect.poll(() => page.getByRole('row').nth(1).textContent()).toContain('$0.25');
    await page.getByRole('link', { name: 'aaaaaaaa' }).click();
    await page.getByRole('heading', { name: 'Session aaaaaaaa', level: 1 }).waitFor();
    const told = await page.getByRole('list', { name: 'Timeline' }).textContent();
    expect(told).toContain('Blocked: Bash');
    expect(told).toContain('delete-home');
    expect(told).toContain('failed: not_found');
    expect(await page.getByRole('img', { name: /^Cost over the session: \$17.50/ }).count()).toBe(1);
    await page.close();
  });

  it.skipIf(!chromium)(
    'show what ran when within a prompt, what is below what, and what failed',
    async () => {
      const page = await open('/sessions/aaaaaaaa-1');
      const traces = page.getByRole('region', { name: 'Traces' });
      await expect.poll(() => traces.textContent()).toContain('interaction: 2 min, 4 spans, 2 failed');
      const rows = await traces.getByRole('listitem').all();
      expect(await Promise.all(rows.map((row) => row.textContent()))).toEqual([
        'interaction2 min',
        'llm request claude-opus-4-830 s',
        'tool Bash30 s',
        'tool execution16 s',
      ]);
      const boxes = await Promise.all(rows.map((row) => row.locator('span span').boundingBox()));
      const [whole, request, tool] = boxes.map((box) => box ?? { x: 0, width: 0 });
      expect(request?.width).toBeLessThan((whole?.width ?? 0) / 2);
      expect(tool?.x).toBeGreaterThan((request?.x ?? 0) + (request?.width ?? 0) - 2);
      await page.close();
    },
  );

  it.skipIf(!chromium)('list the slowest prompts first, and lead to their session', async () => {
    asked.length = 0;
    const page = await open('/traces');
    await page.getByRole('link', { name: 'aaaaaaaa' }).first().waitFor();
    const searchParams = chosenBy('/api/v1/spans');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      name: 'claude_code.interaction',
      sort: 'duration_ms',
      order: 'desc',
    });
    expect(await page.getByRole('row').nth(3).textContent()).toContain('tool Bashfailed');
    await page.close();
  });

  it.skipIf(!chromium)('take the range and the choices that a board hands over', async () => {
    asked.length = 0;
    const page = await open('/sessions?from=now-30d&to=now&var-project=shop&var-model=$__all');
    await page.getByRole('link', { name: 'aaaaaaaa' }).waitFor();
    const searchParams = chosenBy('/api/v1/sessions');
    expect(Object.fromEntries(searchParams)).toMatchObject({ since: '30d', project: 'shop' });
    expect(searchParams.has('model')).toBe(false);
    await page.close();
  });

  it.skipIf(!chromium)('move from session to session with the arrow keys', async () => {
    const page = await open('/sessions');
    await page.getByRole('link', { name: 'aaaaaaaa' }).focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('bbbbbbbb');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Session bbbbbbbb' }).waitFor();
    await page.close();
  });

  it.skipIf(!chromium)('answer a question in SQL', async () => {
    const page = await open('/queries');
    await page.getByRole('textbox', { name: 'SQL' }).fill('SELECT 1');
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByRole('cell', { name: '17.75' }).waitFor();
    expect(asked.findLast(({ method }) => method === 'POST')?.body).toBe('{"sql":"SELECT 1"}');
    await page.close();
  });

  it.skipIf(!chromium)('complete tables and columns as one types, and run with Ctrl and Enter', async () => {
    const page = await open('/queries');
    const editor = page.getByRole('textbox', { name: 'SQL' });
    await editor.fill('');
    await editor.pressSequentially('SELECT sum(cost) FROM sess');
    // For a moment after it is shown a list of completions takes no key, so that nobody accepts one by accident.
    await page.getByRole('option', { name: 'sessions' }).click();
    await expect.poll(() => editor.textContent()).toBe('SELECT sum(cost) FROM sessions');
    await editor.pressSequentially(' WHERE sessions.cost_');
    await page.getByRole('option', { name: 'cost_usd' }).click();
    await expect
      .poll(() => editor.textContent())
      .toBe('SELECT sum(cost) FROM sessions WHERE sessions.cost_usd');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('cell', { name: '17.75' }).waitFor();
    await page.close();
  });

  it.skipIf(!chromium)(
    'lead from a label to where the team keeps it, and name the files touched',
    async () => {
      const page = await open('/sessions/aaaaaaaa-1');
      const link = page.getByRole('link', { name: 'fix/SHOP-7 & more' });
      await link.waitFor();
      expect(await link.getAttribute('href')).toBe('https://forge.example/shop/tree/fix/SHOP-7%20%26%20more');
      const touched = page.getByRole('region', { name: 'Files touched' });
      expect(await touched.getByRole('row').nth(1).textContent()).toBe('src/cart.ts231');
      await page.close();
    },
  );

  it.skipIf(!chromium)(
    'show what was said in a session, when asked to, and the length of what is not kept',
    async () => {
      const page = await open('/sessions/aaaaaaaa-1');
      await page.getByRole('button', { name: 'Show what was said' }).click();
      const lines = page.getByRole('list', { name: 'Transcript' }).getByRole('listitem');
      await expect.poll(() => lines.count()).toBe(2);
      expect(await lines.nth(0).textContent()).toContain('mend the cart');
      expect(await lines.nth(1).textContent()).toContain('Call Bash4,096 characters, not kept');
      await page.close();
    },
  );

  it.skipIf(!chromium)('mark a cost that was counted from events, and no other', async () => {
    const page = await open('/sessions/cccccccc-3');
    await page.getByText('$1.50, counted from events').waitFor();
    await page.goto(`${pages.url}/sessions/aaaaaaaa-1`);
    await page.getByRole('heading', { name: 'Session aaaaaaaa', level: 1 }).waitFor();
    expect(await page.getByText('counted from events').count()).toBe(0);
    await page.close();
  });

  it.skipIf(!chromium)('say why there is nothing', async () => {
    const page = await open('/sessions/zzz');
    await page.getByText('There is no session "zzz".').waitFor();
    await page.close();
  });
});
