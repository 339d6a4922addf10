import { rm } from 'node:fs/promises';
import { execa } from 'execa';
import type { FoundProgram } from '../binaries/program.ts';
import { Failure } from '../failure.ts';
import { blockDuration, type SampleFile } from './samples.ts';

/** Makes a block of a file of OpenMetrics, where Prometheus keeps its data; `all` is what the program printed. */
export type MakeBlock = (
  samples: string,
  signal: AbortSignal,
) => Promise<{ readonly failed: boolean; readonly all: string }>;

/** The arguments of `promtool` before the file and the folder. */
export const promtoolArguments: readonly string[] = [
  ...['tsdb', 'create-blocks-from', `--max-block-duration=${blockDuration / 3_600_000}h`],
  ...['--quiet', 'openmetrics'],
];

/** Blocks in a folder of this machine. */
export const blocksIn =
  (promtool: FoundProgram, data: string): MakeBlock =>
  (samples, signal) =>
    execa(promtool.path, [...promtoolArguments, samples, data], {
      all: true,
      reject: false,
      cancelSignal: signal,
      ...(promtool.env && { env: promtool.env }),
    });

/**
 * Turns files of OpenMetrics into blocks of Prometheus, one after the other, while more are written. `promtool` reads a
 * file once for each block that it makes, so each file holds one block.
 */
export const createBlocks = (makeBlock: MakeBlock, signal: AbortSignal) => {
  let queue: Promise<void> = Promise.resolve();

  const load = async ({ path }: SampleFile): Promise<void> => {
    const { failed, all } = await makeBlock(path, signal);
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
