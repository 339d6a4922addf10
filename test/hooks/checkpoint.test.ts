import { once } from 'node:events';
import { statSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { build, stop } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { recordOf } from '../../src/hooks/journal/event-record.ts';
import { createJournal } from '../../src/hooks/journal/journal.ts';
import { journalFile, openReadOnly, openStore } from '../../src/hooks/journal/journal-store.ts';
import { hasherWith } from '../../src/hooks/keyed-hash.ts';
import { readPayload } from '../../src/hooks/payload.ts';
import { waitFor } from '../e2e/wait.ts';
import { bash, temporary } from './open.ts';

const hasher = hasherWith(Buffer.alloc(32, 1));
const privacy = { prompts: 'drop', responses: 'drop', tools: 'drop' } as const;

const records = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => {
    const payload = readPayload(bash('ls'));
    if (!payload) throw new Error('no payload');
    return recordOf(payload, { hasher, privacy, at: 1000, delivery: { kind: 'id', id: `${from + index}` } });
  });

/** The thread's program, from the sources as they are; a thread's text is read as CommonJS. */
const source = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [path.resolve(import.meta.dirname, '../../src/hooks/journal/checkpoint.ts')],
    write: false,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    packages: 'external',
  });
  // It keeps a process for the next build, which would outlive the run.
  await stop();
  return outputFiles[0]?.text ?? '';
};

test('while events arrive, another thread moves them into the database, and the log begins anew', async () => {
  const data = temporary();
  const file = journalFile(data);
  const journal = createJournal(openStore(data), { limit: 100, now: 0 });
  const thread = new Worker(await source(), { eval: true, workerData: file });
  onTestFinished(async () => void (await thread.terminate()));

  const size = (path: string) => statSync(path).size;
  let written = 0;
  const grows = async () => {
    const before = size(file);
    await waitFor('a larger database', async () => {
      journal.append(records(written, 20));
      written += 20;
      return size(file) > before + 50_000;
    });
  };
  await grows();
  await grows();
  await waitFor('a log that begins anew', async () => {
    const before = size(`${file}-wal`);
    journal.append(records(written, 20));
    written += 20;
    return size(`${file}-wal`) === before;
  });

  thread.postMessage('close');
  await once(thread, 'exit');
  journal.close();
  const store = openReadOnly(data);
  expect(store.prepare('SELECT count(*) AS events FROM events').get()).toEqual({ events: written });
  store.close();
});
