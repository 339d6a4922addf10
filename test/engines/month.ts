import { createReadStream, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { homeAt } from '../../src/config/home.ts';
import { createHistory } from '../../src/demo/history.ts';
import { blocksIn, createBlocks } from '../../src/past/blocks.ts';
import type { SampleFile } from '../../src/past/samples.ts';
import { makeSecrets } from '../../src/runtime/secrets.ts';
import { everything } from '../dashboards/panels.ts';
import { programFor } from '../programs.ts';
import { type Engine, startPrometheusOver, startVictoriaMetrics } from './engine.ts';

/** The same days of a team in two engines. */
export interface Month {
  readonly prometheus: Engine;
  readonly victoria: Engine;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const linesAtOnce = 50_000;

/** Sends a file of OpenMetrics to VictoriaMetrics: the same lines, with the time in milliseconds. */
const copyTo = async (url: string, file: string): Promise<void> => {
  let lines: string[] = [];
  const flush = async () => {
    const body = lines.join('\n');
    lines = [];
    const answer = await fetch(`${url}/api/v1/import/prometheus`, { method: 'POST', body });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  };
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line === '' || line.startsWith('#')) continue;
    const at = line.lastIndexOf(' ');
    lines.push(`${line.slice(0, at)} ${Math.round(Number(line.slice(at + 1)) * 1000)}`);
    if (lines.length >= linesAtOnce) await flush();
  }
  await flush();
};

interface Life {
  readonly days: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly seed: string;
  /** Takes each file of samples before it becomes blocks. */
  readonly also?: (file: SampleFile) => Promise<void>;
}

/** Days of a made-up team, persons told apart, in a Prometheus; undefined where there is none. */
export const fillPrometheus = async ({ days, now, seed, also }: Life): Promise<Engine | undefined> => {
  const promtool = await programFor('promtool');
  if (!promtool) return undefined;
  const home = homeAt(mkdtempSync(path.join(os.tmpdir(), 'engines-')));
  mkdirSync(home.run);
  await makeSecrets(home, everything);
  const data = path.join(home.root, 'prometheus');
  mkdirSync(data);
  const { signal } = new AbortController();
  const blocks = createBlocks(blocksIn(promtool, data), signal);
  let copied: Promise<void> = Promise.resolve();
  const complete = (file: SampleFile) => {
    // Blocks remove the file they were made of.
    copied = copied.then(() => also?.(file)).then(() => blocks.add(file));
  };
  const progress = () => undefined;
  await createHistory({ home, config: everything, now, days, seed, complete, progress, signal });
  await copied;
  await blocks.done();
  const configuration = path.join(home.root, 'prometheus.yaml');
  writeFileSync(configuration, 'global: {}\n');
  return startPrometheusOver(data, configuration);
};

/** The same days in both engines; undefined where one is not to be had. */
export const fillEngines = async (days: number, now: number): Promise<Month | undefined> => {
  const victoria = await startVictoriaMetrics();
  if (!victoria) return undefined;
  const also = (file: SampleFile) => copyTo(victoria.url, file.path);
  const prometheus = await fillPrometheus({ days, now, seed: 'engines', also });
  return prometheus && { prometheus, victoria, now };
};
