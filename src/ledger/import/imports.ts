import { transcriptSource } from '../../catalogue/imported.ts';
import type { SampleLine } from '../../counters/text.ts';
import type { Tables } from '../../tables/tables.ts';
import { digest } from '../attributes.ts';
import type { LedgerStore } from '../store.ts';
import { createGains, type MinuteGain } from './gains.ts';
import { createHad } from './had.ts';
import type { ImportRow, TakenRows } from './row.ts';
import { createWriteRow } from './write-row.ts';

/** An import, as `GET /api/import` lists it. */
export interface ImportState {
  readonly number: number;
  /** Microseconds since 1970; null while rows are being handed over. */
  readonly finished: number | null;
  /** Whether its past is in the blocks of Prometheus. */
  readonly isInBlocks: boolean;
}

/** A session as its transcript has it, against telemetry. */
export interface SessionCheck {
  readonly session: string;
  /** When its first request was answered, in milliseconds since 1970. */
  readonly started: number;
  readonly requests: number;
  /** Of these, those that telemetry told. */
  readonly told: number;
  /** What the others cost. */
  readonly missingNanoDollars: number;
  /** Whether telemetry was on in it at all. */
  readonly isHeard: boolean;
}

export interface Imports {
  /** Compares with what telemetry told; writes nothing. All rows of a session must come together. */
  readonly compare: (rows: readonly ImportRow[]) => readonly SessionCheck[];
  /**
   * Takes what a transcript says, each once. What telemetry has is left out.
   * @param isRepricing gives requests of earlier imports the price that comes now, in the tables
   */
  readonly take: (rows: readonly ImportRow[], isRepricing?: boolean) => TakenRows;
  /** Everything was handed over: what it added is exposed from now on, at its final value. */
  readonly finish: (now: number) => readonly ImportState[];
  readonly list: () => readonly ImportState[];
  readonly gains: (number: number, skip: number, most: number) => readonly MinuteGain[];
  /** Its past is in the blocks of Prometheus. */
  readonly inBlocks: (number: number) => void;
  readonly lines: () => readonly SampleLine[];
}

export interface ImportsOptions {
  /** Label sets that a metric of an import may have. */
  readonly limit: number;
  /** Labels that every counter may have. */
  readonly shared: readonly string[];
  readonly tables: Pick<Tables, 'event' | 'point' | 'reprice'>;
  /** Runs work in a transaction that the tables take part in. */
  readonly together: <Result>(work: () => Result) => Result;
  /** Microseconds since 1970. */
  readonly clock: () => number;
}

interface ImportRecord {
  readonly id: number;
  readonly finished: number | null;
  readonly in_blocks: number;
}

/** 128 bits of what tells a thing of a transcript apart from all others. */
const identityBytes = (kind: string, id: string): Buffer =>
  Buffer.from(digest(`${transcriptSource} ${kind} ${id}`), 'base64url').subarray(0, 16);

/** History from transcripts. What was taken once is remembered for ever, also when its rows are pruned. */
export const createImports = (store: LedgerStore, options: ImportsOptions): Imports => {
  const { tables, together, clock } = options;
  const insertIdentity = store.prepare('INSERT OR IGNORE INTO imported VALUES (?)');
  const selectIdentity = store.prepare('SELECT 1 FROM imported WHERE identity = ?');
  const selectOpen = store.prepare('SELECT id FROM imports WHERE finished IS NULL');
  const selectAll = store.prepare('SELECT id, finished, in_blocks FROM imports ORDER BY id');
  const openNumber = (): number => (selectOpen.get() as { id: number } | undefined)?.id ?? 0;
  const wasImported = (session: string): boolean =>
    selectIdentity.get(identityBytes('session', session)) !== undefined;

  const gains = createGains(store, options.limit, openNumber);
  const had = createHad(store, wasImported);
  const write = createWriteRow({ tables, gains, shared: options.shared });

  const isHad = (row: ImportRow): boolean => {
    if (row.kind === 'request') return had.request(row);
    return row.kind === 'call' ? had.call(row) : had.prompt(row);
  };

  const takeRow = (row: ImportRow): 'fresh' | 'repeated' | 'had' => {
    const identity = identityBytes(row.kind, row.id);
    if (selectIdentity.get(identity)) return 'repeated';
    if (isHad(row)) return 'had';
    insertIdentity.run(identity);
    const isStart =
      !had.session(row.session) && insertIdentity.run(identityBytes('session', row.session)).changes > 0;
    write(row, identity.toString('base64url'), { isStart, received: clock() });
    return 'fresh';
  };

  const reprice = (row: ImportRow): boolean =>
    row.kind === 'request' &&
    tables.reprice(identityBytes(row.kind, row.id).toString('base64url'), row.nanoDollars);

  const list = (): readonly ImportState[] =>
    (selectAll.all() as unknown as readonly ImportRecord[]).map(({ id, finished, in_blocks }) => ({
      number: id,
      finished,
      isInBlocks: in_blocks === 1,
    }));

  const takeAll = (rows: readonly ImportRow[], isRepricing: boolean): TakenRows => {
    if (openNumber() === 0) {
      store.prepare('INSERT INTO imports (begun) VALUES (?)').run(clock());
      gains.changed();
    }
    const taken = { fresh: 0, repeated: 0, had: 0, nanoDollars: 0, repriced: 0 };
    for (const row of rows) {
      const outcome = takeRow(row);
      taken[outcome] += 1;
      if (isRepricing && outcome === 'repeated' && reprice(row)) taken.repriced += 1;
      if (outcome === 'fresh' && row.kind === 'request') taken.nanoDollars += row.nanoDollars;
    }
    return taken;
  };

  const compare = (rows: readonly ImportRow[]): readonly SessionCheck[] => {
    const checks = new Map<string, SessionCheck>();
    for (const row of rows) {
      if (row.kind !== 'request') continue;
      const before = checks.get(row.session);
      const isTold = had.request(row);
      checks.set(row.session, {
        session: row.session,
        started: before?.started ?? row.time,
        requests: (before?.requests ?? 0) + 1,
        told: (before?.told ?? 0) + Number(isTold),
        missingNanoDollars: (before?.missingNanoDollars ?? 0) + (isTold ? 0 : row.nanoDollars),
        isHeard: had.session(row.session),
      });
    }
    had.forget();
    return [...checks.values()];
  };

  return {
    compare,
    take: (rows, isRepricing = false) => {
      try {
        return together(() => takeAll(rows, isRepricing));
      } catch (error) {
        gains.changed();
        throw error;
      } finally {
        had.forget();
      }
    },
    finish: (now) => {
      together(() => {
        // An import that added nothing leaves no trace.
        const number = openNumber();
        const added = store.prepare('SELECT 1 FROM imported_series WHERE import = ? LIMIT 1').get(number);
        if (added) store.prepare('UPDATE imports SET finished = ? WHERE id = ?').run(now, number);
        else store.prepare('DELETE FROM imports WHERE id = ?').run(number);
      });
      gains.changed();
      return list();
    },
    list,
    gains: gains.page,
    inBlocks: (number) => {
      together(() => {
        gains.drop(number);
        store.prepare('UPDATE imports SET in_blocks = 1 WHERE id = ?').run(number);
      });
    },
    lines: gains.lines,
  };
};
