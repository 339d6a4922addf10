import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { eventsAnExport, logsExport, metricsExport, pointsAnExport } from './exports.ts';
import { sendAll, startLedger } from './ledger-process.ts';
import type { Row } from './row.ts';

const root = path.resolve(import.meta.dirname, '..');
const sessions = 1000;
const rounds = 3;

/** A ledger as it would be without the typed tables: what fills them does nothing. */
const withoutTables: Plugin = {
  name: 'without-tables',
  setup: ({ onLoad }) => {
    onLoad({ filter: /src\/tables\/tables\.ts$/ }, () => ({
      loader: 'ts',
      contents: `const nothing = () => {};
        export const createTables = () => ({ event: () => true, point: nothing, hook: () => true, span: () => true,
          write: nothing, committed: nothing, rolledBack: nothing });`,
    }));
  },
};

const bundle = async (folder: string, plugins: readonly Plugin[]): Promise<string> => {
  const outfile = path.join(folder, `ledger-${plugins.length}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: ['src/ledger/main.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['@photostructure/sqlite'],
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);
        const __filename = import.meta.filename; const __dirname = import.meta.dirname;`,
    },
    plugins: [...plugins],
  });
  return outfile;
};

function* bodies(of: (session: number, round: number) => string): Generator<string> {
  for (let round = 0; round < rounds; round += 1)
    for (let session = 0; session < sessions; session += 1) yield of(session, round);
}

interface Measured {
  /** A second of processor time. */
  readonly points: number;
  readonly events: number;
  readonly eventsByClock: number;
  readonly refused: number;
}

const measure = async (program: string): Promise<Measured> => {
  const ledger = await startLedger(program);
  try {
    const metrics = await sendAll(ledger, 'metrics', bodies(metricsExport));
    const logs = await sendAll(ledger, 'logs', bodies(logsExport));
    const requests = sessions * rounds;
    return {
      points: (requests * pointsAnExport) / metrics.processor,
      events: (requests * eventsAnExport) / logs.processor,
      eventsByClock: (requests * eventsAnExport) / logs.seconds,
      refused: metrics.refused + logs.refused,
    };
  } finally {
    ledger.stop();
  }
};

/** What the typed tables cost: the same ledger with and without them, in turns, each at its best of three. */
export const benchTables = async (): Promise<readonly Row[]> => {
  // Beside the packages, so that the native one is found.
  const folder = mkdtempSync(path.join(root, 'node_modules', '.bench-tables-'));
  try {
    const programs = [await bundle(folder, []), await bundle(folder, [withoutTables])] as const;
    const runs: { with: Measured[]; without: Measured[] } = { with: [], without: [] };
    for (let run = 0; run < 3; run += 1) {
      runs.with.push(await measure(programs[0]));
      runs.without.push(await measure(programs[1]));
    }
    const best = (all: readonly Measured[], what: keyof Measured) => Math.max(...all.map((run) => run[what]));
    const [points, pointsWithout] = [best(runs.with, 'points'), best(runs.without, 'points')];
    return [
      { what: 'tables: points/s of processor time without them', value: pointsWithout, unit: '/s' },
      { what: 'tables: points/s of processor time with them', value: points, unit: '/s' },
      { what: 'tables: with against without', value: points / pointsWithout, unit: 'x', bar: '>= 0.8' },
      {
        what: 'tables: events/s of processor time',
        value: best(runs.with, 'events'),
        unit: '/s',
        bar: '> 5,000',
      },
      {
        what: 'tables: events/s by the clock',
        value: best(runs.with, 'eventsByClock'),
        unit: '/s',
        bar: '> 5,000',
      },
      {
        what: 'tables: requests refused',
        value: [...runs.with, ...runs.without].reduce((sum, { refused }) => sum + refused, 0),
        unit: '',
        bar: '0',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
