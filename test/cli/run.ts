import path from 'node:path';
import { execa } from 'execa';
import { checkout } from '../../src/checkout.ts';
import type { Home } from '../../src/config/home.ts';

export interface Outcome {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command line as a person would, with its state in `home`. */
export const run = async (
  home: Home,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Outcome> => {
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    [path.join(checkout.root, 'dist', 'cli', 'main.js'), ...args],
    {
      reject: false,
      stdin: 'ignore',
      env: { START_OBSERVABILITY_HOME: home.root, FORCE_COLOR: undefined, ...env },
    },
  );
  return { code: exitCode, out: stdout, err: stderr };
};
