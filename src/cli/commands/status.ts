import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { scheduledEvery } from '../../autostart/schedule.ts';
import { readFetchState } from '../../binaries/background.ts';
import { type Home, home as stateHome } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode } from '../../failure.ts';
import { backupNote } from '../../lifecycle/backup/kept.ts';
import { damagedFiles } from '../../runtime/damaged.ts';
import { fullDisk } from '../../runtime/preflight.ts';
import { startedRuntime } from '../../runtime/remembered.ts';
import type { ComponentStatus } from '../../runtime/runtime.ts';
import { runtimeNamed } from '../../runtime/stack.ts';
import { fetchSummary } from '../../runtime/summary.ts';
import { personsLogin } from '../../service/login.ts';
import { budgetNotes } from '../budget-stop.ts';
import { clickhouseNotes } from '../clickhouse-notes.ts';
import type { CommandGroup } from '../command.ts';
import { forModelOption, jsonPrinter } from '../for-model.ts';
import { statusText } from '../status-text.ts';
import { print, say } from '../terminal.ts';

/** What is worth knowing besides the rows. */
const notesOn = async (
  home: Home,
  running: readonly ComponentStatus[],
  isSupervised: boolean,
): Promise<readonly string[]> => {
  const damaged = damagedFiles(home);
  return [
    !isSupervised &&
      'The supervisor has ended: nothing starts again what dies. `start-observability start` does.',
    running.length > 0 && (await fullDisk(home)),
    damaged.length > 0 &&
      `Damaged or gone and set aside, so not counted: ${damaged.join(', ')}. \`start-observability doctor\` says more.`,
    backupNote(home, scheduledEvery(home, 'backup'), Date.now()),
    ...(isCounting(running) ? await budgetNotes(home) : []),
    ...(await collectorNotes(home, running)),
    ...(await clickhouseNotes(home, running)),
  ].filter((note) => typeof note === 'string');
};

const isCounting = (running: readonly ComponentStatus[]): boolean =>
  running.some(({ name, state }) => name === 'ledger' && state === 'healthy');

const collectorNotes = async (
  home: Home,
  running: readonly ComponentStatus[],
): Promise<readonly string[]> => {
  if (running.length === 0 || running.some(({ name }) => name === 'collector')) return [];
  const embedded = 'No collector: the ledger receives telemetry itself.';
  const fetched = await readFetchState(home.run, 'otelcol');
  if (!fetched) return [embedded];
  const word = {
    running: `Fetching it: ${fetched.message}`,
    done: 'It is fetched: `start-observability restart` uses it.',
    failed: `It could not be fetched: ${fetched.message}`,
    interrupted: 'Fetching it was interrupted: the next start goes on.',
  }[fetched.state];
  return [`${embedded} ${word}`];
};

/** The password itself only on a terminal: what is piped often ends up in a log. */
const loginLine = (home: Home, where: string, secret: string): readonly string[] => {
  const file = path.join(home.secrets, secret);
  if (!existsSync(file)) return [];
  return [
    `${where}: user admin, password ${process.stdout.isTTY ? readFileSync(file, 'utf8').trim() : `in ${file}`}`,
  ];
};

const passwordOf = (home: Home, running: readonly ComponentStatus[]): string =>
  [
    ...(running.some(({ name }) => name === 'grafana') ? loginLine(home, 'Grafana', 'grafana-password') : []),
    ...(load(home).config.security.closed ? loginLine(home, 'Login', personsLogin.secret) : []),
  ].join('\n');

const show = async ({ json, forModel }: { json?: boolean; forModel?: boolean }): Promise<void> => {
  const home = stateHome();
  const name = startedRuntime(home);
  const runtime = name && runtimeNamed(name, home);
  const running = runtime ? await runtime.status({ memory: true }) : [];
  const isSupervised = runtime?.isSupervised() ?? true;
  const ledger = running.find((status) => status.name === 'ledger');
  const [summary, notes] = await Promise.all([
    ledger?.state === 'healthy' ? fetchSummary(ledger.ports[0] ?? 0, home.secrets) : undefined,
    notesOn(home, running, isSupervised),
  ]);
  const isHealthy = isSupervised && running.length > 0 && running.every(({ state }) => state === 'healthy');
  process.exitCode = isHealthy ? exitCode.ok : exitCode.unhealthy;
  if (json) {
    jsonPrinter(forModel)({
      runtime: name ?? null,
      healthy: isHealthy,
      supervised: isSupervised,
      components: running,
      today: summary ?? null,
      notes,
    });
    return;
  }
  if (running.length === 0) {
    say('Nothing runs. `start-observability start` brings the stack up.');
    return;
  }
  print(
    statusText({
      runtime: name ?? '',
      running,
      overheadBytes: runtime?.overheadBytes() ?? 0,
      summary,
      notes: [...notes, passwordOf(home, running)],
      now: Date.now(),
    }),
  );
};

const help = `
Exit code 3 when something is not healthy or nothing runs.

Examples:
  start-observability status
  start-observability status --json | jq .today`;

export const group: CommandGroup = 'run';

export const brief = 'Show what runs, and what was counted today';

export const build = (): Command =>
  new Command('status')
    .description('Show what runs, since when, how much memory it takes, and what was counted today.')
    .option('--json', 'as JSON')
    .option(...forModelOption)
    .addHelpText('after', help)
    .action(show);
