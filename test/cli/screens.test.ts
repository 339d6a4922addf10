import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkout } from '../../src/checkout.ts';
import { changeText, nextSteps, summaryOf } from '../../src/cli/setup-show.ts';
import { print, say } from '../../src/cli/terminal.ts';
import type { SettingChange } from '../../src/client/plan.ts';

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
