import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { offered, privateApt } from '../../src/binaries/apt.ts';
import { lock } from '../../src/binaries/lock.ts';
import { run } from '../../src/binaries/run.ts';
import { waitFor } from '../e2e/wait.ts';
import { freePorts } from '../ports.ts';
import { programFor, testBin } from '../programs.ts';

/** Something that answers PromQL, and how to end it. */
export interface Engine {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const packageName = 'victoria-metrics';
const programPath = path.join(testBin, 'victoria-metrics-package');

/** The distribution's own package, unpacked once into the cache of test programs; undefined where there is none. */
const victoriaMetrics = async (): Promise<string | undefined> => {
  const program = path.join(programPath, 'usr/bin/victoria-metrics');
  const isThere = () => execa(program, ['-version'], { reject: false }).then(({ failed }) => !failed);
  if (await isThere()) return program;
  const release = await lock(path.join(testBin, 'apt.lock'), undefined);
  try {
    const apt = await privateApt(path.join(testBin, 'apt'), undefined);
    await offered(apt, [packageName]);
    const folder = path.join(programPath, 'packages');
    mkdirSync(folder, { recursive: true });
    await apt.call('apt-get', ['download', packageName], { cwd: folder, onPercent: () => undefined });
    for (const file of readdirSync(folder))
      await run('dpkg-deb', ['--extract', path.join(folder, file), programPath], {
        timeoutMilliseconds: 300_000,
      });
    rmSync(folder, { recursive: true });
    await apt.tidy();
    return (await isThere()) ? program : undefined;
  } catch (error) {
    console.warn(`skipped: ${packageName} is not to be had here: ${(error as Error).message}`);
    return undefined;
  } finally {
    release();
  }
};

const startEngine = async (
  program: string,
  args: readonly string[],
  url: string,
  ready: string,
  folder: string,
): Promise<Engine> => {
  const running = execa(program, args, { reject: false, stdio: 'ignore' });
  await waitFor(`${program} being ready`, async () => (await fetch(`${url}${ready}`)).ok);
  return {
    url,
    stop: async () => {
      running.kill('SIGTERM');
      await running;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** A VictoriaMetrics without data, which takes remote writes. */
export const startVictoriaMetrics = async (): Promise<Engine | undefined> => {
  const program = await victoriaMetrics();
  if (!program) return undefined;
  const [port = 0] = await freePorts(1);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'victoria-'));
  const args = [
    `-storageDataPath=${folder}`,
    `-httpListenAddr=127.0.0.1:${port}`,
    '-retentionPeriod=10y',
    // What was written shows at once, and nothing is answered from a cache that was filled before.
    '-search.latencyOffset=0s',
    '-search.disableCache',
  ];
  return startEngine(program, args, `http://127.0.0.1:${port}`, '/health', folder);
};

/** A Prometheus over blocks in `data`; its folder is removed with it. */
export const startPrometheusOver = async (
  data: string,
  configuration: string,
): Promise<Engine | undefined> => {
  const program = await programFor('prometheus');
  if (!program) return undefined;
  const [port = 0] = await freePorts(1);
  const args = [
    `--config.file=${configuration}`,
    `--storage.tsdb.path=${data}`,
    '--storage.tsdb.retention.time=10y',
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  return startEngine(program.path, args, `http://127.0.0.1:${port}`, '/-/ready', path.dirname(configuration));
};
