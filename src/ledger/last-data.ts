import type { Signal } from '../otlp/model.ts';
import type { Participant } from '../store/together.ts';
import type { Store } from './store.ts';

export interface LastData extends Participant {
  /** Data of a client came at `now`, in microseconds. */
  readonly came: (signal: Signal, now: number) => void;
  /** When the last data of a client was stored, by signal, in Unix seconds. */
  readonly times: ReadonlyMap<Signal, number>;
}

/** When clients were last heard, also before the last start. */
export const createLastData = (store: Store): LastData => {
  const upsert = store.prepare(
    'INSERT INTO last_data VALUES (?, ?) ON CONFLICT DO UPDATE SET time = excluded.time',
  );
  const rows = store.prepare('SELECT signal, time FROM last_data').all() as unknown as readonly {
    signal: Signal;
    time: number;
  }[];
  const times = new Map<Signal, number>(rows.map(({ signal, time }) => [signal, time / 1e6]));
  const pending = new Map<Signal, number>();
  return {
    came: (signal, now) => pending.set(signal, now),
    times,
    write: () => {
      for (const [signal, time] of pending) upsert.run(signal, time);
    },
    committed: () => {
      for (const [signal, time] of pending) times.set(signal, time / 1e6);
      pending.clear();
    },
    rolledBack: () => pending.clear(),
  };
};
