import type { OtlpSignal } from '../otlp/model.ts';
import type { Participant } from '../store/together.ts';
import type { LedgerStore } from './store.ts';

export interface LastData extends Participant {
  /** Data of a client came at `now`, in microseconds. */
  readonly came: (signal: OtlpSignal, now: number) => void;
  /** When the last data of a client was stored, by signal, in Unix seconds. */
  readonly times: ReadonlyMap<OtlpSignal, number>;
}

/** When clients were last heard, also before the last start. */
export const createLastData = (store: LedgerStore): LastData => {
  const upsert = store.prepare(
    'INSERT INTO last_data VALUES (?, ?) ON CONFLICT DO UPDATE SET time = excluded.time',
  );
  const rows = store.prepare('SELECT signal, time FROM last_data').all() as unknown as readonly {
    signal: OtlpSignal;
    time: number;
  }[];
  const times = new Map<OtlpSignal, number>(rows.map(({ signal, time }) => [signal, time / 1e6]));
  const pending = new Map<OtlpSignal, number>();
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
