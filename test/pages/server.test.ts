import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/pages/app.ts';
import { readBundle } from '../../src/pages/bundle.ts';
import { freePort } from '../ports.ts';
import { until } from './prometheus.ts';
import { ask, bundlePath, type Served, samples, serve } from './serve.ts';

let folder: string;
let own: string;
let viewer: Served;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'viewer-'));
  own = await mkdtemp(join(tmpdir(), 'own-'));
  await cp(samples, folder, { recursive: true });
  const bundle = await readBundle(bundlePath);
  const options = { bundle, dashboards: folder, ownDashboards: own, prometheusUrl: 'http://127.0.0.1:1' };
  viewer = await serve(createApp(options));
});

afterAll(async () => {
  await viewer.stop();
  for (const one of [folder, own]) await rm(one, { recursive: true, force: true });
});

describe('the way to a day', () => {
  const go = async (query: string) => {
    const { status, headers } = await ask(`${viewer.url}/go/day?${query}`);
    return { status, location: headers['location'] };
  };

  it('is the board over 24 hours, with the choices of the link', async () => {
    expect(await go('board=claude-code-cost&at=1764547200000&var-project=a%20b&var-project=c&x=1')).toEqual({
      status: 302,
      location: '/d/claude-code-cost?from=1764547200000&to=1764633600000&var-project=a+b&var-project=c',
    });
  });

  it('ends now where the day is not over', async () => {
    const begun = Date.now() - 3_600_000;
    const { location } = await go(`board=claude-code-cost&at=${begun}`);
    const to = Number(new URLSearchParams(String(location).split('?')[1]).get('to'));
    expect(to).toBeGreaterThan(begun);
    expect(to).toBeLessThanOrEqual(Date.now());
  });

  it.each([
    'board=claude-code-cost',
    'at=1795996800000',
    'board=claude-code-cost&at=noon',
    'board=claude-code-cost&at=',
    'board=%2F%2Fevil.example&at=1795996800000',
    'board=..%2Fevil&at=1795996800000',
    'board=claude-code-cost&at=1e99',
  ])('leads nowhere else: %s', async (query) => {
    expect(await go(query)).toEqual({ status: 400, location: undefined });
  });
});

describe('the page', () => {
  it.each([
    '/',
    '/dashboards',
    '/explore',
    '/d/claude-code-overview',
    '/d/claude-code-overview/any-slug?from=now-1h',
  ])('is served at %s', async (path) => {
    const { status, headers, body } = await ask(`${viewer.url}${path}`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body.toString()).toContain('<div id="root">');
  });

  it('may run its own scripts and nobody else’s, and be framed by nobody', async () => {
    const { headers } = await ask(viewer.url);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('is asked for again each time, and answered with 304 while it is the same', async () => {
    const { headers } = await ask(viewer.url);
    expect(headers['cache-control']).toBe('no-cache');
    const again = await ask(viewer.url, { headers: { 'if-none-match': String(headers['etag']) } });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
  });

  it('refers to files that a browser keeps for good, compressed as it likes', async () => {
    const { body } = await ask(viewer.url);
    const script = /src="(\/assets\/main-\w+\.js)"/.exec(body.toString())?.[1];
    const get = (encoding: string) =>
      ask(`${viewer.url}${script}`, { headers: { 'accept-encoding': encoding } });
    const [plain, gzipped, brotli] = [await get('identity'), await get('gzip'), await get('gzip, br')];
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(gzipped.headers['content-encoding']).toBe('gzip');
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(gunzipSync(gzipped.body).equals(plain.body)).toBe(true);
    expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
  });

  it.each([
    '/assets/nothing.js',
    '/assets/../package.json',
    '/assets/%2e%2e/index.html',
    '/assets/%',
    '/login',
  ])('is not at %s', async (path) => {
    expect((await ask(viewer.url, { path })).status).toBeGreaterThanOrEqual(400);
  });
});

describe('the dashboards', () => {
  it('are listed by title', async () => {
    const { body } = await ask(`${viewer.url}/api/dashboards`);
    const list = JSON.parse(body.toString()) as { uid: string }[];
    expect(list.map(({ uid }) => uid)).toEqual(['claude-code-cost', 'claude-code-overview', 'broken']);
  });

  it('are given as they are on disk, also after an edit', async () => {
    const path = join(folder, 'claude-code-cost.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"Claude Code / Cost"', '"Claude Code / Money spent"'));
    const { body } = await ask(`${viewer.url}/api/dashboards/claude-code-cost`);
    expect(JSON.parse(body.toString())).toMatchObject({
      title: 'Claude Code / Money spent',
      schemaVersion: 41,
    });
    await writeFile(path, text);
  });

  it('are left out where a file is no dashboard', async () => {
    await writeFile(join(folder, 'no-json.json'), '{');
    await writeFile(join(folder, 'other.json'), '{"title":"no uid"}');
    expect(JSON.parse((await ask(`${viewer.url}/api/dashboards`)).body.toString())).toHaveLength(3);
  });

  it('of the person are among them, and never stand in for one of ours', async () => {
    await writeFile(join(own, 'mine.json'), '{"uid":"mine","title":"My own"}');
    await writeFile(join(own, 'cost.json'), '{"uid":"claude-code-cost","title":"Something else"}');
    const list = JSON.parse((await ask(`${viewer.url}/api/dashboards`)).body.toString());
    expect(list.map(({ title }: { title: string }) => title)).toContain('My own');
    expect(list).toHaveLength(4);
    const mine = await ask(`${viewer.url}/api/dashboards/mine`);
    expect(JSON.parse(mine.body.toString())).toEqual({
      uid: 'mine',
      title: 'My own',
      description: '',
      tags: [],
    });
    const cost = JSON.parse((await ask(`${viewer.url}/api/dashboards/claude-code-cost`)).body.toString());
    expect(cost.title).not.toBe('Something else');
  });

  it('say so when they do not exist', async () => {
    expect((await ask(`${viewer.url}/api/dashboards/none`)).status).toBe(404);
  });
});

describe('other sites', () => {
  it.each(['evil.example', 'evil.example:3000', '127.0.0.1.evil.example', '10.0.0.1'])(
    'cannot reach it under the name “%s”',
    async (host) => {
      expect(
        (await ask(`${viewer.url}/api/dashboards`, { headers: { host } })).status,
      ).toBeGreaterThanOrEqual(400);
    },
  );

  it.each(['localhost:3000', '127.0.0.1', '[::1]:3000'])('are not meant by %s', async (host) => {
    expect((await ask(`${viewer.url}/api/dashboards`, { headers: { host } })).status).toBe(200);
  });

  it('may link to a dashboard, but not read from it', async () => {
    const foreign = { 'sec-fetch-site': 'cross-site' };
    const link = await ask(`${viewer.url}/d/x`, { headers: { ...foreign, 'sec-fetch-mode': 'navigate' } });
    const read = await ask(`${viewer.url}/api/dashboards`, {
      headers: { ...foreign, 'sec-fetch-mode': 'no-cors' },
    });
    expect([link.status, read.status]).toEqual([200, 403]);
  });
});

describe('the process', () => {
  const main = new URL('../../src/pages/main.ts', import.meta.url).pathname;
  const run = (env: Record<string, string>) =>
    execa(process.execPath, ['--import', 'tsx', main], { env, reject: false, timeout: 30_000 });

  it('becomes ready, and stops when told to', async () => {
    const port = await freePort();
    const running = run({ PAGES_LISTEN: `127.0.0.1:${port}`, PAGES_DASHBOARDS: folder });
    await until(
      'the viewer is ready',
      async () => (await ask(`http://127.0.0.1:${port}/ready`)).status === 200,
    );
    running.kill('SIGTERM');
    expect((await running).exitCode).toBe(0);
  });

  it('says how to get the page back when its archive is gone', async () => {
    const { exitCode, stdout } = await run({
      PAGES_DASHBOARDS: folder,
      PAGES_BUNDLE: join(folder, 'none.gz'),
    });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('npm run build:viewer');
  });
});
