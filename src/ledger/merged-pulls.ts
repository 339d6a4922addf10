import * as z from 'zod';

const name = z.string().min(1).max(300);

/** Merged pull requests of a repository, as `start-observability pulls` hands them over. */
export const mergedPullsOf = z.strictObject({
  repository: name,
  pulls: z
    .array(z.strictObject({ pull: name, branch: name, merged: z.int().positive().max(8.64e15) }))
    .max(5000),
});
