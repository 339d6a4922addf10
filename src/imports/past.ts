import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import type { ImportState } from '../ledger/import/imports.ts';
import { createBlocks } from '../past/blocks.ts';
import { writeChanges } from '../past/changes.ts';
import { createExposed } from '../past/exposed.ts';
import { createSamples } from '../past/samples.ts';
import type { RuntimeName } from '../runtime/runtime.ts';
import type { Teller } from '../runtime/stack.ts';
import type { ImportLedger } from './ledger.ts';
import { pastPlace } from './past-place.ts';

export interface PastOptions {
  readonly home: Home;
  readonly config: Config;
  /** Where the stack runs. */
  readonly runtime: RuntimeName;
  readonly ledger: Pick<ImportLedger, 'list' | 'gains' | 'inBlocks'>;
  readonly teller: Pick<Teller, 'progress'>;
  readonly signal: AbortSignal;
}

/** Whether an import is whole, and the boards do not show it yet. */
export const isWaiting = ({ finished, isInBlocks }: ImportState): boolean => finished !== null && !isInBlocks;

/**
 * Puts the past of finished imports into Prometheus' data, one after the other. It may be ended and done again: a block
 * that is there twice says the same.
 * @returns the samples that were written
 */
export const writePast = async (options: PastOptions): Promise<number> => {
  const { home, runtime, ledger, signal } = options;
  const waiting = (await ledger.list()).filter(isWaiting);
  if (waiting.length === 0) return 0;
  const { makeBlock, instance } = await pastPlace(runtime, options);
  const target = [['job', 'ledger'] as const, ['instance', instance] as const];
  let written = 0;
  for (const { number } of waiting) {
    const folder = mkdtempSync(path.join(home.run, 'import-'));
    try {
      const blocks = createBlocks(makeBlock, signal);
      const samples = createSamples(folder, blocks.add);
      await writeChanges(ledger.gains(number), createExposed(samples, target));
      samples.end();
      await blocks.done();
      written += samples.written();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    await ledger.inBlocks(number);
  }
  return written;
};
