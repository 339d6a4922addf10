import type { Database } from '../store/database.ts';
import { identityBytes, type RowsOfEvents } from './rows-of-events.ts';

interface StoredRequest {
  readonly id: number;
  readonly time: number;
  readonly session: number | null;
  readonly turn: number | null;
  readonly origin: number;
  readonly model: string | null;
  readonly cost: number;
}

/** Gives a stored request another price, here and wherever it is part of a sum; false where it has that price already. */
export const createReprice = (database: Database, rows: RowsOfEvents) => {
  const select = database.prepare(`
    SELECT e.id, e.time, e.session, r.turn, r.origin, r.model, CAST(coalesce(r.cost_nanodollars, 0) AS REAL) AS cost
    FROM event_list e JOIN api_request_data r ON r.id = e.id WHERE e.identity = ?`);
  const update = database.prepare('UPDATE api_request_data SET cost_nanodollars = ? WHERE id = ?');
  return (identity: string, nanoDollars: number): boolean => {
    const stored = select.get(identityBytes(identity)) as StoredRequest | undefined;
    if (!stored || stored.cost === nanoDollars) return false;
    const { id, time, session, turn, origin, model, cost } = stored;
    update.run(nanoDollars, id);
    const place = { time, session, turn, origin, model: model ?? '' };
    rows.add(place, 'cost_nanodollars', nanoDollars - cost);
    rows.add(place, 'request_cost_nanodollars', nanoDollars - cost);
    return true;
  };
};
