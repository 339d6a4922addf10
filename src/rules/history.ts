import { hourSpend } from './usual-spend.ts';

/** There where spending was watched three to seven days ago: before, nothing is unusual, because nothing is usual yet. */
export const hasHistory = `count(count_over_time(${hourSpend}[4d] offset 3d))`;
