import { dollars } from '../dollars.ts';
import type { ComponentState, ComponentStatus } from '../runtime/runtime.ts';
import type { Summary } from '../runtime/summary.ts';
import { counted } from './amounts.ts';
import { paint, table } from './terminal.ts';

const marks: Readonly<Record<ComponentState, (text: string) => string>> = {
  healthy: (text) => paint('green', text),
  starting: (text) => paint('yellow', text),
  down: (text) => paint('red', text),
};

/** `3 d 4 h`, `12 min`, `8 s`: the two largest units that matter. */
const spanOf = (since: string, now: number): string => {
  const seconds = Math.max(0, Math.round((now - Date.parse(since)) / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
};

const mebibytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MiB`;

const row = (status: ComponentStatus, now: number): readonly string[] => [
  status.name,
  marks[status.state](status.state),
  status.version,
  status.ports.join(' '),
  status.since ? spanOf(status.since, now) : '-',
  status.memoryBytes ? mebibytes(status.memoryBytes) : '-',
  [
    status.restarts > 0 ? counted(status.restarts, 'restart') : '',
    status.state === 'healthy' ? '' : (status.reason ?? status.lastExit ?? ''),
  ]
    .filter(Boolean)
    .join(', '),
];

const today = (
  { lastData, sessionsToday, sessionsActive, costTodayUSD, importedUSD = 0, neighbours = [] }: Summary,
  now: number,
): string => {
  const last = lastData
    ? `last data ${spanOf(lastData, now)} ago`
    : 'no data since the start (`start-observability setup` connects clients, `doctor` finds what is wrong)';
  const imported = importedUSD > 0 ? ` (and ${dollars(importedUSD)} imported)` : '';
  const ours = `${last} · today ${counted(sessionsToday, 'session')}, ${dollars(costTodayUSD)}${imported} · ${sessionsActive} active now`;
  return [
    ours,
    ...neighbours.map((name) => `${name} sends telemetry here too; nothing of it is counted`),
  ].join('\n');
};

/** Where to look: Grafana, or the pages where there is none. */
const dashboardsOf = (running: readonly ComponentStatus[]): string => {
  const shown = ['grafana', 'pages'].map((name) => running.find((one) => one.name === name)).find(Boolean);
  const port = shown?.ports[0];
  return port === undefined ? '' : `Dashboards: http://127.0.0.1:${port}`;
};

export interface StatusShown {
  readonly runtime: string;
  readonly running: readonly ComponentStatus[];
  /** What the runtime itself takes. */
  readonly overheadBytes: number;
  /** Absent: the ledger does not answer. */
  readonly summary: Summary | undefined;
  /** What is worth knowing besides the rows, a line each. */
  readonly notes: readonly string[];
  readonly now: number;
}

/** What `status` prints: the components, what was counted today, and last where to look. */
export const statusText = ({ runtime, running, overheadBytes, summary, notes, now }: StatusShown): string => {
  const head = ['component', 'state', 'version', 'ports', 'up', 'memory', ''].map((title) =>
    paint('dim', title),
  );
  const whole = running.reduce((sum, { memoryBytes = 0 }) => sum + memoryBytes, overheadBytes);
  const below = [
    `${runtime}, ${mebibytes(whole)} in all`,
    summary && today(summary, now),
    ...notes,
    dashboardsOf(running),
  ];
  const rows = table([head, ...running.map((status) => row(status, now))]);
  return `${rows}\n\n${below.filter(Boolean).join('\n')}`;
};
