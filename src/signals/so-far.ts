import { spentSoFar } from '../catalogue/ledger-metrics.ts';
import type { Period } from '../config/calendar.ts';
import { orZero } from '../promql/arithmetic.ts';
import { gaugeOf, type QueryView } from '../promql/query.ts';

/** What was spent so far in a period, in the time zone of the ledger. */
export const spentIn = (period: Period, { filter }: Pick<QueryView, 'filter'>): string =>
  orZero(gaugeOf(spentSoFar, { where: { period } }, filter ? { filter } : {}));
