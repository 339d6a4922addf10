/** A test that may be skipped: where the machine, not an installation, lacks what it needs. All others must run. */
export interface AllowedSkip {
  /** The file, from the top of the repository. */
  readonly file: string;
  /** Whole names of tests, or the beginning of several; every test of the file without it. */
  readonly test?: string;
  readonly why: string;
}

export const allowedSkips: readonly AllowedSkip[] = [
  { file: 'test/autostart/unit.test.ts', test: 'systemd', why: 'systemd-analyze comes with systemd only' },
  { file: 'test/autostart/unit.test.ts', test: 'launchd', why: 'property lists are read by python3' },
  { file: 'test/client/connect.test.ts', why: 'only root can give a file to another user' },
  { file: 'test/hooks/commands.test.ts', why: 'a terminal is imitated by `script` of util-linux' },
  {
    file: 'test/binaries/package.slow.test.ts',
    why: "Debian's packages exist on Debian and Ubuntu, and a program on PATH is not fetched",
  },
  {
    file: 'test/e2e/asked-in-docker.slow.test.ts',
    why: 'containers need the engine for tests beside the checkout',
  },
  {
    file: 'test/lifecycle/upgrade/month.slow.test.ts',
    test: 'a month of the first version goes on in containers',
    why: 'containers need the engine for tests beside the checkout',
  },
  { file: 'test/e2e/compose.slow.test.ts', why: 'containers need the engine for tests beside the checkout' },
  {
    file: 'test/e2e/strangers-docker.slow.test.ts',
    why: 'containers need the engine for tests beside the checkout',
  },
  { file: 'test/e2e/checkout.slow.test.ts', why: 'containers need the engine for tests beside the checkout' },
  {
    file: 'test/e2e/client-container.slow.test.ts',
    why: 'containers need the engine for tests beside the checkout',
  },
  { file: 'test/grafana/real.slow.test.ts', why: 'a real Grafana comes with test/grafana/run.sh' },
  { file: 'test/e2e/client.slow.test.ts', why: 'the client comes from the npm registry' },
  { file: 'test/files/client.slow.test.ts', why: 'the client comes from the npm registry' },
  { file: 'test/hooks/collect-client.slow.test.ts', why: 'the client comes from the npm registry' },
  { file: 'test/newest-client/look.slow.test.ts', why: 'the client comes from the npm registry' },
  { file: 'test/lifecycle/backup/docker.slow.test.ts', why: 'containers need the engine for tests' },
  { file: 'test/imports/docker.slow.test.ts', why: 'containers need the engine for tests' },
];
