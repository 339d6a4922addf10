import { closeSync, openSync, readdirSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { waitFor } from '../e2e/wait.ts';
import { randomFrom } from '../random.ts';
import { succeeded } from '../succeeded.ts';
import { doFaults } from './faults.ts';
import type { Truth } from './load.ts';
import { type ChaosStack, startChaosStack } from './stack.ts';

/** `CHAOS_SEED` repeats a run: the same seed makes the same faults. */
const seed = Number(process.env['CHAOS_SEED'] ?? 7);
/** `CHAOS_FAULTS` makes it longer. */
const faultCount = Number(process.env['CHAOS_FAULTS'] ?? 8);
const minutes = 60_000;

let stack: ChaosStack;
afterEach(() => stack.remove(), 2 * minutes);

const isBetween = (counted: number, { acknowledged, sent }: Truth): boolean =>
  counted >= acknowledged && counted <= sent;

/** Everything acknowledged is counted once, and stays so. */
const expectTruth = async (done: readonly string[]): Promise<void> => {
  await stack.load.stop();
  const seen = async () => {
    const { cost, requests } = await stack.counted();
    return isBetween(cost, stack.load.cost()) && isBetween(requests, stack.load.requests());
  };
  const told = async () =>
    JSON.stringify({
      seed,
      done,
      counted: await stack.counted(),
      cost: stack.load.cost(),
      requests: stack.load.requests(),
    });
  try {
    await waitFor('all that was acknowledged being counted', seen, { forMs: 90_000, everyMs: 1000 });
  } catch {
    throw new Error(`lost or doubled: ${await told()}`);
  }
  await sleep(3000);
  expect(await seen(), await told()).toBe(true);
};

test(
  'faults at random: nothing acknowledged is lost, nothing is counted twice',
  async () => {
    stack = await startChaosStack(seed);
    stack.load.start();
    await sleep(3000);
    const done = await doFaults(stack, randomFrom(seed), faultCount);
    const isHealthy = async () => (await stack.cli('status')).code === 0;
    await waitFor('every component being healthy', isHealthy, { forMs: 90_000, everyMs: 1000 });
    await expectTruth(done);
    expect(stack.load.requests().acknowledged).toBeGreaterThan(50);
  },
  faultCount * minutes,
);

test(
  'a damaged queue of the collector is set aside and named, and all that comes afterwards is counted',
  async () => {
    stack = await startChaosStack(seed + 1);
    stack.load.start();
    await sleep(4000);
    await stack.load.stop();
    await expectTruth([]);
    stack.powerCut();
    const folder = path.join(stack.home.data, 'collector', 'queue');
    const queue = path.join(folder, readdirSync(folder).find((name) => name.endsWith('metrics')) ?? '');
    const file = openSync(queue, 'r+');
    writeSync(file, Buffer.alloc(8192, 7), 0, 8192, 0);
    closeSync(file);

    succeeded(await stack.cli('start'));
    const { code, out } = await stack.cli('status');
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining('Damaged or gone and set aside'),
    });
    expect(out).toContain(queue);
    stack.load.start();
    await sleep(4000);
    await expectTruth(['damaged queue']);
  },
  8 * minutes,
);
