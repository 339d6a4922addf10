import { rm } from 'node:fs/promises';
import { execa } from 'execa';
import type { FoundProgram } from '../binaries/program.ts';
import { Failure } from '../failure.ts';
import { blockDuration, type SampleFile } from './samples.ts';

/**
 * Turns files of OpenMetrics into blocks in Prometheus' data folder, one after the other, while more are written.
 * `promtool` reads a file once for each block that it makes, so each file holds one block.
 */
export const createBlocks = (promtool: FoundProgram, data: string, signal: AbortSignal) => {
  let queue: Promise<void> = Promise.resolve();

  const load = async ({ path }: SampleFile): Promise<void> => {
    const flag = `--max-block-duration=${blockDuration / 3_600_000}h`;
    const args = ['tsdb', 'create-blocks-from', flag, '--quiet', 'openmetrics', path, data];
    const { failed, all } = await execa(promtool.path, args, {
      all: true,
      reject: false,
      cancelSignal: signal,
      ...(promtool.env && { env: promtool.env }),
    });
    signal.throwIfAborted();
    if (failed) throw new Failure('promtool could not load the history.', { where: `${path}\n${all}` });
    await rm(path);
  };

  return {
    add: (file: SampleFile): void => {
      queue = queue.then(() => load(file));
      // Told by `done`; until then nothing waits.
      queue.catch(() => undefined);
    },
    done: (): Promise<void> => queue,
  };
};
