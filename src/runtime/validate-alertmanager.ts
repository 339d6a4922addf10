import path from 'node:path';
import { execa } from 'execa';
import type { FoundProgram } from '../binaries/program.ts';
import type { Home } from '../config/home.ts';
import { exitCode, Failure } from '../failure.ts';

/** Milliseconds that amtool has. */
const timeoutMs = 30_000;

/**
 * Has amtool look at Alertmanager's configuration, in which a person may have written receivers in its own words.
 * @throws Failure with what it says
 */
export const receiversMustBeValid = async (home: Home, amtool: FoundProgram): Promise<void> => {
  const file = path.join(home.generated, 'alertmanager', 'alertmanager.yaml');
  const { exitCode: code, all: said } = await execa(amtool.path, ['check-config', file], {
    all: true,
    reject: false,
    timeout: timeoutMs,
  });
  if (code === 0) return;
  throw new Failure('Alertmanager refuses its configuration.', {
    where: `alerting.receivers in config.yaml: ${(said ?? '').trim().split('\n').slice(-5).join('\n')}`,
    fix: 'correct the receiver: https://prometheus.io/docs/alerting/latest/configuration/#receiver-integration-settings',
    exitCode: exitCode.usage,
  });
};
