import { defineConfig } from 'vitest/config';

const slow = '{test,packages/*/test}/**/*.slow.test.ts';

/** `vitest run` runs the default suite, `vitest run --mode slow` what takes minutes or compiles programs. */
export default defineConfig(({ mode }) => ({
  test: {
    include: [mode === 'slow' ? slow : '{test,packages/*/test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', ...(mode === 'slow' ? [] : ['**/*.slow.test.ts'])],
    globalSetup: ['test/run/global-setup.ts'],
    // A deadline for what hangs, not a limit of speed: some tests start whole stacks on a busy machine.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // A worker that takes long to end on a busy machine is no failure.
    teardownTimeout: 120_000,
    // Tests start real programs; on two cores more than two files at once only wait for each other.
    maxWorkers: 2,
  },
}));
