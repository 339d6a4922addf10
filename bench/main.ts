import { benchGuard } from '../packages/guard/bench/verdicts.ts';
import { benchAlerts } from './alerts.ts';
import { benchBars } from './bars.ts';
import { benchChaos } from './chaos.ts';
import { benchClickhouse } from './clickhouse.ts';
import { benchEveryday } from './everyday.ts';
import { benchFront } from './front.ts';
import { longForms } from './full.ts';
import { benchHooks } from './hooks.ts';
import { benchImport } from './import.ts';
import { benchLedger } from './ledger.ts';
import { benchQueries } from './queries.ts';
import { benchReplay } from './replay.ts';
import { print, type Row } from './row.ts';
import { benchSession } from './session.ts';
import { benchSql } from './sql.ts';
import { benchStack } from './stack.ts';
import { benchStatusline } from './statusline.ts';
import { benchTables } from './tables.ts';
import { benchViewer } from './viewer.ts';

/** `npm run bench [name ...]`: figures, not verdicts. Timings vary with what else the machine does. */
const benches: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  queries: benchQueries,
  bars: benchBars,
  ledger: benchLedger,
  tables: benchTables,
  import: benchImport,
  sql: benchSql,
  clickhouse: benchClickhouse,
  stack: benchStack,
  guard: benchGuard,
  everyday: benchEveryday,
  hooks: benchHooks,
  session: benchSession,
  front: benchFront,
  viewer: benchViewer,
  statusline: benchStatusline,
  alerts: benchAlerts,
  replay: benchReplay,
  chaos: benchChaos,
};

const asked = process.argv.slice(2);
/** `npm run bench -- full`: every figure, and the long forms of what the slow suite has. It takes hours. */
const isFull = asked.includes('full');
const wanted = isFull ? [] : asked;
const unknown = wanted.filter((name) => !benches[name]);
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are: full, ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const row of await bench()) print(row);
}
if (isFull) for await (const row of longForms()) print(row);
