import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { type Home, homeAt } from '../src/config/home.ts';

/** A state folder of its own for one test, with this `config.yaml`; removed afterwards. */
export const temporaryHome = (config = ''): Home => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'start-observability-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const home = homeAt(root);
  if (config) writeFileSync(home.config, config);
  return home;
};
