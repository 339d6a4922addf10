import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, transaction } from '../store/database.ts';
import { newestOf } from './batch.ts';
import { changesWaiting, noteChanges, noteNoChanges } from './changes.ts';
import type { ClickhouseClient } from './client.ts';
import { connect, isRenumbered, type Position } from './connect.ts';
import { createFacts, forgetFacts } from './facts.ts';
import { forgetInClickhouse, noteForgotten, noteNothingForgotten } from './forget.ts';
import { defineOriginHash } from './origin-hashes.ts';
import type { SchemaOptions } from './schema.ts';
import { type ClickhouseSender, sendChanges, sendStream } from './send.ts';
import { eventStream, spanStream, streams } from './streams.ts';

/** How ClickHouse follows the ledger. */
export interface Follower {
  /** Why nothing is sent at the moment. */
  readonly trouble: () => string | undefined;
  /** Events, spans and changed rows that ClickHouse does not have yet. */
  readonly waiting: () => number;
  readonly stop: () => Promise<void>;
}

export interface FollowerOptions {
  readonly database: Database;
  readonly client: ClickhouseClient;
  readonly schema: SchemaOptions;
  readonly onTrouble?: (error: unknown) => void;
}

/** What one insert takes together: rows of one are merged into the next, so few large ones are better than many. */
const pauseMs = 2000;
const longestPauseMs = 30_000;

/** Keeps ClickHouse as far as the ledger, until stopped: what is written here is there a few seconds later. */
export const follow = ({ database, client, schema, onTrouble }: FollowerOptions): Follower => {
  transaction(database, () => {
    noteChanges(database);
    noteForgotten(database);
  });
  const facts = createFacts(database);
  const readOrigins = defineOriginHash(database);
  const sender: ClickhouseSender = { client, database, facts, extraLabels: schema.extraLabels };
  const stopping = new AbortController();
  let position: Position | undefined;
  let trouble: string | undefined = 'not connected yet';

  const pass = async (): Promise<boolean> => {
    if (position && isRenumbered(database, position)) position = undefined;
    position ??= await connect(client, database, facts, schema);
    readOrigins();
    const hasEvents = await sendStream(sender, eventStream, position.events);
    const hasSpans = await sendStream(sender, spanStream, position.spans);
    const hasChanges = await sendChanges(sender);
    const hasForgotten = await forgetInClickhouse(client, database, schema.extraLabels);
    trouble = undefined;
    return hasEvents || hasSpans || hasChanges || hasForgotten;
  };

  const pause = (milliseconds: number) =>
    sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);

  const run = async () => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        const isBusy = await pass();
        failures = 0;
        await pause(isBusy ? 10 : pauseMs);
      } catch (error) {
        trouble = (error as Error).message;
        // What ClickHouse has is asked anew: another one may answer then.
        position = undefined;
        onTrouble?.(error);
        await pause(Math.min(longestPauseMs, 500 * 2 ** failures));
        failures += 1;
      }
    }
  };

  const running = run();
  return {
    trouble: () => trouble,
    waiting: () =>
      streams.reduce(
        (sum, stream) => sum + Math.max(0, newestOf(database, stream) - (position?.[stream.name].from ?? 0)),
        changesWaiting(database),
      ),
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};

/** For a ledger that no ClickHouse follows: nothing is noted for one. */
export const followNothing = (database: Database): void =>
  transaction(database, () => {
    noteNoChanges(database);
    noteNothingForgotten(database);
    forgetFacts(database);
  });
