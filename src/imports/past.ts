import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { obtain } from '../binaries/obtain.ts';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import type { ImportState } from '../ledger/import/imports.ts';
import { createBlocks } from '../past/blocks.ts';
import { writeChanges } from '../past/changes.ts';
import { createExposed } from '../past/exposed.ts';
import { createSamples } from '../past/samples.ts';
import type { Teller } from '../runtime/stack.ts';
import { localInstance } from '../stack/instance.ts';
import type { ImportLedger } from './ledger.ts';

export interface PastOptions {
  readonly home: Home;
  readonly config: Config;
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
export const writePast = async ({ home, config, ledger, teller, signal }: PastOptions): Promise<number> => {
  const waiting = (await ledger.list()).filter(isWaiting);
  if (waiting.length === 0) return 0;
  const { programs } = config;
  const promtool = await obtain('promtool', {
    bin: home.bin,
    configured: programs,
    mirror: programs.mirror,
    offline: programs.offline,
    report: teller.progress,
    signal,
  });
  const data = path.join(home.data, 'prometheus');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const target = [['job', 'ledger'] as const, ['instance', localInstance('ledger')] as const];
  let written = 0;
  for (const { number } of waiting) {
    const folder = mkdtempSync(path.join(home.run, 'import-'));
    try {
      const blocks = createBlocks(promtool, data, signal);
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
