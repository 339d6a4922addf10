import { setTimeout as sleep } from 'node:timers/promises';
import type { ComponentName } from '../../src/stack/components/component.ts';
import type { ChaosStack } from './stack.ts';

type Random = () => number;
type Fault = (stack: ChaosStack, random: Random) => Promise<string>;

const oneOf = <Item>(items: readonly Item[], random: Random): Item =>
  items[Math.floor(random() * items.length)] as Item;

const component = (stack: ChaosStack, random: Random): ComponentName => oneOf(stack.running(), random);

/** What may happen to a running stack without the loss of anything that was acknowledged. */
const faults: readonly Fault[] = [
  async (stack, random) => {
    const name = component(stack, random);
    stack.signal(name, 'SIGKILL');
    return `kill -9 ${name}`;
  },
  async (stack, random) => {
    const name = component(stack, random);
    const seconds = 1 + random() * 7;
    stack.signal(name, 'SIGSTOP');
    await sleep(seconds * 1000);
    stack.signal(name, 'SIGCONT');
    return `${name} stands still for ${seconds.toFixed(1)} s`;
  },
  async (stack) => {
    stack.powerCut();
    await sleep(500);
    await stack.cli('start');
    return 'power cut, start';
  },
  async (stack) => {
    stack.signal('supervisor', 'SIGKILL');
    stack.signal('ledger', 'SIGKILL');
    await sleep(1000);
    await stack.cli('start');
    return 'kill -9 supervisor and ledger, start';
  },
  async (stack, random) => {
    const name = component(stack, random);
    await stack.cli('restart', name);
    return `restart ${name}`;
  },
  async (stack) => {
    await stack.cli('stop');
    await stack.cli('start');
    return 'stop, start';
  },
  async (stack) => {
    await Promise.all([stack.cli('start'), stack.cli('start'), stack.cli('start')]);
    return 'three starts at once';
  },
  async (stack) => {
    await Promise.all([stack.cli('stop'), stack.cli('start')]);
    await stack.cli('start');
    return 'stop and start at once, start';
  },
  async (stack, random) => {
    await stack.cli('config', 'set', 'memory.collector', String(600 + Math.floor(random() * 400)));
    await stack.cli('restart');
    return 'another setting, restart';
  },
  async (stack) => {
    for (const name of stack.running()) stack.signal(name, 'SIGSTOP');
    await sleep(2000);
    for (const name of stack.running()) stack.signal(name, 'SIGCONT');
    return 'everything stands still for 2 s';
  },
];

/** So many faults, each with some time afterwards. Returns what was done. */
export const doFaults = async (
  stack: ChaosStack,
  random: Random,
  count: number,
): Promise<readonly string[]> => {
  const done: string[] = [];
  for (let fault = 0; fault < count; fault += 1) {
    done.push(await oneOf(faults, random)(stack, random));
    await sleep(1000 + random() * 3000);
  }
  await stack.cli('start');
  return done;
};
