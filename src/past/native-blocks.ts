import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { obtain } from '../binaries/obtain.ts';
import type { ProgramSurroundings } from '../binaries/program.ts';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { blocksIn, type MakeBlock } from './blocks.ts';

export interface NativePlace {
  readonly home: Home;
  readonly config: Pick<Config, 'programs'>;
  readonly report: ProgramSurroundings['report'];
  readonly signal: AbortSignal;
}

/** Blocks where a native Prometheus keeps its data, by a `promtool` that is obtained where it is missing. */
export const nativeBlocks = async ({ home, config, report, signal }: NativePlace): Promise<MakeBlock> => {
  const { programs } = config;
  const promtool = await obtain('promtool', {
    bin: home.bin,
    configured: programs,
    mirror: programs.mirror,
    offline: programs.offline,
    report,
    signal,
  });
  const data = path.join(home.data, 'prometheus');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  return blocksIn(promtool, data);
};
