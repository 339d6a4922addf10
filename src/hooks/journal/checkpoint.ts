import { parentPort, workerData } from 'node:worker_threads';
import { DatabaseSync } from '@photostructure/sqlite';

/**
 * A thread of the service that moves the journal's write-ahead log into its database. That takes tens of milliseconds
 * of waiting for the disk, which a tool call would wait for, too, if the thread that answers did it.
 * https://www.sqlite.org/wal.html#ckpt
 */

const everyMilliseconds = 2000;

/** Rounds in one go: what came in during one is left for the next, and only an emptied log is written from its start. */
const mostRounds = 5;

interface CheckpointProgress {
  /** Pages in the log, and how many of them the database has. -1: there is no log. */
  readonly log: number;
  readonly checkpointed: number;
}

const store = new DatabaseSync(workerData as string);
const checkpoint = store.prepare('PRAGMA wal_checkpoint(PASSIVE)');

const run = () => {
  try {
    for (let round = 0; round < mostRounds; round += 1) {
      const { log, checkpointed } = checkpoint.get() as unknown as CheckpointProgress;
      if (checkpointed >= log) return;
    }
  } catch {
    // A full disk: the log grows, and the service reports what it cannot write.
  }
};

const timer = setInterval(run, everyMilliseconds);
parentPort?.once('message', () => {
  clearInterval(timer);
  store.close();
});
