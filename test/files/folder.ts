import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { enable, type Layout, layoutAt } from '../../src/files/layout.ts';

/** File mode, switched on in a folder of its own. */
export const enabled = (): Layout => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'files-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const place = layoutAt(path.join(root, 'telemetry'));
  enable(place);
  return place;
};
