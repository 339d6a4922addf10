import path from 'node:path';
import { execa } from 'execa';
import type { Row } from './row.ts';

interface LongForm {
  readonly what: string;
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

const chaosSeeds = [1, 2, 3, 4, 5];

/** Tests of the slow suite that become longer by a variable. */
const forms: readonly LongForm[] = [
  {
    what: 'fuzz: 10,000 requests through every door',
    file: 'test/fuzz/stack.slow.test.ts',
    env: { FUZZ_REQUESTS: '10000' },
  },
  {
    what: 'engines: Prometheus and VictoriaMetrics at a dozen looks',
    file: 'test/engines/victoria.slow.test.ts',
    env: { ENGINES_LOOKS: '12' },
  },
  ...chaosSeeds.map((seed) => ({
    what: `chaos: faults at random, seed ${seed}`,
    file: 'test/chaos/chaos.slow.test.ts',
    env: { CHAOS_SEED: String(seed), CHAOS_FAULTS: '20' },
  })),
];

const root = path.resolve(import.meta.dirname, '..');

/** Runs each long form, one after the other: how long it took, and that it held. */
export async function* longForms(): AsyncGenerator<Row> {
  for (const { what, file, env } of forms) {
    const begun = performance.now();
    const { exitCode } = await execa('npx', ['vitest', 'run', '--mode', 'slow', file], {
      cwd: root,
      env,
      stdio: 'inherit',
      reject: false,
    });
    yield { what, value: (performance.now() - begun) / 60_000, unit: 'min' };
    yield { what: `${what}: failed`, value: exitCode === 0 ? 0 : 1, unit: '', bar: '0' };
  }
}
