import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkout } from '../../src/checkout.ts';
import { blockTable } from '../../src/cli/commands/blocks.ts';
import { build as buildConfig } from '../../src/cli/commands/config.ts';
import { changeText, nextSteps, summaryOf } from '../../src/cli/setup-show.ts';
import { statusText } from '../../src/cli/status-text.ts';
import { print, say } from '../../src/cli/terminal.ts';
import type { SettingChange } from '../../src/client/plan.ts';
import type { BlockRow } from '../../src/hooks/journal/listings.ts';
import type { ComponentStatus } from '../../src/runtime/runtime.ts';

const file = '/home/ann/.claude/settings.json';

const changes: readonly SettingChange[] = [
  {
    path: 'env.CLAUDE_CODE_ENABLE_TELEMETRY',
    before: undefined,
    after: '1',
    why: 'Without it the client exports nothing, and does not say so either, whatever else is set here.',
  },
  {
    path: 'env.OTEL_EXPORTER_OTLP_ENDPOINT',
    before: 'http://ann:secret@collector.example.org:4317',
    after: 'http://127.0.0.1:4317',
    why: 'The collector of this stack.',
  },
  ...[
    'PreToolUse',
    'PostToolUse',
    'SessionStart',
    'SessionEnd',
    'UserPromptSubmit',
    'Notification',
    'Stop',
  ].map((event) => ({ path: `hooks.${event}`, before: undefined, after: [], why: 'Guards and counts.' })),
];

let shown: string[];

beforeEach(() => {
  shown = [];
  vi.stubEnv('NO_COLOR', '1');
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation(((text: string) => {
      shown.push(text);
      return true;
    }) as never);
});

const real = [process.stdout, process.stderr].map(
  (stream) => [stream, stream.isTTY, stream.columns] as const,
);

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  for (const [stream, isTTY, columns] of real) Object.assign(stream, { isTTY, columns });
});

const onTerminalOf = (columns: number, act: () => void): string => {
  for (const stream of [process.stdout, process.stderr]) Object.assign(stream, { isTTY: true, columns });
  act();
  const text = shown.join('').replaceAll(checkout.root, '/opt/start-observability');
  vi.restoreAllMocks();
  for (const line of text.split('\n'))
    expect(line.length <= columns || !line.trim().includes(' '), line).toBe(true);
  return text;
};

test.for([80, 120])('what start asks about first is two lines, at %i columns', (columns) => {
  expect(onTerminalOf(columns, () => say(summaryOf(file, changes)))).toMatchSnapshot();
});

test.for([80, 120])('what setup would write, and what comes next, fit %i columns', (columns) => {
  expect(
    onTerminalOf(columns, () => {
      print(changeText(file, changes));
      print(nextSteps());
    }),
  ).toMatchSnapshot();
});

const blocks: readonly BlockRow[] = [
  {
    at: '2026-11-30T16:20:05.123Z',
    verdict: 'deny',
    category: 'secret',
    pattern: 'read-credential-file',
    tool: 'mcp_tool',
    mcp_server: 'filesystem',
    session: '15f1340e-3b47-4c1a-9d0e-000000000000',
    project: 'design-system',
    decided_by: 'service',
    code: 'CR22-APVD',
  },
  {
    at: '2026-11-30T14:56:00.000Z',
    verdict: 'ask',
    category: 'delete',
    pattern: 'delete-home',
    tool: 'Bash',
    session: '10d4ca78-3b47-4c1a-9d0e-000000000000',
    decided_by: 'entry',
    code: 'QX71-MMPA',
    input: 'rm -rf ~/old-projects && echo the rest of a command that is far longer than a line has room for',
  },
];

test.for([80, 120])('a list of blocks fits %i columns, with codes in one piece', (columns) => {
  const text = onTerminalOf(columns, () => print(blockTable(blocks)));
  for (const { code } of blocks) expect(text).toContain(code);
  // The time of day is the machine's own.
  expect(text.replaceAll(/\d\d-\d\d \d\d:\d\d/g, '11-30 16:20')).toMatchSnapshot();
});

const component = (name: ComponentStatus['name'], more: Partial<ComponentStatus> = {}): ComponentStatus => ({
  name,
  state: 'healthy',
  version: '1.2.3',
  ports: [],
  since: '2026-11-30T08:00:00Z',
  memoryBytes: 52_428_800,
  restarts: 0,
  ...more,
});

const running = [
  component('ledger', { ports: [4319, 4318] }),
  component('hooks', { ports: [4320], restarts: 2 }),
  component('prometheus', {
    state: 'down',
    reason: 'it does not answer: connect ECONNREFUSED 127.0.0.1:9090',
  }),
  component('pages', { ports: [3000, 9090, 9091] }),
];

test.for([80, 120])('status fits %i columns, and ends with where to look', (columns) => {
  const summary = { lastData: null, sessionsToday: 0, sessionsActive: 0, costTodayUSD: 0 };
  const text = onTerminalOf(columns, () =>
    print(
      statusText({
        runtime: 'native',
        running,
        overheadBytes: 0,
        summary,
        notes: ['No collector: the ledger receives telemetry itself.'],
        now: Date.parse('2026-11-30T12:30:00Z'),
      }),
    ),
  );
  expect(text.trimEnd().split('\n').at(-1)).toBe('Dashboards: http://127.0.0.1:3000');
  expect(text).toMatchSnapshot();
});

test.for([80, 120])('config shows what differs first, at %i columns', (columns) => {
  const home = mkdtempSync(path.join(tmpdir(), 'screens-'));
  writeFileSync(
    path.join(home, 'config.yaml'),
    'ports:\n  prometheus: 19090\nlabels:\n  shared: [team, user, cost_center, project, repository, branch, service_name, department]\n',
  );
  vi.stubEnv('START_OBSERVABILITY_HOME', home);
  try {
    const changed = onTerminalOf(columns, () => void buildConfig().parse(['node', 'config']));
    expect(changed.split('\n')[0]).toContain('ports.prometheus');
    // How many keys there are is not what this is about.
    expect(changed.replace(/^\d+ keys/m, 'N keys')).toMatchSnapshot();
  } finally {
    rmSync(home, { recursive: true });
  }
});
