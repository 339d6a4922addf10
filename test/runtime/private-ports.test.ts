import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { portsFrom } from '../../src/runtime/free-ports.ts';
import { privatePorts } from '../../src/runtime/private-ports.ts';
import { temporaryHome } from '../home.ts';
import { freePort, testConfig } from '../ports.ts';

test('a port of the configuration that nothing listens on yet is not given to what stands behind the pages', async () => {
  const config = await testConfig();
  const home = temporaryHome();
  mkdirSync(home.run, { recursive: true });
  const first = await freePort();
  const ports = { ...config.ports, collectorHealth: first, collectorMetrics: first + 1 };
  const chosen = await privatePorts(home, { ...config, ports }, portsFrom({ first, end: first + 9 }));
  const numbers = Object.values(chosen);
  expect(numbers.length).toBeGreaterThan(1);
  expect(numbers).not.toContain(first);
  expect(numbers).not.toContain(first + 1);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('a remembered port is kept, until the configuration has it for something else', async () => {
  const config = await testConfig();
  const home = temporaryHome();
  mkdirSync(home.run, { recursive: true });
  const before = await privatePorts(home, config);
  expect(await privatePorts(home, config)).toEqual(before);
  const remembered = { ...before, pushgateway: config.ports.collectorHealth };
  writeFileSync(path.join(home.run, 'private-ports.json'), JSON.stringify(remembered));
  const after = await privatePorts(home, config);
  expect(after.pushgateway).not.toBe(config.ports.collectorHealth);
  expect({ ...after, pushgateway: 0 }).toEqual({ ...before, pushgateway: 0 });
});
