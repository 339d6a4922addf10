import { rmSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import { tryLock } from '../binaries/lock.ts';
import { homeAt } from '../config/home.ts';
import { Keeper } from './keeper.ts';
import { logPath, readPlan, readState, type State, statePath, supervisorLock } from './plan.ts';
import { end, identify } from './process.ts';
import { rotate } from './rotate.ts';

/**
 * `node supervisor.js HOME`: keeps what `run/plan.json` lists running and writes what runs into `run/state.json`.
 * SIGHUP reads the plan again; SIGTERM stops everything, in reverse order, and ends. It lives as long as the stack, so it
 * imports next to nothing.
 */

const root = process.argv[2];
if (root === undefined) throw new Error('usage: supervisor HOME');
const home = homeAt(root);
// Logs and data are for the user alone.
process.umask(0o077);

const say = (line: string): void => console.log(`${new Date().toISOString()} ${line}`);

const release = await tryLock(supervisorLock(home));
if (!release) {
  say('another supervisor runs');
  process.exit(0);
}

const supervisor = identify(process.pid) ?? { pid: process.pid, started: '' };
const since = new Date().toISOString();
let keepers: readonly Keeper[] = [];

/** Whether `state.json` is behind, because the disk did not take it. */
let isBehind = false;

/** Never fails: a full disk must not end the process that starts the others again. What failed is tried again later. */
const writeState = (): void => {
  const state: State = { supervisor, since, processes: keepers.map(({ status }) => status) };
  try {
    writeFileAtomic.sync(statePath(home), JSON.stringify(state), { mode: 0o600 });
    isBehind = false;
  } catch (error) {
    if (!isBehind) say(`the state cannot be written, and is tried again: ${(error as Error).message}`);
    isBehind = true;
  }
};

const keeperFor = (planned: Keeper['planned']): Keeper =>
  new Keeper(planned, { log: logPath(home, planned.name), onChange: writeState, say });

/** Brings what runs in line with the plan: starts, replaces, stops. */
const follow = async (): Promise<void> => {
  const planned = readPlan(home)?.processes ?? [];
  const left = keepers.length === 0 ? (readState(home)?.processes ?? []) : [];
  const known = new Map(keepers.map((keeper) => [keeper.planned.name, keeper]));
  const unwanted = keepers.filter((keeper) => !planned.some(({ name }) => name === keeper.planned.name));
  for (const keeper of unwanted.toReversed()) await keeper.stop();
  const forgotten = left.filter(({ planned: { name } }) => !planned.some((process) => process.name === name));
  for (const { identity } of forgotten.toReversed()) if (identity) await end(identity);
  keepers = planned.map((process) => known.get(process.name) ?? keeperFor(process));
  writeState();
  for (const [index, process] of planned.entries()) {
    const keeper = keepers[index];
    if (known.has(process.name)) await keeper?.replan(process);
    else await keeper?.start(left.find((one) => one.planned.name === process.name));
  }
  writeState();
};

// Changes come one after another, also when signals do not.
let turn: Promise<void> = Promise.resolve();
const next = (change: () => Promise<void>): void => {
  turn = turn.then(change).catch((error: unknown) => say(String(error)));
};

const stop = async (): Promise<void> => {
  for (const keeper of keepers.toReversed()) await keeper.stop();
  rmSync(statePath(home), { force: true });
  say('stopped');
  process.exit(0);
};

process.on('SIGHUP', () => next(follow));
for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => next(stop));

const rotateLogs = (): void => {
  try {
    for (const name of ['supervisor', ...keepers.map(({ planned }) => planned.name)])
      rotate(logPath(home, name));
  } catch (error) {
    say(`a log cannot be set aside: ${(error as Error).message}`);
  }
};

const tidySeconds = 5;
setInterval(() => {
  if (isBehind) writeState();
  rotateLogs();
}, tidySeconds * 1000);

const roomSeconds = 1;
setInterval(() => {
  next(async () => {
    for (const keeper of keepers) await keeper.endWithoutRoom();
  });
}, roomSeconds * 1000);

// The last defence: whatever else fails in here, the components are looked after.
process.on('uncaughtException', (error) => say(`unexpected: ${error.stack}`));

say(`supervisor ${process.pid} of ${home.root}`);
next(follow);
