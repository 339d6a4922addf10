import { writeFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import type { Home } from '../../../src/config/home.ts';
import type { Config } from '../../../src/config/schema.ts';
import { run } from '../../cli/run.ts';
import { temporaryHome } from '../../home.ts';
import { stackPorts } from '../../ports.ts';
import { programFor } from '../../programs.ts';

/** Which of the programs that a native stack needs cannot be had here. */
export const missing = async (): Promise<readonly string[]> => {
  const names = ['prometheus', 'pushgateway'] as const;
  const found = await Promise.all(names.map(programFor));
  return names.filter((_, index) => !found[index]);
};

export interface RunningStack {
  readonly home: Home;
  readonly ports: Config['ports'];
  readonly url: (port: keyof Config['ports']) => string;
}

/** A state folder of its own, configured for real programs on free ports; whatever runs from it ends with the test. */
export const configuredHome = async (more: object = {}): Promise<RunningStack> => {
  const ports = await stackPorts();
  const [prometheus, pushgateway] = await Promise.all([programFor('prometheus'), programFor('pushgateway')]);
  const home = temporaryHome();
  const config = {
    runtime: 'native',
    collector: 'embedded',
    ports,
    prometheus: { scrapeInterval: '1s' },
    programs: { prometheus: prometheus?.path, pushgateway: pushgateway?.path, offline: true },
    ...more,
  };
  writeFileSync(home.config, stringify(config), { mode: 0o600 });
  onTestFinished(async () => {
    await run(home, ['stop']);
  });
  return { home, ports, url: (port) => `http://127.0.0.1:${ports[port]}` };
};
