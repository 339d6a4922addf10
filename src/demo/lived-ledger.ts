import path from 'node:path';
import type { SharedLabel } from '../catalogue/labels.ts';
import { budgetsOf } from '../config/budgets.ts';
import { machineZone } from '../config/calendar.ts';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { type Budgets, createBudgets } from '../ledger/budgets.ts';
import { createLedger, type Ledger } from '../ledger/ledger.ts';
import { redactorFrom } from '../ledger/redactor.ts';
import { openStore } from '../ledger/store.ts';
import type { Run } from './client.ts';
import { exportsOf } from './otlp.ts';

/** A forecast reads eight weeks: in a month that is lived through, one an hour is enough. */
const forecastMs = 3_600_000;

/** The real redaction and ledger, on the store that the ledger's process will go on with; its clock is the session's. */
export const openLedger = ({ home, config }: { readonly home: Home; readonly config: Config }) => {
  const folder = path.join(home.data, 'ledger');
  const store = openStore(folder);
  // What a power cut takes from a demo is no loss.
  store.exec('PRAGMA synchronous = OFF');
  let clock = 0;
  let ledger: Ledger;
  let budgets: Budgets;
  const zone = config.timeZone ?? machineZone();
  /** As every morning, when the stack is started. */
  const start = () => {
    ledger = createLedger(
      store,
      {
        shared: config.labels.shared as readonly SharedLabel[],
        limit: config.labels.limit,
        zone,
        retention: config.retention,
      },
      () => clock * 1000,
    );
    budgets = createBudgets(store, budgetsOf(config), ledger.soFar, zone, forecastMs);
  };
  start();
  const receive = redactorFrom({ config, secrets: home.secrets } as never, (signal, request) =>
    ledger.take(signal, request),
  );
  return {
    start,
    current: () => ledger,
    budgets: (at: number) => budgets.lines(at),
    take: async (run: Run, from: number, to: number) => {
      const requests = exportsOf(run, from, to);
      if (requests.length === 0) return;
      clock = Math.max(
        ...[...run.events, ...run.gains].filter(({ at }) => at >= from && at < to).map(({ at }) => at),
      );
      await Promise.all(requests.map(({ signal, body }) => receive(signal, body)));
    },
    rows: (): number => (store.prepare('SELECT count(*) AS n FROM event_list').get() as { n: number }).n,
    close: () => {
      // What the newest sample shows is what the ledger goes on with.
      store.exec('UPDATE counters SET shown = value');
      store.close();
    },
  };
};
