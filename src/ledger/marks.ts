import * as z from 'zod';
import { printableLine } from '../printable.ts';
import type { LedgerStore } from './store.ts';

/** A moment that a person wants to see on the boards. */
export interface Mark {
  readonly id: number;
  /** Microseconds since 1970. */
  readonly time: number;
  readonly text: string;
}

/** Marks that boards are shown: the newest. */
export const mostMarks = 50;
const mostKept = 10_000;

/** What `POST /api/marks` takes. */
export const newMark = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(200)
    .transform((text) => printableLine(text).trim())
    .refine((text) => text !== '', 'a text'),
  /** Microseconds since 1970; absent: now. */
  time: z.int().positive().max(8.64e15).optional(),
});

export interface Marks {
  readonly add: (text: string, time: number) => Mark;
  /** The newest first. */
  readonly list: (most?: number) => readonly Mark[];
  /** False where there is none of that number. */
  readonly remove: (id: number) => boolean;
}

export const createMarks = (store: LedgerStore): Marks => {
  const insert = store.prepare('INSERT INTO marks (time, text) VALUES (?, ?) RETURNING id, time, text');
  const prune = store.prepare(
    `DELETE FROM marks WHERE id NOT IN (SELECT id FROM marks ORDER BY time DESC, id DESC LIMIT ${mostKept})`,
  );
  const select = store.prepare('SELECT id, time, text FROM marks ORDER BY time DESC, id DESC LIMIT ?');
  const remove = store.prepare('DELETE FROM marks WHERE id = ?');
  return {
    add: (text, time) => {
      const mark = insert.get(time, text) as unknown as Mark;
      prune.run();
      return mark;
    },
    list: (most = mostMarks) => select.all(most) as unknown as readonly Mark[],
    remove: (id) => Number(remove.run(id).changes) > 0,
  };
};
