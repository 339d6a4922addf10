import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Keeper } from '../../src/runtime/keeper.ts';
import { temporaryHome } from '../home.ts';
import { freePort } from '../ports.ts';
import { planned } from './stand-ins.ts';

test('a collector is ended while the disk has no room for its queue, and started again once there is; others go on', async () => {
  const home = temporaryHome();
  let isFull = false;
  const said: string[] = [];
  const keeper = async (name: 'collector' | 'ledger', queue?: string) => {
    const kept = new Keeper(
      { ...planned(home, name, await freePort()), ...(queue && { queue }) },
      {
        log: path.join(home.root, `${name}.log`),
        onChange: () => {},
        say: (line) => said.push(line),
        hasRoom: () => !isFull,
      },
    );
    onTestFinished(() => kept.stop());
    await kept.start();
    return kept;
  };
  const queue = path.join(home.data, 'collector');
  mkdirSync(queue, { recursive: true });
  const [collector, ledger] = [await keeper('collector', queue), await keeper('ledger')];
  const pids = () => [collector, ledger].map(({ status }) => status.identity?.pid);
  const [first, other] = pids();
  await collector.endWithoutRoom();
  expect(pids()).toEqual([first, other]);

  isFull = true;
  for (const one of [collector, ledger]) await one.endWithoutRoom();
  expect(ledger.status.identity?.pid).toBe(other);
  expect(said).toContain('collector is ended until the disk has room for its queue again');
  isFull = false;
  await vi.waitFor(() => {
    expect(collector.status.identity?.pid).toBeGreaterThan(0);
    expect(collector.status.identity?.pid).not.toBe(first);
  }, 30_000);
});

test('what cannot be started is called that, with the reason, and not a death', async () => {
  const home = temporaryHome();
  const said: string[] = [];
  const log = path.join(home.root, 'a file');
  writeFileSync(log, '');
  const kept = new Keeper(
    { ...planned(home, 'ledger', await freePort()), folder: path.join(log, 'data') },
    { log, onChange: () => {}, say: (line) => said.push(line) },
  );
  onTestFinished(() => kept.stop());
  await kept.start();
  expect(said).toEqual([
    expect.stringMatching(/^ledger cannot be started \(ENOTDIR: .*\), starting it again in 500 ms$/),
  ]);
});
