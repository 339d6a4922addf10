import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    // A deadline for what hangs, not a limit of speed: some tests start whole stacks on a busy machine.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Tests start real programs; on two cores more than two files at once only wait for each other.
    maxWorkers: 2,
  },
});
