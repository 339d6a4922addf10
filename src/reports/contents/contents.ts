import { cost } from './cost.ts';
import { errors } from './errors.ts';
import { permissions } from './permissions.ts';
import { quality } from './quality.ts';
import type { ReportTable } from './table.ts';

/** Every table of a report by its name, in the order in which it stands there. */
export const contents: Readonly<Record<string, ReportTable>> = {
  ...cost,
  ...errors,
  ...permissions,
  ...quality,
};
