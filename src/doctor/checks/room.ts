import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { defineCheck, failed, warning } from '../check.ts';

const inUnits = (bytes: number): string =>
  bytes >= 1024 ** 3 ? `${(bytes / 1024 ** 3).toFixed(1)} GiB` : `${Math.round(bytes / 1024 ** 2)} MiB`;

/** The folder itself, or the nearest one above it that is there. */
const nearest = (folder: string): string => (existsSync(folder) ? folder : nearest(path.dirname(folder)));

/** Below this part of the threshold, writing fails soon. */
const critical = 0.1;

export const disk = defineCheck({
  id: 'disk',
  title: 'Disk',
  group: 'surroundings',
  needs: [],
  isRoot: true,
  problems: {
    full: failed(
      'The disk is full: nothing more can be counted.',
      'make room, or lower retention.metricsSize and retention.events in config.yaml',
    ),
    little: warning(
      'The disk is nearly full.',
      'make room, or lower retention.metricsSize and retention.events in config.yaml',
    ),
  },
  run: async ({ home, thresholds }) => {
    const { bavail, bsize } = await statfs(nearest(home.root));
    const free = bavail * bsize;
    const told = `${inUnits(free)} free`;
    if (free < thresholds.diskBytes * critical) return { problem: 'full', evidence: [told, home.root] };
    if (free < thresholds.diskBytes) return { problem: 'little', evidence: [told, home.root] };
    return { ok: told };
  },
});

export const memory = defineCheck({
  id: 'memory',
  title: 'Memory',
  group: 'surroundings',
  needs: [],
  problems: {
    little: warning(
      'Little memory is free: the system may end components.',
      'end other programs, or lower memory.* in config.yaml',
    ),
  },
  run: ({ thresholds }) => {
    const free = os.freemem();
    const told = `${inUnits(free)} of ${inUnits(os.totalmem())} free`;
    return free < thresholds.memoryBytes ? { problem: 'little', evidence: [told] } : { ok: told };
  },
});
