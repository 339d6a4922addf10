import type { SavedQuery } from './saved-query.ts';
import { sessionOverview } from './session/overview.ts';

/** Every saved query by its name; `session-`, `error-` and `tool-` say which file of `queries/` it is in. */
export const savedQueries: Readonly<Record<string, SavedQuery>> = { ...sessionOverview };
