import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bar, count, cut, cutLeft, dollars, span, sparkline } from '../../src/watch/draw.ts';
import { frame } from '../../src/watch/frame.ts';
import { eventsFrame } from '../../src/watch/session-events.ts';
import type { WatchSnapshot } from '../../src/watch/snapshot.ts';

const plain = (_style: unknown, text: string): string => text;

const at = new Date(2026, 10, 20, 21, 4, 5).getTime();
const ago = (minutes: number): number => at - minutes * 60_000;
const block = (minutes: number, verdict: string, category: string, pattern: string, tool: string) => ({
  at: new Date(ago(minutes)).toISOString(),
  verdict,
  category,
  pattern,
  tool,
  session: 's',
  decided_by: 'service',
  code: 'K7QX-29FM',
});

const snapshot: WatchSnapshot = {
  at,
  range: '24h',
  summary: {
    lastData: new Date(ago(0.1)).toISOString(),
    costTodayUSD: 14.2,
    sessionsToday: 7,
    sessionsActive: 2,
    activeSessions: ['3f2a91c0-0000-4000-8000-000000000001', 'beyond the list'],
  },
  budget: 20,
  spent: 31.02,
  lastHour: 3.1,
  minutes: Array.from({ length: 60 }, (_, minute) => (minute % 7) * 0.01),
  sessionsInRange: 12,
  models: [
    { name: 'claude-opus-4-8', value: 21.5 },
    { name: 'claude-sonnet-5', value: 9.52 },
  ],
  tokens: [
    { name: 'cacheRead', value: 23_512_000 },
    { name: 'cacheCreation', value: 2_751_000 },
    { name: 'output', value: 184_000 },
    { name: 'input', value: 9370 },
  ],
  tools: [
    { name: 'Read', value: 132, failed: 2 },
    { name: 'Bash', value: 95, failed: 11 },
    { name: 'Edit', value: 59, failed: 0 },
  ],
  order: 'newest',
  sessions: [
    { id: '3f2a91c0-0000-4000-8000-000000000001', first: ago(43), last: ago(0.5), costUSD: 4.39 },
    { id: '77aa02bd-0000-4000-8000-000000000002', first: ago(80), last: ago(29), costUSD: 5.64 },
  ],
  blocks: [
    block(3, 'deny', 'secret', 'dotenv', 'Read'),
    block(17, 'ask', 'git', 'git-push-force', 'Bash'),
    block(2000, 'deny', 'delete', 'rm-root', 'Bash'),
  ],
};

const drawn = (columns: number, rows: number, change: Partial<WatchSnapshot> = {}): string =>
  frame({ ...snapshot, ...change }, { columns, rows }, plain)
    .map((line) => line.trimEnd())
    .join('\n');

test('a frame on a usual terminal', () => {
  expect(drawn(80, 24)).toMatchInlineSnapshot(`
    "Claude Code                                  data 6 s ago · last 24 h · 21:04:05

    Cost ─────────────────────────────────   Tokens ───────────────────────────────
    today         $14.20  ███████▊    71 %   cache read  ████████████████████ 23.5M
    last hour      $3.10   ▃▇▅▆▇▄█▃▇▅▆▇▄█▃   cache write ██▍                  2.75M
    24 h          $31.02                     output      ▏                     184k
    a session      $2.59  12 sessions        input       ▏                    9.37k

    Models ───────────────────────────────   Tools ────────────────────────────────
    claude-opus-4-8 ███████████████ $21.50   Read ███████████████████ 132  2 failed
    claude-sonnet-5 ██████▋          $9.52   Bash █████████████▋       95 11 failed
                                             Edit ████████▌            59




    Sessions · 2 active, 7 today ─────────   Blocked by the guard ─────────────────
    ● 3f2a91c0-0000-4…    $4.39     active   21:01  deny secret/dotenv Read
    ○ 77aa02bd-0000-4…    $5.64 29 min ago   20:47  ask  git/git-push-force Bash
                                             19 Nov deny delete/rm-root Bash



    q quit · h d w m range · c cost · ↑↓ Enter events"
  `);
});

test('a session that just ended is not called active', () => {
  const summary = { ...snapshot.summary, sessionsActive: 0, activeSessions: [] } as WatchSnapshot['summary'];
  const text = drawn(80, 24, { summary });
  expect(text).toContain('0 active');
  expect(text).toMatch(/○ 3f2a91c0-\S+ +\$4.39 +30 s ago/);
});

test('a frame on a narrow terminal has its panels below each other', () => {
  expect(drawn(50, 30)).toMatchInlineSnapshot(`
    "Claude Code    data 6 s ago · last 24 h · 21:04:05

    Cost ─────────────────────────────────────────────
    today         $14.20  █████████▎    71 % of $20.00
    last hour      $3.10          ▂▇▄▅▆▄█▂▇▄▅▆▄█▂▇▄▅▆▄
    24 h          $31.02

    Tokens ───────────────────────────────────────────
    cache read  ████████████████████████████████ 23.5M
    cache write ███▊                             2.75M
    output      ▎                                 184k

    Models ───────────────────────────────────────────
    claude-opus-4-8 ███████████████████████████ $21.50
    claude-sonnet-5 ████████████                 $9.52


    Tools ────────────────────────────────────────────
    Read ███████████████████████████████ 132  2 failed
    Bash ██████████████████████▎          95 11 failed

    Sessions · 2 active, 7 today ─────────────────────
    ● 3f2a91c0-0000-4000-…    $4.39  42 min     active
    ○ 77aa02bd-0000-4000-…    $5.64  51 min 29 min ago

    Blocked by the guard ─────────────────────────────
    21:01  deny secret/dotenv Read
    20:47  ask  git/git-push-force Bash

    q quit · h d w m range · c cost · ↑↓ Enter events"
  `);
});

test('the chosen session is marked, and sessions by cost say so', () => {
  const lines = frame({ ...snapshot, order: 'dearest' }, { columns: 100, rows: 30 }, plain, 1);
  expect(lines.some((line) => line.includes('Sessions · most expensive first'))).toBe(true);
  expect(lines.filter((line) => line.includes('> ')).map((line) => line.slice(0, 10))).toEqual([
    '> 77aa02bd',
  ]);
});

test('the events of a session are listed from where a person scrolled to, and what is cut says so', () => {
  const events = Array.from({ length: 1000 }, (_, index) => ({
    time: new Date(ago(index)).toISOString(),
    name: 'tool_result',
    attributes: { 'session.id': 's', tool_name: `Bash\x1b[2J${index}` },
  }));
  const lines = eventsFrame({ session: 's', events, from: 7 }, { columns: 60, rows: 6 }, plain);
  expect(lines[1]).toBe('8 to 10 of the newest 1000 events');
  expect(lines.slice(2, 5).map((line) => line.slice(9).replaceAll(/ +/g, ' '))).toEqual(
    [7, 8, 9].map((index) => `tool_result tool_name=Bash [2J${index}`),
  );
  expect(lines).toHaveLength(6);
});

test('what does not answer is told, and the rest is shown', () => {
  const text = drawn(80, 24, { blocks: undefined, models: undefined });
  expect(text.match(/no answer yet/g)).toHaveLength(2);
  expect(text).toContain('cache read');
  expect(drawn(80, 24, { summary: undefined, spent: undefined })).toContain('start-observability start');
});

test('names that came over the network cannot move the cursor', () => {
  const tools = [{ name: 'evil\x1b[2J\u009b2J\r\nline\u202e', value: 3, failed: 0 }];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the question
  expect(drawn(80, 24, { tools })).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
});

test('a frame never is larger than the terminal, whatever its size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 250 }), fc.integer({ min: 1, max: 80 }), (columns, rows) => {
      const lines = frame(snapshot, { columns, rows }, plain);
      expect(lines.length).toBeLessThanOrEqual(rows);
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
    }),
  );
});

describe('drawing', () => {
  test('a bar is right to an eighth of a column, and shows whatever is not nothing', () => {
    expect(bar(0.5, 4)).toBe('██  ');
    expect(bar(0.28125, 4)).toBe('█▏  ');
    expect(bar(0.0001, 4)).toBe('▏   ');
    expect(bar(0, 4)).toBe('    ');
    expect(bar(7, 4)).toBe('████');
  });

  test('a sparkline keeps the sum of each column, the newest at the right', () => {
    expect(sparkline([0, 1, 2, 4, 8], 5)).toBe(' ▁▂▄█');
    expect(sparkline([1, 1, 1, 1, 8, 8], 3)).toBe('▁▁█');
    expect(sparkline([5], 3)).toBe('  █');
    expect(sparkline([], 3)).toBe('');
  });

  test('every text is as wide as it was asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), fc.integer({ min: 0, max: 40 }), (text, width) => {
        expect([...cut(text, width)]).toHaveLength(width);
        expect([...cutLeft(text, width)]).toHaveLength(width);
      }),
    );
  });

  test('amounts have three figures, spans their largest unit', () => {
    expect([9370, 23_512_000, 999_960, 12, 4.56e9].map(count)).toEqual([
      '9.37k',
      '23.5M',
      '1.00M',
      '12',
      '4.56G',
    ]);
    expect([0, 0.004, 14.2, 1234.5].map(dollars)).toEqual(['$0.00', '<$0.01', '$14.20', '$1,235']);
    expect([500, 61_000, 7.3e6, 2e8].map(span)).toEqual(['1 s', '1 min', '2 h', '2 d']);
  });
});
