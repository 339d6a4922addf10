import path from 'node:path';
import { execa } from 'execa';
import type { FoundProgram } from '../binaries/program.ts';
import type { Home } from '../config/home.ts';
import { exitCode, Failure } from '../failure.ts';

/** Seconds that the collector has to look at a configuration. */
const validateSeconds = 30;

/**
 * Has the collector itself look at a configuration that a person added something to.
 * @throws Failure with what it says
 */
export const mustBeValid = async (home: Home, collector: FoundProgram, extra: string): Promise<void> => {
  const file = path.join(home.generated, 'collector', 'config.yaml');
  const { exitCode: code, all: said } = await execa(collector.path, ['validate', `--config=${file}`], {
    all: true,
    reject: false,
    timeout: validateSeconds * 1000,
    ...(collector.env && { env: collector.env }),
  });
  if (code === 0) return;
  throw new Failure('The collector refuses its configuration with the fragment that collector.extra names.', {
    where: `${extra}: ${(said ?? '').trim().split('\n').slice(-5).join('\n')}`,
    fix: 'correct the file; components that this collector was not built with need another collector: programs.otelcol',
    exitCode: exitCode.usage,
  });
};
