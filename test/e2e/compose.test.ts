import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenarios } from '../captures/read.ts';
import { prepare, requestsOf, sendJson } from '../replay/replay.ts';
import { vectorOf } from './prometheus.ts';
import { expectTotals } from './truth.ts';
import { waitFor } from './wait.ts';

/**
 * `compose.yaml` for real, with the default ports, in the private engine of `../shared/engine`. Published ports exist
 * only in that engine's network namespace, so this file runs itself once more inside it.
 */
const root = path.resolve(import.meta.dirname, '..', '..');
const engine = path.resolve(root, '..', 'shared', 'engine', 'engine');
const inside = process.env['INSIDE_ENGINE'] === '1';

/** Brings the engine up with its images; why not, where it cannot. */
const whyNot = async (): Promise<string | undefined> => {
  if (!existsSync(engine)) return 'no container engine for tests at ../shared/engine';
  for (const command of ['up', 'images']) {
    const { exitCode, stderr } = await execa(engine, [command], { reject: false });
    if (exitCode !== 0) return `engine ${command}: ${stderr.split('\n').at(-1)}`;
  }
  return undefined;
};

if (!inside) {
  const why = await whyNot();
  if (why) console.warn(`skipped: ${why}`);
  test.skipIf(why)('compose.yaml, in a real engine', { timeout: 600_000 }, async () => {
    const { exitCode, all } = await execa(
      engine,
      ['exec', 'npx', 'vitest', 'run', path.relative(root, import.meta.filename)],
      { cwd: root, env: { INSIDE_ENGINE: '1', NO_COLOR: '1' }, all: true, reject: false },
    );
    console.log(all);
    expect(exitCode).toBe(0);
  });
}

const prometheus = 'http://127.0.0.1:9090';
const home = inside ? mkdtempSync(path.join(os.tmpdir(), 'compose-')) : '';
const cli = (...args: readonly string[]) =>
  execa(path.join(root, 'start-observability'), args, {
    env: { START_OBSERVABILITY_HOME: home, NO_COLOR: '1' },
    all: true,
  });

describe.skipIf(!inside)('in the engine', { timeout: 240_000 }, () => {
  const all = scenarios();
  const [first, second] = [all.slice(0, 61), all.slice(61)].map((half) =>
    half.map((scenario) => prepare(scenario, { shiftTo: Date.now() })),
  ) as [typeof all, typeof all];
  const send = (half: typeof all) =>
    sendJson(
      'http://127.0.0.1:4318',
      half.flatMap((scenario) => requestsOf(scenario)),
      { concurrency: 4, retryForMs: 60_000 },
    );
  const stack = { vector: vectorOf(prometheus) };

  afterAll(async () => {
    await cli('reset', '--yes').catch(() => undefined);
    rmSync(home, { recursive: true, force: true });
  });

  // Fifteen seconds between scrapes, as usual, would only make the test longer.
  beforeAll(() => writeFileSync(path.join(home, 'config.yaml'), 'prometheus:\n  scrapeInterval: 2s\n'));

  test('start brings every component up, and a second start changes nothing', async () => {
    const { all: told } = await cli('start', '--runtime', 'docker');
    expect(told).toContain('Healthy');
    const ids = await execa('docker', ['ps', '--quiet', '--no-trunc']);
    await cli('start', '--runtime', 'docker');
    expect((await execa('docker', ['ps', '--quiet', '--no-trunc'])).stdout).toBe(ids.stdout);
  });

  test('what is sent is counted to the nano-dollar', async () => {
    await send(first);
    await expectTotals(stack, first, 150_000);
  });

  test('a killed container comes back, and everything is there after stop and start', async () => {
    const { stdout } = await execa('docker', ['ps', '--quiet', '--filter', 'name=ledger']);
    const pid = await execa('docker', ['inspect', '--format', '{{.State.Pid}}', stdout.trim()]);
    process.kill(Number(pid.stdout), 'SIGKILL');
    await send(second);
    await waitFor('the ledger being back', async () => (await fetch('http://127.0.0.1:4319/ready')).ok, {
      forMs: 60_000,
    });
    await cli('stop');
    await cli('start', '--runtime', 'docker');
    await expectTotals(stack, [...first, ...second], 180_000);
  });

  test('nothing of it listens beyond the loopback interface', async () => {
    const { stdout } = await execa('docker', ['ps', '--format', '{{.Ports}}']);
    const published = stdout.split(/[\n,]/).filter((port) => port.includes('->'));
    expect(published.length).toBeGreaterThan(6);
    expect(published.filter((port) => !port.trim().startsWith('127.0.0.1:'))).toEqual([]);
  });
});
