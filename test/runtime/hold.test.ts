import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readState } from '../../src/runtime/plan.ts';
import { waitUntilHealthy } from '../../src/runtime/wait.ts';
import { standInStack } from './stand-ins.ts';

const stateOf = async (stack: Awaited<ReturnType<typeof standInStack>>, name: string) =>
  (await stack.runtime.status()).find((one) => one.name === name)?.state;

test('a held component lies still until it is let go; the others do not notice', async () => {
  const stack = await standInStack(['ledger', 'prometheus']);
  await stack.up();
  const before = await stack.pids();
  const release = await stack.runtime.hold('prometheus');
  expect(await stateOf(stack, 'prometheus')).toBe('down');
  // Longer than the supervisor waits before it starts one that died.
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(await stateOf(stack, 'prometheus')).toBe('down');
  await release();
  await waitUntilHealthy(stack.runtime, { onHealthy: () => {}, deadlineMs: 15_000 });
  const after = await stack.pids();
  expect(after['ledger']).toBe(before['ledger']);
  expect(after['prometheus']).not.toBe(before['prometheus']);
});

test('whoever held it may die: the next start brings it back', async () => {
  const stack = await standInStack(['ledger', 'prometheus']);
  await stack.up();
  await stack.runtime.hold('prometheus');
  await stack.up();
  expect(await stateOf(stack, 'prometheus')).toBe('healthy');
  expect(readState(stack.home)?.processes.some(({ planned }) => planned.held)).toBe(false);
});

test('a component that was stopped alone is started alone, and waited for alone', async () => {
  const stack = await standInStack(['ledger', 'prometheus']);
  await stack.up();
  await stack.runtime.hold('prometheus');
  await stack.runtime.hold('ledger');
  await stack.runtime.release('prometheus');
  const waited = await waitUntilHealthy(stack.runtime, { onHealthy: () => {}, only: 'prometheus' });
  expect(waited.map(({ name, state }) => [name, state])).toEqual([['prometheus', 'healthy']]);
  expect(await stateOf(stack, 'ledger')).toBe('down');
});

test('holding what does not run does nothing', async () => {
  const stack = await standInStack(['ledger']);
  await (await stack.runtime.hold('prometheus'))();
  await stack.up();
  await (await stack.runtime.hold('prometheus'))();
  expect(await stateOf(stack, 'ledger')).toBe('healthy');
  expect(existsSync(stack.home.run)).toBe(true);
});
