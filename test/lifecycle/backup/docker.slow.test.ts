import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { homeAt } from '../../../src/config/home.ts';
import { scenarios } from '../../captures/read.ts';
import { run } from '../../cli/run.ts';
import { isInEngine, runInEngine } from '../../e2e/engine.ts';
import { vectorOf } from '../../e2e/prometheus.ts';
import { expectTotals } from '../../e2e/truth.ts';
import { stackPorts } from '../../ports.ts';
import { programFor } from '../../programs.ts';
import { prepare, requestsOf, sendJson } from '../../replay/replay.ts';
import { succeeded } from '../../succeeded.ts';

/** Backups of volumes, in a real engine. */
runInEngine(import.meta.filename, 'backups of volumes, in a real engine');

const inEngine = () => {
  const folders: string[] = [];
  const homeWith = async (change: object) => {
    const ports = await stackPorts();
    const home = homeAt(mkdtempSync(path.join(os.tmpdir(), 'backup-')));
    folders.push(home.root);
    const config = { collector: 'embedded', ports, prometheus: { scrapeInterval: '1s' }, ...change };
    writeFileSync(home.config, stringify(config));
    return { home, ports };
  };

  afterAll(async () => {
    for (const folder of folders) {
      await run(homeAt(folder), ['reset', '--yes']);
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('volumes that are lost come back, and a native stack goes on with them', async () => {
    const { home, ports } = await homeWith({ runtime: 'docker' });
    const archive = path.join(home.root, 'kept.tar.gz');
    const all = scenarios().map((scenario) => prepare(scenario, { shiftTo: Date.now() }));
    const send = (some: typeof all) =>
      sendJson(
        `http://127.0.0.1:${ports.otlpHttp}`,
        some.flatMap((scenario) => requestsOf(scenario)),
        { concurrency: 4, retryForMs: 60_000 },
      );
    const stack = { vector: vectorOf(`http://127.0.0.1:${ports.prometheus}`) };

    succeeded(await run(home, ['start']));
    await send(all.slice(0, 61));
    succeeded(await run(home, ['backup', archive]));
    // The volumes are gone, and made anew by restore.
    succeeded(await run(home, ['reset', '--yes']));
    succeeded(await run(home, ['restore', archive, '--yes']));
    succeeded(await run(home, ['start']));
    await expectTotals(stack, all.slice(0, 61), 120_000);
    await send(all);
    await expectTotals(stack, all, 120_000);

    // Replaced while it runs: what came after the backup is gone until it is sent again.
    succeeded(await run(home, ['restore', archive, '--yes']));
    await expectTotals(stack, all.slice(0, 61), 120_000);
    await send(all);
    await expectTotals(stack, all, 120_000);
    const { stdout: left } = await execa('docker', ['ps', '--all', '--format', '{{.Names}}']);
    expect(left).not.toMatch(/volume-main/);
    succeeded(await run(home, ['stop']));

    // The samples were written by a newer Prometheus than many machines have.
    const prometheus = await programFor('prometheus');
    const other = await homeWith({});
    const { code, err } = await run(other.home, ['restore', archive, '--yes', '--runtime', 'native'], {
      START_OBSERVABILITY_PROGRAMS_PROMETHEUS: prometheus?.path,
    });
    if (prometheus?.version.startsWith('2.4'))
      expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('2.55') });
    else expect({ code, err }).toMatchObject({ code: 0 });
  });
};

if (isInEngine) describe('in the engine', { timeout: 300_000 }, inEngine);
