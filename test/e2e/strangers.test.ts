import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { homeAt } from '../../src/config/home.ts';
import { groupPath, pushedGroups } from '../../src/hooks/push/pushed-groups.ts';
import { exportGrpc } from '../../src/otlp/client.ts';
import { instant } from '../../src/prometheus/api.ts';
import { basic, tokenHeaders } from '../../src/service/token.ts';
import { run as runCommand } from '../cli/run.ts';
import { findChromium, openBrowser } from '../pages/browser.ts';
import { serve } from '../pages/serve.ts';
import { testConfig } from '../ports.ts';
import { programFor, testBin } from '../programs.ts';
import { succeeded } from '../succeeded.ts';
import { missingPrograms } from './stack.ts';
import { ask, leaks, openAnswers, openPorts, switchedOff, ports as table, trace } from './strangers.ts';
import { waitFor } from './wait.ts';

/** A real native stack, with a stranger and with the person at the machine. */

const missing = await missingPrograms(['prometheus', 'pushgateway']);
const chromium = await findChromium();
const promtool = await programFor('promtool');

const folder = mkdtempSync(path.join(os.tmpdir(), 'strangers '));
const home = homeAt(path.join(folder, 'state'));
const { ports } = await testConfig();
const run = (...args: readonly string[]) => runCommand(home, args, { HOME: folder });
const hasIpv6 = Object.values(os.networkInterfaces())
  .flat()
  .some((one) => one?.address === '::1');

const secret = (name: string): string => readFileSync(path.join(home.secrets, name), 'utf8').trim();

/** Everything that tells what was stored, where a trace of a stranger would be. */
const stored = async (): Promise<string> => {
  const prometheus = `http://127.0.0.1:${ports.prometheus}`;
  const series = await instant(
    prometheus,
    `count by (__name__, job) ({__name__=~"${trace}.*"} or {job="${trace}"})`,
  );
  const pushed = await (await fetch(`http://127.0.0.1:${ports.pushgateway}/metrics`)).text();
  const events = await Promise.all(
    [ports.ledger, ports.hooks].map(async (port) =>
      (
        await fetch(`http://127.0.0.1:${port}/api/events?limit=1000`, { headers: tokenHeaders(home.secrets) })
      ).text(),
    ),
  );
  const found = [JSON.stringify(series), pushed, ...events].join('\n');
  return found
    .split('\n')
    .filter((line) => line.includes(trace))
    .join('\n');
};

beforeAll(async () => {
  if (missing.length > 0) return;
  mkdirSync(home.root, { mode: 0o700 });
  symlinkSync(testBin, home.bin);
  const config = {
    ports,
    runtime: 'native',
    programs: { offline: true },
    prometheus: { scrapeInterval: '1s' },
  };
  writeFileSync(home.config, stringify(config));
  succeeded(await run('start'));
  await waitFor('the first scrape of the ledger', async () => {
    const up = await instant(`http://127.0.0.1:${ports.prometheus}`, 'up{job="ledger"} == 1');
    return up.length > 0;
  });
});

afterAll(async () => {
  await run('stop');
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(missing.length > 0)('a running stack', () => {
  test('has every port in the table, open ones and gRPC set apart', () => {
    const named = [...table.map(({ name }) => name), ...openPorts, ...switchedOff, 'otlpGrpc', 'pages'];
    expect(named.toSorted()).toEqual(Object.keys(ports).toSorted());
  });

  test.each(table)('gives and takes nothing to strangers at $name but its health', async (port) => {
    expect(await leaks(port, ports[port.name])).toEqual([]);
  });

  test('tells counts and health to anybody, where nothing else is to be had', async () => {
    for (const said of await openAnswers(ports)) {
      expect(said).toMatch(/otelcol_|Server available/);
      expect(said).not.toMatch(/claude_code_|session|prompt/);
    }
  });

  test('does not speak HTTP/1 on the port for gRPC, the only one that a page could', async () => {
    const answer = ask(ports.otlpGrpc, { method: 'POST', path: '/v1/logs', body: '{}' });
    await expect(answer.then(({ status }) => status))
      .resolves.toBeGreaterThanOrEqual(400)
      .catch(() => {});
  });

  test.skipIf(!chromium)(
    'shows nothing to a page of another origin in a real browser, and stores nothing of it',
    async () => {
      const browser = await openBrowser(chromium ?? '');
      const site = await serve((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>evil</title>');
      });
      try {
        const page = await (await browser.newContext()).newPage();
        await page.goto(site.url.replace('127.0.0.1', 'evil.localhost'));
        const targets = table.map(({ name, health = '/', reads, writes }) => ({
          base: `http://127.0.0.1:${ports[name]}`,
          rebound: `http://rebound.localhost:${ports[name]}`,
          paths: ['/', health, ...reads],
          writes: writes.map(({ method, path: place, body = '' }) => ({ method, path: place, body })),
        }));
        await page.addScriptTag({ path: path.join(import.meta.dirname, 'hostile-page.mjs') });
        const got = await page.evaluate(`attack(${JSON.stringify(targets)})`);
        expect(got).toEqual([]);
      } finally {
        await browser.close();
        await site.stop();
      }
    },
  );

  test('has stored nothing of all that', async () => {
    // A scrape after the last attempt has seen whatever there is.
    const prometheus = `http://127.0.0.1:${ports.prometheus}`;
    const since = Date.now() / 1000;
    await waitFor('a scrape', async () => {
      const [sample] = await instant(prometheus, 'timestamp(up{job="pushgateway"})');
      return (sample?.value ?? 0) > since;
    });
    expect(await stored()).toBe('');
  });
});

describe.skipIf(missing.length > 0)('the person at the machine', () => {
  const hosts = ['localhost', '127.0.0.1', ...(hasIpv6 ? ['[::1]'] : [])];
  const opened = [
    ['prometheus', '/api/v1/query?query=up'],
    ['prometheus', '/graph?g0.expr=up'],
    ['prometheus', '/-/ready'],
    ['prometheus', '/federate?match[]=up'],
    ['pushgateway', '/metrics'],
    ['grafana', '/'],
    ['grafana', '/d/claude-code-overview'],
    ['ledger', '/ready'],
    ['ledger', '/metrics'],
    ['hooks', '/ready'],
    ['hooks', '/metrics'],
  ] as const;

  test.each(hosts)('reads without a password at %s', async (host) => {
    for (const [name, place] of opened) {
      const { status } = await fetch(`http://${host}:${ports[name]}${place}`);
      expect(status, `${name} ${place}`).toBe(200);
    }
  });

  test('reads health and counts of the collector', async () => {
    for (const [name, place] of [
      ['collectorHealth', '/'],
      ['collectorMetrics', '/metrics'],
    ] as const)
      expect((await fetch(`http://127.0.0.1:${ports[name]}${place}`)).status).toBe(200);
  });

  test('comes through a tunnel with another port', async () => {
    for (const name of ['prometheus', 'pushgateway', 'grafana'] as const) {
      const headers = {
        host: 'localhost:54321',
        'sec-fetch-site': 'same-origin',
        origin: 'http://localhost:54321',
      };
      expect((await ask(ports[name], { method: 'GET', path: '/', headers })).status).toBeOneOf([
        200, 302, 500,
      ]);
    }
  });

  test('follows a link in a mail or a chat to a board and to a page of Prometheus, and never into an API', async () => {
    const headers = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    const follow = async (name: keyof typeof ports, place: string) =>
      (await ask(ports[name], { method: 'GET', path: place, headers })).status;
    expect(await follow('grafana', '/d/claude-code-cost')).toBe(200);
    // The older pages are moved by Prometheus itself.
    expect(await follow('prometheus', '/graph?g0.expr=up')).toBeOneOf([200, 301, 302]);
    expect(await follow('prometheus', '/api/v1/query?query=up')).toBe(403);
    expect(await follow('grafana', '/prometheus/api/v1/query?query=up')).toBe(403);
    expect(await follow('ledger', '/api/summary')).toBe(403);
  });

  test.skipIf(!promtool)('asks with promtool', async () => {
    const { stdout } = await execa(promtool?.path ?? '', [
      'query',
      'instant',
      `http://localhost:${ports.prometheus}`,
      'up',
    ]);
    expect(stdout).toContain('job="ledger"');
  });

  test('reads it from a Grafana of their own', async () => {
    // As Grafana's server asks: POST, its own agent, no origin.
    const { status, body } = await ask(ports.prometheus, {
      method: 'POST',
      path: '/api/v1/query_range',
      headers: { 'user-agent': 'Grafana/13.2.0', 'content-type': 'application/x-www-form-urlencoded' },
      body: `query=up&start=${Date.now() / 1000 - 60}&end=${Date.now() / 1000}&step=15`,
    });
    expect({ status, body }).toMatchObject({ status: 200, body: expect.stringContaining('"job":"ledger"') });
  });

  test('sends telemetry over HTTP and gRPC without a password', async () => {
    for (const host of hosts) {
      const response = await fetch(`http://${host}:${ports.otlpHttp}/v1/metrics`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"resourceMetrics":[]}',
      });
      expect(response.status).toBe(200);
    }
    expect(
      await exportGrpc(`127.0.0.1:${ports.otlpGrpc}`, 'metrics', { resourceMetrics: [] }),
    ).not.toMatchObject({ partialSuccess: { rejectedDataPoints: expect.anything() } });
  });

  test('pushes with the password of the file, and finds it in Prometheus', async () => {
    const push = (headers: Record<string, string>) =>
      fetch(`http://localhost:${ports.pushgateway}/metrics/job/nightly`, {
        method: 'POST',
        headers,
        body: 'nightly_rows 7\n',
      });
    expect((await push({})).status).toBe(401);
    const authorization = basic('push', secret('pushgateway-password'));
    expect((await push({ authorization })).status).toBe(200);
    await waitFor('the metric', async () => {
      const [sample] = await instant(`http://localhost:${ports.prometheus}`, 'nightly_rows{job="nightly"}');
      return sample?.value === 7;
    });
  });

  test('cannot push what would pose as ours, and a push that keeps ours out is put aside', async () => {
    const prometheus = `http://localhost:${ports.prometheus}`;
    const authorization = basic('push', secret('pushgateway-password'));
    const push = (job: string, body: string) =>
      fetch(`http://localhost:${ports.pushgateway}/metrics/job/${job}`, {
        method: 'PUT',
        headers: { authorization },
        body,
      });
    const cost = 'claude_code_cost_usage_USD_total';
    const forged = `# TYPE ${cost} counter\n${cost}{team="forged"} 1000\n# TYPE up gauge\nup 0\nforged_rows 1\n`;
    expect((await push('ledger/instance/127.0.0.1:4319', forged)).status).toBe(200);
    // The type of a metric of ours, contradicted: Pushgateway refuses our next push.
    const contradiction = '# TYPE claude_code_hook_events_total gauge\nclaude_code_hook_events_total 1\n';
    await fetch(`http://localhost:${ports.hooks}/hooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ hook_event_name: 'Stop', session_id: 'one', cwd: '/' }),
    });
    const pushgateway = `http://localhost:${ports.pushgateway}`;
    const contradict = async (): Promise<boolean> => {
      for (const group of await pushedGroups(pushgateway))
        if (group.labels['job'] === 'claude-code-hooks')
          await fetch(pushgateway + groupPath(group), { method: 'DELETE', headers: { authorization } });
      return (await push('contradiction', contradiction)).ok;
    };
    await waitFor('the contradiction being first', contradict);
    await waitFor('the sample that is nobody of ours', async () => {
      const [sample] = await instant(prometheus, 'forged_rows{job="pushed-ledger"}');
      return sample?.value === 1;
    });
    expect(await instant(prometheus, `${cost}{team="forged"}`)).toEqual([]);
    await waitFor('the ledger being up, and nothing else of that name', async () => {
      const all = await instant(prometheus, 'up{job=~".*ledger"}');
      return all.length === 1 && all[0]?.value === 1;
    });
    await waitFor('our push being taken', async () => {
      const text = await (await fetch(`${pushgateway}/metrics`)).text();
      return text.includes('# TYPE claude_code_hook_events_total counter');
    });
    await waitFor('the hook event in Prometheus', async () => {
      const [sample] = await instant(prometheus, 'sum(claude_code_hook_events_total{event="Stop"})');
      return sample?.value === 1;
    });
    expect((await fetch(`http://localhost:${ports.hooks}/ready`)).status).toBe(200);
  });
});
