import { readFetchState } from '../binaries/background.ts';
import { type ProgramName, programs } from '../binaries/program.ts';
import type { Home } from '../config/home.ts';
import { commandOf, endGroup, identify } from '../runtime/process.ts';

/** Ends fetches of programs that go on in the background, with the compilers they run. The next start goes on. */
export const endFetches = async ({ run }: Home): Promise<void> => {
  for (const name of Object.keys(programs) as ProgramName[]) {
    const fetching = await readFetchState(run, name);
    const leader = fetching?.state === 'running' ? identify(fetching.pid) : undefined;
    // A number in a file is not enough to end a process.
    if (leader && commandOf(leader.pid)?.includes(`--run=${run}`)) await endGroup(leader);
  }
};
