import { setTimeout as pause } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { home as stateHome } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode } from '../../failure.ts';
import type { Length } from '../../promql/range.ts';
import { frame } from '../../watch/frame.ts';
import { openScreen } from '../../watch/screen.ts';
import { eventsFrame, fetchSessionEvents, type OpenedSession } from '../../watch/session-events.ts';
import { collect, type SessionOrder, type WatchSnapshot } from '../../watch/snapshot.ts';
import type { CommandGroup } from '../command.ts';
import { forModelOption, jsonPrinter } from '../for-model.ts';
import { paint, paintAtOnce, print } from '../terminal.ts';
import { blockPlaces } from './blocks.ts';

interface WatchFlags {
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

const snapshotOf = (range: Length, order?: SessionOrder): Promise<WatchSnapshot> =>
  collect(load(stateHome()).config, range, blockPlaces(), order);

/** One frame, as large as the terminal, else as a usual one. */
const once = async ({ range, json, forModel }: WatchFlags): Promise<void> => {
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

interface WatchView {
  range: Length;
  order: SessionOrder;
  /** Place of the chosen session in the list. */
  chosen: number | undefined;
  opened: OpenedSession | undefined;
}

const up = '\x1b[A';
const down = '\x1b[B';
const steps: Readonly<Record<string, number>> = { [up]: -1, k: -1, [down]: 1, j: 1 };
const closing: ReadonlySet<string> = new Set(['\x1b', '\x7f', '\b']);

const clamped = (value: number, most: number): number => Math.max(0, Math.min(most, value));

/** Keys of the list of one session's events. */
const scroll = (view: WatchView, opened: OpenedSession, key: string): void => {
  const step = steps[key] ?? 0;
  const last = Math.max(0, (opened.events?.length ?? 0) - 1);
  view.opened = closing.has(key) ? undefined : { ...opened, from: clamped(opened.from + step, last) };
};

const openSession = async (view: WatchView, session: string): Promise<void> => {
  const { ports } = load(stateHome()).config;
  const events = await fetchSessionEvents(ports.ledger, stateHome().secrets, session);
  view.opened = { session, events, from: 0 };
};

/** What a key changes, but for the range; true where something has to be asked anew. */
const turn = async (view: WatchView, key: string, latest: WatchSnapshot | undefined): Promise<boolean> => {
  if (view.opened) {
    scroll(view, view.opened, key);
    return false;
  }
  const sessions = latest?.sessions ?? [];
  const step = steps[key];
  if (step && sessions.length > 0) view.chosen = clamped((view.chosen ?? -1) + step, sessions.length - 1);
  const session = sessions[view.chosen ?? -1]?.id;
  if ((key === '\r' || key === '\n') && session !== undefined) await openSession(view, session);
  if (key !== 'c') return false;
  view.order = view.order === 'newest' ? 'dearest' : 'newest';
  view.chosen = undefined;
  return true;
};

const live = async ({ range }: WatchFlags): Promise<void> => {
  const ending = new AbortController();
  const view: WatchView = { range, order: 'newest', chosen: undefined, opened: undefined };
  let latest: WatchSnapshot | undefined;
  let changed = new AbortController();
  const draw = (): void => {
    if (view.opened) screen.draw(eventsFrame(view.opened, screen.size(), paintAtOnce));
    else if (latest) screen.draw(frame(latest, screen.size(), paintAtOnce, view.chosen));
  };
  const onKey = (key: string): void => {
    if (key === 'q' || key === 'Q' || key === '\x03') ending.abort();
    const wanted = view.opened ? undefined : ranges[key];
    if (wanted) {
      view.range = wanted;
      changed.abort();
      return;
    }
    void turn(view, key, latest).then((isNew) => {
      if (isNew) changed.abort();
      else draw();
    });
  };
  const screen = openScreen({ onKey, onResize: draw });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.removeAllListeners(name);
    process.on(name, () => ending.abort());
  }
  try {
    while (!ending.signal.aborted) {
      const { range: asked, order } = view;
      const next = await snapshotOf(asked, order);
      const isWanted = asked === view.range && order === view.order;
      if (isWanted) latest = next;
      if (ending.signal.aborted) break;
      draw();
      if (!isWanted) continue;
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
a day, a week, a month; c sorts sessions by cost; up, down and Enter open the events of one, Esc goes back; q or Ctrl-C ends it and gives the terminal back as it was.

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
    .action((options: WatchFlags) =>
      options.once || options.json || !process.stdout.isTTY ? once(options) : live(options),
    );
