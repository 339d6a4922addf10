/** The queue is full: the disk is slower than what arrives. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}

export interface GroupCommit<Item, Result> {
  /** Resolves once the item is durable. Rejects when it is not, or with Overloaded. */
  readonly add: (item: Item) => Promise<Result>;
  /** Commits what waits, now. */
  readonly flush: () => void;
}

interface WaitingItem<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One transaction for everything that arrives in one turn of the event loop: a commit costs one write to the disk,
 * however many events are in it, and while it runs the next ones gather. No event waits for a timer.
 */
export const createGroupCommit = <Item, Result>(
  commit: (items: readonly Item[]) => readonly Result[],
  limit = 10_000,
): GroupCommit<Item, Result> => {
  let waiting: WaitingItem<Item, Result>[] = [];

  const settle = (batch: readonly WaitingItem<Item, Result>[]) => {
    const results = commit(batch.map(({ item }) => item));
    batch.forEach(({ resolve }, index) => {
      resolve(results[index] as Result);
    });
  };

  const flush = () => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      settle(batch);
    } catch {
      // One bad item must not take the others with it: each alone, and each with its own error.
      for (const one of batch) {
        try {
          settle([one]);
        } catch (error) {
          one.reject(error);
        }
      }
    }
  };

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= limit) return reject(new Overloaded('Too many events wait for the disk.'));
        waiting.push({ item, resolve, reject });
        if (waiting.length === 1) setImmediate(flush);
      }),
    flush,
  };
};
