import { setTimeout as sleep } from 'node:timers/promises';
import { doFaults } from '../test/chaos/faults.ts';
import type { Truth } from '../test/chaos/load.ts';
import { startChaosStack } from '../test/chaos/stack.ts';
import { randomFrom } from '../test/random.ts';
import type { Row } from './row.ts';

const seed = Number(process.env['CHAOS_SEED'] ?? 7);
const faultCount = Number(process.env['CHAOS_FAULTS'] ?? 60);
const settleSeconds = 90;

const lost = (counted: number, { acknowledged }: Truth): number => Math.max(0, acknowledged - counted);
const doubled = (counted: number, { sent }: Truth): number => Math.max(0, counted - sent);

/** Faults at random for some minutes, on a real stack under load: what was lost, and what was counted twice. */
export const benchChaos = async (): Promise<readonly Row[]> => {
  const stack = await startChaosStack(seed);
  try {
    stack.load.start();
    const begun = Date.now();
    for (const line of await doFaults(stack, randomFrom(seed), faultCount)) console.log(`  ${line}`);
    const minutes = (Date.now() - begun) / 60_000;
    await stack.load.stop();
    await sleep(settleSeconds * 1000);
    const { cost, requests } = await stack.counted();
    const [costTruth, requestTruth] = [stack.load.cost(), stack.load.requests()];
    return [
      { what: `chaos, seed ${seed}: ${faultCount} faults`, value: minutes, unit: 'min' },
      { what: 'chaos: requests acknowledged', value: requestTruth.acknowledged, unit: '' },
      { what: 'chaos: requests lost', value: lost(requests, requestTruth), unit: '', bar: '0' },
      { what: 'chaos: requests doubled', value: doubled(requests, requestTruth), unit: '', bar: '0' },
      { what: 'chaos: nano-dollars lost', value: lost(cost, costTruth), unit: '', bar: '0' },
      { what: 'chaos: nano-dollars doubled', value: doubled(cost, costTruth), unit: '', bar: '0' },
    ];
  } finally {
    await stack.remove();
  }
};
