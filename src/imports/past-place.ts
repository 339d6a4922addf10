import { execa } from 'execa';
import { type MakeBlock, promtoolArguments } from '../past/blocks.ts';
import { nativeBlocks } from '../past/native-blocks.ts';
import type { EngineName } from '../runtime/engine.ts';
import { projectOf } from '../runtime/project.ts';
import { isInContainers, type RuntimeName } from '../runtime/runtime.ts';
import { components } from '../stack/components.ts';
import { instanceOf, localInstance } from '../stack/instance.ts';
import type { PastOptions } from './past.ts';

/** Where Prometheus keeps its data, and under which instance it scrapes the ledger. */
export interface PastPlace {
  readonly makeBlock: MakeBlock;
  readonly instance: string;
}

const inFolder = async (options: PastOptions): Promise<PastPlace> => ({
  makeBlock: await nativeBlocks({ ...options, report: options.teller.progress }),
  instance: localInstance('ledger'),
});

/** Beside the blocks; Prometheus ignores it. `promtool` reads no pipe: the samples lie there while it runs. */
const samplesName = '.import';

/** Takes the samples from its standard input; what an earlier run left that was killed goes first. */
const script = [
  'umask 077',
  `rm -rf ${samplesName} && mkdir ${samplesName} || exit 1`,
  `cat > ${samplesName}/samples && TMPDIR=/volume/${samplesName} promtool ${promtoolArguments.join(' ')} ${samplesName}/samples .`,
  'status=$?',
  `rm -rf ${samplesName}`,
  'exit $status',
].join('\n');

/** Blocks in the volume of a container: the image of Prometheus has `promtool`, and runs as the owner of the volume. */
const inVolume = (engine: EngineName, { home }: PastOptions): PastPlace => {
  const { image, version, user } = components.prometheus;
  const args = [
    ...['run', '--rm', '--interactive', '--pull', 'never', '--network', 'none', '--read-only'],
    ...['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--user', `${user}:${user}`],
    ...['--volume', `${projectOf(home)}_prometheus:/volume`, '--workdir', '/volume'],
    ...['--entrypoint', 'sh', `${image}:${version}`, '-c', script],
  ];
  return {
    makeBlock: (samples, signal) =>
      execa(engine, args, {
        inputFile: samples,
        all: true,
        reject: false,
        cancelSignal: signal,
      }),
    instance: instanceOf('ledger:0', 'ledger'),
  };
};

export const pastPlace = (runtime: RuntimeName, options: PastOptions): PastPlace | Promise<PastPlace> =>
  isInContainers(runtime) ? inVolume(runtime, options) : inFolder(options);
