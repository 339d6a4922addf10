import { costUsage } from '../catalogue/telemetry.ts';
import { seriesFor } from '../promql/level.ts';

/** There where spending was seen three to seven days ago: without it nothing is unusual, because nothing is usual yet. */
export const hasHistory = `count(max_over_time(${seriesFor(costUsage, [])}[4d] offset 3d))`;
