import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Metric } from '../../src/catalogue/metric.ts';
import { costUsage, sessionCount } from '../../src/catalogue/telemetry.ts';
import { homeAt } from '../../src/config/home.ts';
import { totalOf } from '../../src/promql/query.ts';
import { projectOf } from '../../src/runtime/project.ts';
import { components } from '../../src/stack/components.ts';
import { run as runCommand } from '../cli/run.ts';
import { isInEngine, runInEngine } from '../e2e/engine.ts';
import { vectorOf } from '../e2e/prometheus.ts';
import { waitFor } from '../e2e/wait.ts';
import { stackPorts } from '../ports.ts';
import { random } from '../promql/timeline.ts';
import { succeeded } from '../succeeded.ts';
import { writeTranscripts } from '../transcripts/make.ts';
import { madeDays, spentIn } from './truth.ts';

/** History on the boards of a stack in containers, in a real engine. */
runInEngine(import.meta.filename, 'history on the boards of a stack in containers, in a real engine');

const hour = 3_600_000;
const { image, version } = components.prometheus;
const rounded = (dollars: number): number => Math.round(dollars * 1e6) / 1e6;

const inEngine = () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'import-docker-'));
  const home = homeAt(path.join(folder, 'state'));
  const run = (...args: readonly string[]) =>
    runCommand(home, args, { HOME: folder, CLAUDE_CONFIG_DIR: undefined, XDG_DATA_HOME: undefined });

  afterAll(async () => {
    await run('reset', '--yes');
    rmSync(folder, { recursive: true, force: true });
  });

  test('transcripts are on the boards to the cent, also after a restart, and nothing is left in the volume', async () => {
    const now = Date.now();
    const made = madeDays(random(12), { from: now - 20 * 24 * hour, until: now - 4 * hour, name: 'new' });
    const projects = path.join(folder, '.claude', 'projects');
    mkdirSync(projects, { recursive: true });
    writeTranscripts(projects, made);
    const all = rounded(spentIn(made, now, 40 * 24 * hour));
    mkdirSync(home.root, { mode: 0o700 });
    const ports = await stackPorts();
    const config = {
      runtime: 'docker',
      collector: 'embedded',
      ports,
      prometheus: { scrapeInterval: '1s' },
    };
    writeFileSync(home.config, stringify(config));
    succeeded(await run('start'));
    expect(succeeded(await run('import')).err).toContain('The boards show it within a minute');

    const vector = vectorOf(`http://127.0.0.1:${ports.prometheus}`);
    const month = async (metric: Metric) => (await vector(totalOf(metric, {}, { range: '30d' })))[''] ?? 0;
    const isThere = () =>
      waitFor('the month on the boards', async () => rounded(await month(costUsage)) === all, {
        forMs: 240_000,
        everyMs: 1000,
      });
    await isThere();
    expect(Math.round(await month(sessionCount))).toBe(new Set(made.map(({ session }) => session)).size);
    // The ledger goes on showing what was imported, and the blocks are the volume's own.
    succeeded(await run('restart'));
    await isThere();
    const { stdout: names } = await execa('docker', [
      ...['run', '--rm', '--pull', 'never', '--volume', `${projectOf(home)}_prometheus:/volume:ro`],
      ...['--entrypoint', 'ls', `${image}:${version}`, '-A', '/volume'],
    ]);
    expect(names).not.toContain('.import');
    expect(names).not.toContain('tmp-for-creation');
  });
};

if (isInEngine) describe('in the engine', { timeout: 600_000 }, inEngine);
