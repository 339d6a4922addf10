import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkout } from '../../src/checkout.ts';
import { homeAt } from '../../src/config/home.ts';
import { defaults } from '../../src/config/schema.ts';
import { instant } from '../../src/prometheus/api.ts';
import { basic, tokenHeaders } from '../../src/service/token.ts';
import { isInEngine, runInEngine } from './engine.ts';
import { leaks, openAnswers, type Port, ports as table, trace } from './strangers.ts';
import { waitFor } from './wait.ts';

/** The stack in containers, with a stranger and with the person at the machine. */
runInEngine(import.meta.filename, 'the stack in containers, among strangers');

const folder = isInEngine ? mkdtempSync(path.join(os.tmpdir(), 'strangers in docker ')) : '';
const home = homeAt(path.join(folder, 'state'));
const { ports } = defaults();

const cli = (...args: readonly string[]) =>
  execa(path.join(checkout.root, 'start-observability'), args, {
    env: { START_OBSERVABILITY_HOME: home.root, HOME: folder, NO_COLOR: '1' },
    all: true,
    reject: false,
  });

const docker = async (...args: readonly string[]): Promise<string> => (await execa('docker', args)).stdout;

/** In containers Grafana, with a login of its own, has the port that our pages have where there is none. */
const inContainers: readonly Port[] = table.map((port) =>
  port.name === 'grafana' ? { ...port, name: 'pages' } : port,
);

/** Everything that tells what was stored, where a trace of a stranger would be. */
const stored = async (): Promise<readonly string[]> => {
  const series = await instant(
    `http://127.0.0.1:${ports.prometheus}`,
    `count by (__name__, job) ({__name__=~"${trace}.*"} or {job="${trace}"})`,
  );
  const pushed = await (await fetch(`http://127.0.0.1:${ports.pushgateway}/metrics`)).text();
  const listings = [ports.ledger, ports.hooks].map(async (port) => {
    const listing = `http://127.0.0.1:${port}/api/events?limit=1000`;
    return (await fetch(listing, { headers: tokenHeaders(home.secrets) })).text();
  });
  const found = [JSON.stringify(series), pushed, ...(await Promise.all(listings))].join('\n');
  return found.split('\n').filter((line) => line.includes(trace));
};

const inEngine = () => {
  beforeAll(async () => {
    mkdirSync(home.root, { mode: 0o700 });
    writeFileSync(home.config, 'prometheus:\n  scrapeInterval: 2s\n');
    const { exitCode, all } = await cli('start', '--runtime', 'docker');
    if (exitCode !== 0) throw new Error(all);
  });

  afterAll(async () => {
    await cli('reset', '--yes');
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(inContainers)('gives and takes nothing to strangers at $name but its health', async (port) => {
    expect(await leaks(port, ports[port.name])).toEqual([]);
  });

  test('tells counts and health to anybody, where nothing else is to be had', async () => {
    for (const said of await openAnswers(ports)) {
      expect(said).toMatch(/otelcol_|Server available/);
      expect(said).not.toMatch(/claude_code_|session|prompt/);
    }
  });

  test('has stored nothing of all that', async () => {
    const since = Date.now() / 1000;
    await waitFor('a scrape', async () => {
      const prometheus = `http://127.0.0.1:${ports.prometheus}`;
      const [sample] = await instant(prometheus, 'timestamp(up{job="pushgateway"})');
      return (sample?.value ?? 0) > since;
    });
    expect(await stored()).toEqual([]);
  });

  test('publishes no port of Prometheus, Pushgateway and the OTLP/HTTP receiver but through what stands in front', async () => {
    const names = (await docker('ps', '--format', '{{.Names}}')).split('\n');
    const published = await Promise.all(
      names.map(async (name) => ({ name, ports: (await docker('port', name)).split('\n') })),
    );
    const withPort = (port: number) =>
      published.filter((one) => one.ports.some((line) => line.endsWith(`:${port}`))).map(({ name }) => name);
    expect(withPort(ports.prometheus)).toEqual([expect.stringContaining('pages')]);
    expect(withPort(ports.pushgateway)).toEqual([expect.stringContaining('pages')]);
    expect(withPort(ports.otlpHttp)).toEqual([expect.stringContaining('ledger')]);
  });

  test('lets the person at the machine read without a password, send, and push with the password of the file', async () => {
    const reads = [
      [ports.prometheus, '/api/v1/query?query=up'],
      [ports.prometheus, '/-/ready'],
      [ports.pushgateway, '/metrics'],
      [ports.pages, '/'],
      [ports.grafana, '/api/health'],
      [ports.ledger, '/metrics'],
      [ports.hooks, '/metrics'],
      [ports.collectorMetrics, '/metrics'],
      [ports.collectorHealth, '/'],
    ] as const;
    for (const host of ['localhost', '127.0.0.1'])
      for (const [port, place] of reads)
        expect([port, place, (await fetch(`http://${host}:${port}${place}`)).status]).toEqual([
          port,
          place,
          200,
        ]);
    const sent = await fetch(`http://localhost:${ports.otlpHttp}/v1/metrics`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"resourceMetrics":[]}',
    });
    expect(sent.status).toBe(200);
    const push = (headers: Readonly<Record<string, string>>) =>
      fetch(`http://localhost:${ports.pushgateway}/metrics/job/nightly`, {
        method: 'POST',
        headers,
        body: 'nightly_rows 7\n',
      });
    expect((await push({})).status).toBe(401);
    const password = readFileSync(path.join(home.secrets, 'pushgateway-password'), 'utf8').trim();
    expect((await push({ authorization: basic('push', password) })).status).toBe(200);
  });
};

if (isInEngine) describe('in the engine', { timeout: 300_000 }, inEngine);
