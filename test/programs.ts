import os from 'node:os';
import path from 'node:path';
import { find } from '../src/binaries/find.ts';
import { obtain } from '../src/binaries/obtain.ts';
import type { FoundProgram, ProgramName, ProgramSurroundings } from '../src/binaries/program.ts';
import { configSchema } from '../src/config/schema.ts';
import { collectorArtefacts } from '../src/stack/collector.ts';
import { containers } from '../src/stack/site.ts';

/** Where programs are kept that were fetched for tests; all checkouts share it. */
export const testBin =
  process.env['START_OBSERVABILITY_TEST_BIN'] ?? path.join(os.homedir(), '.cache', 'start-observability');

/** What a collector must have for every test. */
const everything = configSchema.parse({ clickhouse: { enabled: true } });

/** The real programs that tests run: what the machine has, else what was fetched once. */
const surroundings = (): ProgramSurroundings => ({
  bin: testBin,
  configured: {
    prometheus: process.env['PROMETHEUS'],
    promtool: process.env['PROMTOOL'],
    pushgateway: process.env['PUSHGATEWAY'],
    otelcol: process.env['OTELCOL'],
  },
  builder: collectorArtefacts(containers(everything)).find(({ path: file }) => file.endsWith('builder.yaml'))
    ?.text,
  report: ({ program, step, message }) => console.log(`${program}: ${step}: ${message}`),
});

/**
 * A program, fetched or built where this machine has none; undefined, with the reason printed, where it is not to be
 * had. Test files run side by side: what two want at once is fetched by one, and the other waits.
 */
export const programFor = async (name: ProgramName): Promise<FoundProgram | undefined> => {
  try {
    return (await find(name, surroundings())) ?? (await obtain(name, surroundings()));
  } catch (error) {
    console.warn(`skipped: ${name} is not to be had here: ${(error as Error).message}`);
    return undefined;
  }
};
