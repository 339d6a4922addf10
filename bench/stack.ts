import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { stringify } from 'yaml';
import { scenarios } from '../test/captures/read.ts';
import { testConfig } from '../test/ports.ts';
import { programFor } from '../test/programs.ts';
import { prepare, requestsOf, sendJson } from '../test/replay/replay.ts';
import { idleRows } from './idle.ts';
import type { Row } from './row.ts';

const launcher = path.resolve(import.meta.dirname, '..', 'start-observability');

interface Up {
  readonly seconds: number;
  /** Seconds until each component was healthy, as the command line tells them. */
  readonly each: readonly (readonly [name: string, seconds: number])[];
}
interface Status {
  readonly components: readonly {
    readonly name: string;
    readonly pid?: number;
    readonly memoryBytes?: number;
  }[];
}

/** Starts of a whole native stack from an empty home, and its memory after some work. */
export const benchStack = async (): Promise<readonly Row[]> => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'bench-stack-'));
  const { ports } = await testConfig();
  mkdirSync(home, { recursive: true });
  // Compiling it in the background would be measured, too.
  const collector = await programFor('otelcol');
  if (!collector) throw new Error('the stack is measured with its collector, which is not to be had here');
  const programs = { otelcol: collector.path };
  writeFileSync(path.join(home, 'config.yaml'), stringify({ ports, runtime: 'native', programs }));
  const cli = (...args: readonly string[]) =>
    execa(launcher, args, { env: { START_OBSERVABILITY_HOME: home, NO_COLOR: '1' } });
  const started = async (): Promise<Up> => {
    const { stdout, stderr } = await cli('start', '--json');
    const lines = [...stderr.matchAll(/✓ (\w+) \S+ ([\d.]+) s/g)];
    return {
      seconds: (JSON.parse(stdout) as { seconds: number }).seconds,
      each: lines.map(([, name = '', seconds]) => [name, Number(seconds)]),
    };
  };
  const rowsOf = ({ each }: Up): readonly Row[] =>
    each.map(([name, value]) => ({ what: `  ${name} healthy`, value, unit: 's' }));
  try {
    const cold = await started();
    await cli('stop');
    const warm = await started();
    const again = await started();
    const prepared = scenarios().map((scenario) => prepare(scenario, { shiftTo: Date.now() }));
    await sendJson(
      `http://127.0.0.1:${ports.otlpHttp}`,
      prepared.flatMap((scenario) => requestsOf(scenario)),
      { concurrency: 4 },
    );
    const status: Status = JSON.parse((await cli('status', '--json')).stdout);
    const { components } = status;
    const mebibytes = (bytes = 0) => bytes / 2 ** 20;
    return [
      { what: 'start, empty home, programs fetched', value: cold.seconds, unit: 's' },
      ...rowsOf(cold),
      { what: 'start, programs at hand', value: warm.seconds, unit: 's', bar: '< 10' },
      ...rowsOf(warm),
      { what: 'start, everything running', value: again.seconds, unit: 's' },
      ...components.map(({ name, memoryBytes }) => ({
        what: `memory after 122 sessions: ${name}`,
        value: mebibytes(memoryBytes),
        unit: 'MiB',
      })),
      {
        what: 'memory, whole stack without Grafana',
        value: components.reduce((sum, { memoryBytes }) => sum + mebibytes(memoryBytes), 0),
        unit: 'MiB',
        bar: '<= 450',
      },
      ...(await idleRows({
        pids: components.flatMap(({ pid }) => pid ?? []),
        data: path.join(home, 'data'),
      })),
    ];
  } finally {
    await cli('stop').catch(() => undefined);
    rmSync(home, { recursive: true, force: true });
  }
};
