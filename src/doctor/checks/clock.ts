import { existsSync } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defineCheck, failed } from '../check.ts';
import { prometheusUrl } from '../prometheus.ts';
import type { DoctorSurroundings } from '../surroundings.ts';

/** Seconds: a header's date is cut to whole seconds, and an answer takes its time. */
const tolerated = 5;

interface Clock {
  readonly name: string;
  /** Seconds ahead of this process. */
  readonly ahead: number;
}

const byHeader = async (name: string, url: string): Promise<readonly Clock[]> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3000) });
    await response.body?.cancel();
    const date = Date.parse(response.headers.get('date') ?? '');
    return Number.isNaN(date) ? [] : [{ name, ahead: (date - Date.now()) / 1000 }];
  } catch {
    return [];
  }
};

/** A file system on another machine, or in another one's memory, has a clock of its own. */
const byFile = async ({ home }: DoctorSurroundings): Promise<readonly Clock[]> => {
  if (!existsSync(home.root)) return [];
  const file = path.join(home.root, `.clock-${process.pid}`);
  try {
    await writeFile(file, '', { mode: 0o600 });
    const { mtimeMs } = await stat(file);
    return [{ name: 'the file system', ahead: (mtimeMs - Date.now()) / 1000 }];
  } catch {
    return [];
  } finally {
    await rm(file, { force: true });
  }
};

export const clock = defineCheck({
  id: 'clock',
  title: 'Clocks',
  group: 'surroundings',
  needs: [],
  problems: {
    skewed: failed(
      'Clocks differ: what is counted now appears in the past or in the future.',
      'set the clocks by NTP; in Docker Desktop and WSL a restart corrects them',
    ),
  },
  run: async (at) => {
    const { ports } = at.config;
    const clocks = [
      ...(await byHeader('Prometheus', `${prometheusUrl(at)}/-/ready`)),
      ...(await byHeader('the ledger', `http://127.0.0.1:${ports.ledger}/ready`)),
      ...(await byHeader('the collector', `http://127.0.0.1:${ports.collectorHealth}/`)),
      ...(await byFile(at)),
    ];
    const told = clocks.map(({ name, ahead }) => `${name}: ${ahead >= 0 ? '+' : ''}${ahead.toFixed(1)} s`);
    if (clocks.some(({ ahead }) => Math.abs(ahead) > tolerated)) return { problem: 'skewed', evidence: told };
    return {
      ok:
        clocks.length > 0 ? `${clocks.map(({ name }) => name).join(', ')} agree` : 'nothing to compare with',
    };
  },
});
