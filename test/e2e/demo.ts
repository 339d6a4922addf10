import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Demo, startDemo } from '../../src/demo/demo.ts';
import { silent } from '../../src/runtime/stack.ts';

export interface RunningDemo extends Demo {
  /** Ends it and waits until nothing is left. */
  readonly end: () => Promise<void>;
}

/** The demo, with the programs that all tests share. */
export const runDemo = async (days: number): Promise<RunningDemo> => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'e2e-demo-'));
  const programs =
    process.env['START_OBSERVABILITY_TEST_BIN'] ?? path.join(os.homedir(), '.cache', 'start-observability');
  symlinkSync(programs, path.join(root, 'bin'));
  process.env['START_OBSERVABILITY_HOME'] = root;
  const ending = new AbortController();
  const progress = () => undefined;
  const demo = await startDemo({ days, seed: 'demo', teller: silent, progress, signal: ending.signal });
  return {
    ...demo,
    end: async () => {
      ending.abort();
      await demo.live;
      await demo.remove();
      rmSync(root, { recursive: true });
    },
  };
};
