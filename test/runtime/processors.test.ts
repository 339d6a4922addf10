import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { homeAt } from '../../src/config/home.ts';
import { run } from '../cli/run.ts';

test('a native start refuses limits on processors, which only containers keep, and names them', async () => {
  const home = homeAt(mkdtempSync(path.join(os.tmpdir(), 'processors-')));
  onTestFinished(() => rmSync(home.root, { recursive: true, force: true }));
  writeFileSync(home.config, 'processors: {ledger: 0.5, client: 2}\n');
  const { code, err } = await run(home, ['start', '--runtime', 'native']);
  expect(code).toBe(2);
  expect(err).toContain('processors.ledger, processors.client');
  expect(err).toContain('--runtime docker');
});
