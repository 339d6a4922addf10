import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { freePort } from '../ports.ts';
import { programFor } from '../programs.ts';
import { openMetrics } from './metrics.ts';

export interface RunningPrometheus {
  readonly url: string;
  readonly ask: (query: string, time: number) => Promise<number>;
  readonly stop: () => Promise<void>;
}

export async function until(
  what: string,
  condition: () => Promise<boolean>,
  milliseconds = 30_000,
): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await condition().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${milliseconds} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The value of an instant query that gives one number. */
async function ask(url: string, query: string, time: number): Promise<number> {
  const response = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query, time: String(time) })}`);
  const { data } = (await response.json()) as { data: { result: { value: [number, string] }[] } };
  return Number(data.result[0]?.value[1]);
}

/** A real Prometheus that holds the last 30 hours of the fixture; undefined where the programs are not at hand. */
export async function startPrometheus(): Promise<RunningPrometheus | undefined> {
  const [prometheus, promtool] = [await programFor('prometheus'), await programFor('promtool')];
  if (!prometheus || !promtool) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'viewer-prometheus-'));
  await writeFile(join(folder, 'metrics.txt'), openMetrics(Date.now() / 1000, 30));
  await writeFile(join(folder, 'prometheus.yaml'), 'global: {}\n');
  await execa(promtool.path, [
    'tsdb',
    'create-blocks-from',
    'openmetrics',
    join(folder, 'metrics.txt'),
    join(folder, 'data'),
  ]);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const running = execa(
    prometheus.path,
    [
      `--config.file=${join(folder, 'prometheus.yaml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { reject: false, stdio: 'ignore' },
  );
  await until('Prometheus is ready', async () => (await fetch(`${url}/-/ready`)).ok);
  return {
    url,
    ask: (query, time) => ask(url, query, time),
    stop: async () => {
      running.kill('SIGTERM');
      await running;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
