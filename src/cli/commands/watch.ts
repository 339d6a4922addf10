import { setTimeout as pause } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { home as stateHome } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode } from '../../failure.ts';
import type { Length } from '../../promql/range.ts';
import { frame } from '../../watch/frame.ts';
import { openScreen } from '../../watch/screen.ts';
import { collect, type Snapshot } from '../../watch/snapshot.ts';
import type { CommandGroup } from '../command.ts';
import { forModelOption, jsonPrinter } from '../for-model.ts';
import { paint, paintAtOnce, print } from '../terminal.ts';
import { blockPlaces } from './blocks.ts';

interface Options {
  readonly once?: boolean;
  readonly json?: boolean;
  readonly forModel?: boolean;
  readonly range: Length;
}

const everyMs = 2_000;

/** Keys that change the range. */
const ranges: Readonly<Record<string, Length>> = { h: '1h', d: '24h', w: '7d', m: '30d' };

const rangeOf = (text: string): Length => {
  if (/^[1-9]\d{0,3}[mhdw]$/.test(text)) return text as Length;
  throw new InvalidArgumentError('A number and m, h, d or w: 90m, 24h, 7d.');
};

const snapshotOf = (range: Length): Promise<Snapshot> =>
  collect(load(stateHome()).config, range, blockPlaces());

/** One frame, as large as the terminal, else as a usual one. */
const once = async ({ range, json, forModel }: Options): Promise<void> => {
  const snapshot = await snapshotOf(range);
  if (snapshot.summary === undefined) process.exitCode = exitCode.unhealthy;
  if (json) return jsonPrinter(forModel)(snapshot);
  const size = { columns: process.stdout.columns ?? 80, rows: (process.stdout.rows ?? 25) - 1 };
  print(
    frame(snapshot, size, paint)
      .slice(0, -1)
      .map((line) => line.trimEnd())
      .join('\n'),
  );
};

const live = async ({ range: first }: Options): Promise<void> => {
  const ending = new AbortController();
  let range = first;
  let latest: Snapshot | undefined;
  let changed = new AbortController();
  const draw = (): void => {
    if (latest) screen.draw(frame(latest, screen.size(), paintAtOnce));
  };
  const onKey = (key: string): void => {
    if (key === 'q' || key === 'Q' || key === '\x03') ending.abort();
    const wanted = ranges[key];
    if (!wanted) return;
    range = wanted;
    changed.abort();
  };
  const screen = openScreen({ onKey, onResize: draw });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.removeAllListeners(name);
    process.on(name, () => ending.abort());
  }
  try {
    while (!ending.signal.aborted) {
      const asked = range;
      const next = await snapshotOf(asked);
      if (asked === range) latest = next;
      if (ending.signal.aborted) break;
      draw();
      if (asked !== range) continue;
      changed = new AbortController();
      const signal = AbortSignal.any([ending.signal, changed.signal]);
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    screen.close();
  }
};

const help = `
Cost, tokens, models, tools, sessions and blocked calls, every two seconds. Keys: h, d, w, m change the range to an hour,
a day, a week, a month; q or Ctrl-C ends it and gives the terminal back as it was.

Examples:
  start-observability watch
  start-observability watch --range 7d
  start-observability watch --once           one frame, for scripts; exit code 3 when the stack is down
  start-observability watch --once --json    the numbers behind it`;

export const group: CommandGroup = 'see';

export const brief = 'Show what happens, live in the terminal';

export const build = (): Command =>
  new Command('watch')
    .description('Show cost, tokens, sessions, tools and blocks live in the terminal.')
    .option('--range <length>', 'how far back', rangeOf, '24h' as Length)
    .option('--once', 'one frame, then end')
    .option('--json', 'with --once: as JSON')
    .option(...forModelOption)
    .addHelpText('after', help)
    .action((options: Options) =>
      options.once || options.json || !process.stdout.isTTY ? once(options) : live(options),
    );
