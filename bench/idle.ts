import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from '../test/e2e/wait.ts';
import { freePorts } from '../test/ports.ts';
import { programFor } from '../test/programs.ts';
import type { Row } from './row.ts';

const idleSeconds = Number(process.env['BENCH_IDLE_SECONDS'] ?? 600);
const daySeconds = 86_400;
/** Blocks that Prometheus writes a day, before it merges them. */
const blocksADay = 12;

/** Processor seconds that a process used so far. */
const processorSeconds = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

const bytesOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, entry) =>
        sum + (statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );

/**
 * Bytes a day of what Prometheus keeps at the pace of its newest samples. Its write-ahead log does not add up: every two
 * hours it becomes a block, which is what stays. So the samples there are are written as one.
 */
const blockBytesADay = async (data: string): Promise<number> => {
  const program = await programFor('prometheus');
  if (!program) return Number.NaN;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-blocks-'));
  const [port = 0] = await freePorts(1);
  const address = `http://127.0.0.1:${port}`;
  cpSync(data, path.join(folder, 'data'), { recursive: true, filter: (file) => !file.endsWith('lock') });
  writeFileSync(path.join(folder, 'prometheus.yaml'), 'global: { scrape_interval: 1h }\n');
  const child = execFile(program.path, [
    `--config.file=${folder}/prometheus.yaml`,
    `--storage.tsdb.path=${folder}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--web.enable-admin-api',
  ]);
  try {
    await waitFor('Prometheus', async () => (await fetch(`${address}/-/ready`)).ok);
    const answer = await fetch(`${address}/api/v1/admin/tsdb/snapshot`, { method: 'POST' });
    const { data: made } = (await answer.json()) as { data: { name: string } };
    const snapshot = path.join(folder, 'data/snapshots', made.name);
    const block = path.join(snapshot, readdirSync(snapshot)[0] as string);
    const meta = JSON.parse(readFileSync(path.join(block, 'meta.json'), 'utf8')) as {
      minTime: number;
      maxTime: number;
    };
    const seconds = (meta.maxTime - meta.minTime) / 1000;
    const index = statSync(path.join(block, 'index')).size;
    return (bytesOf(path.join(block, 'chunks')) / seconds) * daySeconds + index * blocksADay;
  } finally {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
};

export interface IdleStack {
  readonly pids: readonly number[];
  /** The folder with a folder for each component. */
  readonly data: string;
}

/** What the stack uses while nobody works. */
export const idleRows = async ({ pids, data }: IdleStack): Promise<readonly Row[]> => {
  const used = () => pids.reduce((sum, pid) => sum + processorSeconds(pid), 0);
  const others = () => bytesOf(data) - bytesOf(path.join(data, 'prometheus'));
  // What was just sent is written, and code that runs for the first time is compiled.
  await sleep(60_000);
  const [processor, bytes] = [used(), others()];
  await sleep(idleSeconds * 1000);
  const grown = ((others() - bytes) / idleSeconds) * daySeconds;
  return [
    {
      what: 'processor while idle, all components',
      value: (100 * (used() - processor)) / idleSeconds,
      unit: '% of a core',
      bar: '< 1',
    },
    {
      what: 'disk while idle, as a day',
      value: (grown + (await blockBytesADay(path.join(data, 'prometheus')))) / 1e6,
      unit: 'MB',
      bar: '< 50',
    },
  ];
};
