import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { exitCode, Failure } from '../../failure.ts';
import { type Criterion, type CriterionName, criteria, criterionNames } from './criteria.ts';

const criterionSchema = z.strictObject({
  limit: z.number().nonnegative().optional(),
  weight: z.number().positive().max(100).default(1),
});
const names = z.enum(criterionNames as [CriterionName, ...CriterionName[]]);
const evalsSchema = z.strictObject({ criteria: z.partialRecord(names, criterionSchema.nullable()) });

/** A criterion as a file asks for it. */
export interface WantedCriterion {
  readonly name: CriterionName;
  readonly limit: number;
  readonly weight: number;
}

const usual: readonly WantedCriterion[] = (
  ['endedWell', 'failureShareBelow', 'costBelowUSD', 'changedSomething'] as const
).map((name) => ({ name, limit: (criteria[name] as Criterion).limit ?? 0, weight: 1 }));

/**
 * What a session is scored by: what the file says, else a usual set.
 * @throws Failure where the file says something else
 */
export const readEvals = (file: string): readonly WantedCriterion[] => {
  if (!existsSync(file)) return usual;
  const wrong = (what: string): Failure =>
    new Failure(`These are not criteria: ${what}`, {
      where: file,
      fix: `criteria: { endedWell: {}, costBelowUSD: { limit: 2, weight: 2 } }. There are: ${criterionNames.join(', ')}.`,
      exitCode: exitCode.usage,
    });
  let told: unknown;
  try {
    told = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw wrong((error as Error).message);
  }
  const read = evalsSchema.safeParse(told);
  if (!read.success)
    throw wrong(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  return Object.entries(read.data.criteria).map(([name, asked]) => {
    const criterion: Criterion = criteria[name as CriterionName];
    return {
      name: name as CriterionName,
      limit: asked?.limit ?? criterion.limit ?? 0,
      weight: asked?.weight ?? 1,
    };
  });
};
