import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { type Home, homeAt } from '../../../src/config/home.ts';
import type { RuntimeName } from '../../../src/runtime/runtime.ts';
import { run } from '../../cli/run.ts';
import { isInEngine, runInEngine } from '../../e2e/engine.ts';
import { vectorOf } from '../../e2e/prometheus.ts';
import { waitFor } from '../../e2e/wait.ts';
import { temporaryHome } from '../../home.ts';
import { epoch, metricsRequest } from '../../ledger/point.ts';
import { stackPorts } from '../../ports.ts';
import { sendJson } from '../../replay/replay.ts';
import { succeeded } from '../../succeeded.ts';
import { monthOfFirstVersion, running } from './month-of-first-version.ts';

/** Thirty days that the first version stored, a session that goes on, and the present version over them. */
runInEngine(import.meta.filename, 'a month of the first version goes on in containers, in a real engine');

const homes: Home[] = [];
afterAll(async () => {
  for (const home of homes) {
    await run(home, ['reset', '--yes']);
    rmSync(home.root, { recursive: true, force: true });
  }
});

const homeWith = async (runtime: RuntimeName) => {
  const ports = await stackPorts();
  const home = homeAt(mkdtempSync(path.join(os.tmpdir(), 'month-')));
  homes.push(home);
  const config = { runtime, collector: 'embedded', ports, prometheus: { scrapeInterval: '1s' } };
  writeFileSync(home.config, stringify(config));
  return { home, ports };
};

const asked = async (home: Home, sql: string): Promise<Record<string, unknown>> => {
  const { out } = succeeded(await run(home, ['query', sql, '--format', 'json']));
  return JSON.parse(out)[0];
};

/** Holds that all of the month is there, and that what the session used since counts once. */
const holdsMonth = async (
  { home, ports }: Awaited<ReturnType<typeof homeWith>>,
  month: ReturnType<typeof monthOfFirstVersion>,
) => {
  const tokens = running.tokens + 500;
  const point = metricsRequest({
    session: running.session,
    start: running.start,
    time: 60_000,
    value: tokens,
    temporality: 'cumulative',
  });
  await sendJson(`http://127.0.0.1:${ports.otlpHttp}`, [{ signal: 'metrics', body: point }], {
    duplicate: true,
    retryForMs: 60_000,
  });
  const vector = vectorOf(`http://127.0.0.1:${ports.prometheus}`);
  const shown = async (metric: string) => Object.values(await vector(`sum(${metric})`))[0];
  await waitFor(
    'what was used since the upgrade',
    async () => (await shown('claude_code_token_usage_tokens_total')) === month.tokens + 500,
    { forMs: 120_000 },
  );
  expect(await shown('claude_code_cost_usage_USD_total')).toBeCloseTo(month.costNanodollars / 1e9, 6);
  // The tables are filled from what the first version kept, a portion at a time.
  await waitFor(
    'every request of the month in the tables',
    async () => (await asked(home, 'SELECT count(*) AS n FROM api_request'))['n'] === month.requests,
    { forMs: 240_000, everyMs: 2000 },
  );
  expect(
    await asked(home, 'SELECT sum(cost_nanodollars) AS cost, sum(requests) AS requests FROM days'),
  ).toEqual({ cost: month.costNanodollars, requests: month.requests });
};

const natively = () => {
  test('a month of the first version goes on, to the nano-dollar and the token', async () => {
    const stack = await homeWith('native');
    const month = monthOfFirstVersion(stack.home.data, epoch + running.start);
    succeeded(await run(stack.home, ['start']));
    await holdsMonth(stack, month);
    succeeded(await run(stack.home, ['stop']));
  }, 600_000);
};

const docker = async (...args: readonly string[]): Promise<string> => (await execa('docker', args)).stdout;

/** Puts files into the volume of a component that is stopped, for the user to whom what it had there belongs. */
const fillVolume = async (image: string, component: string, from: string): Promise<void> => {
  const volumes = (await docker('volume', 'ls', '--quiet')).split('\n');
  const volume = volumes.find((name) => name.endsWith(`_${component}`)) ?? '';
  const script = 'rm -rf /to/*.db* && cp /from/* /to/ && chown -R --reference=/to /to';
  const mounts = ['-v', `${volume}:/to`, '-v', `${from}:/from`];
  await docker('run', '--rm', '--user', '0', ...mounts, '--entrypoint', 'sh', image, '-c', script);
};

const inContainers = () => {
  test('a month of the first version goes on, to the nano-dollar and the token', async () => {
    const stack = await homeWith('docker');
    succeeded(await run(stack.home, ['start']));
    const ledger = await docker('ps', '--quiet', '--filter', 'name=-ledger-1');
    const image = await docker('inspect', '--format', '{{.Image}}', ledger);
    succeeded(await run(stack.home, ['stop']));
    const kept = temporaryHome();
    const month = monthOfFirstVersion(kept.data, epoch + running.start);
    for (const name of ['ledger', 'hooks']) await fillVolume(image, name, path.join(kept.data, name));
    succeeded(await run(stack.home, ['start']));
    await holdsMonth(stack, month);
    succeeded(await run(stack.home, ['stop']));
  }, 600_000);
};

if (isInEngine) describe('in containers', inContainers);
else describe('natively', natively);
