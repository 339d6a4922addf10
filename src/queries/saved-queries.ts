import { boardGroups } from './board/groups.ts';
import { boardRecords } from './board/records.ts';
import { errorCourse } from './error/course.ts';
import { errorKinds } from './error/kinds.ts';
import { places } from './more/places.ts';
import type { SavedQuery } from './saved-query.ts';
import { sessionCompared } from './session/compared.ts';
import { sessionOverview } from './session/overview.ts';
import { toolPerformance } from './tool/performance.ts';
import { toolUsage } from './tool/usage.ts';

/** Every saved query by its name; `session-`, `error-`, `tool-` and `board-` say which file of `queries/` it is in. */
export const savedQueries: Readonly<Record<string, SavedQuery>> = {
  ...sessionOverview,
  ...sessionCompared,
  ...errorKinds,
  ...errorCourse,
  ...toolUsage,
  ...toolPerformance,
  ...places,
  ...boardRecords,
  ...boardGroups,
};
