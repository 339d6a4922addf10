import { z } from 'zod';
import { categories } from './findings/pattern.ts';
import { patternIds } from './patterns.ts';

const decision = z.enum(['allow', 'ask', 'deny']);

const extraPattern = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'lower-case letters, digits and hyphens'),
  decision: decision.default('deny'),
  /** Program name as it would be typed, without a path. Absent: any program. */
  command: z.string().min(1).optional(),
  /** Every one of these words must be among the arguments, after the shell has read them. */
  arguments: z.array(z.string().min(1)).default([]),
  /** A path (`~/` and `*` are understood) no tool and no command may touch. */
  path: z.string().min(1).optional(),
  reason: z.string().min(1),
  suggestion: z.string().default(''),
});

/**
 * The `guard:` section of `config.yaml`. Kept apart from the decision path: `judge` takes the plain object, so a fresh
 * process that only decides never loads zod.
 */
export const guardPolicySchema = z
  .strictObject({
    profile: z
      .enum(['default', 'strict', 'audit', 'off'])
      .default('default')
      .describe(
        'default; strict also denies every recursive forced delete; audit only counts; off reads nothing',
      ),
    categories: z
      .partialRecord(z.enum(categories), decision)
      .default({})
      .describe('Decision for every pattern of a category'),
    patterns: z
      .partialRecord(z.enum(patternIds), decision)
      .default({})
      .describe('Decision for one pattern by its id; wins over its category'),
    extra: z.array(extraPattern).max(200).default([]).describe('Patterns of your own'),
    allowedPaths: z
      .array(z.string().min(1))
      .max(200)
      .default([])
      .describe(
        'Paths a command may delete or read although a pattern says otherwise; ~/ and * are understood',
      ),
  })
  .prefault({});

const raised = z.enum(['ask', 'deny']);

/** What `.claude/guard.json` of a project may say: it can only make the guard stricter. */
export const projectPolicySchema = z.strictObject({
  profile: z.enum(['default', 'strict']).optional(),
  categories: z.partialRecord(z.enum(categories), raised).optional(),
  patterns: z.partialRecord(z.enum(patternIds), raised).optional(),
  extra: z
    .array(extraPattern.extend({ decision: raised.default('deny') }))
    .max(200)
    .optional(),
});

/** How the guard decides. Plain data: it can be written as JSON and read back without the schema. */
export type Policy = z.infer<typeof guardPolicySchema>;
export type Profile = Policy['profile'];
export type ExtraPattern = Policy['extra'][number];
