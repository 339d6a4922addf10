import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { defaults } from '../src/config/schema.ts';
import { handOver } from '../src/imports/hand-over.ts';
import { createRowMaker } from '../src/imports/rows.ts';
import { createLedger } from '../src/ledger/ledger.ts';
import { openStore } from '../src/ledger/store.ts';
import { builtInPrices } from '../src/prices/built-in.ts';
import { transcriptFiles } from '../src/transcripts/files.ts';
import { readTranscripts } from '../src/transcripts/read.ts';
import { type MadeRequest, writeTranscripts } from '../test/transcripts/make.ts';
import type { Row } from './row.ts';

/** About a gigabyte in the shape that was seen on disks: most of it is what tools gave back. */
const requests = 60_000;
const resultCharacters = 16_000;
const requestsPerSession = 200;
const day = 86_400_000;

const made = (): readonly MadeRequest[] =>
  Array.from({ length: requests }, (_, index) => ({
    session: `session-${Math.floor(index / requestsPerSession)}`,
    time: Date.now() - 30 * day + Math.floor((index / requests) * 29 * day),
    model: ['claude-opus-4-8', 'claude-sonnet-4-5', 'claude-haiku-4-5'][index % 3] as string,
    input: index % 3000,
    output: 200 + (index % 900),
    cacheRead: index % 150_000,
    cacheWrite5m: index % 9000,
    request: `req-${index}`,
  }));

const seconds = async <Result>(work: () => Promise<Result>): Promise<readonly [number, Result]> => {
  const begun = performance.now();
  const result = await work();
  return [(performance.now() - begun) / 1000, result];
};

/** A month of transcripts into the tables of a ledger, on a store of its own. */
export const benchImport = async (): Promise<readonly Row[]> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-import-'));
  try {
    const transcripts = path.join(folder, 'transcripts');
    writeTranscripts(transcripts, made(), { resultCharacters });
    const files = transcriptFiles(transcripts);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const [reading, { records }] = await seconds(() => readTranscripts(files));
    const memory = process.memoryUsage().rss;
    const data = path.join(folder, 'ledger');
    mkdirSync(data);
    const store = openStore(data);
    const ledger = createLedger(store, {
      shared: [],
      limit: 2000,
      zone: 'UTC',
      retention: defaults().retention,
    });
    const { row } = createRowMaker(builtInPrices);
    const used = process.cpuUsage();
    const [taking, taken] = await seconds(() =>
      handOver({
        records,
        row,
        ledger: { take: async (rows) => ledger.imports.take(JSON.parse(JSON.stringify(rows))) },
        now: Date.now(),
        progress: () => {},
      }),
    );
    if (taken.fresh !== 2 * requests) throw new Error(`${taken.fresh} records instead of ${2 * requests}`);
    const processor = process.cpuUsage(used);
    store.close();
    const gigabytes = bytes / 1e9;
    return [
      { what: 'import: transcripts', value: gigabytes, unit: 'GB' },
      { what: 'import: reading', value: reading / gigabytes, unit: 's/GB' },
      { what: 'import: into the tables', value: taking / gigabytes, unit: 's/GB' },
      {
        what: 'import: into the tables, processor',
        value: (processor.user + processor.system) / 1e6 / gigabytes,
        unit: 's/GB',
      },
      { what: 'import: both', value: (reading + taking) / gigabytes, unit: 's/GB', bar: '< 60' },
      { what: 'import: memory after reading', value: Math.round(memory / 2 ** 20), unit: 'MiB' },
      {
        what: 'import: ledger on disk',
        value: Math.round(statSync(path.join(data, 'ledger.db')).size / 2 ** 20),
        unit: 'MiB',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
