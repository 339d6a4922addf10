import * as z from 'zod';
import { type Artefact, json } from '../artefact/artefact.ts';

const attributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** One event or data point: a line of `logs/session-….jsonl`. */
export const recordSchema = z.strictObject({
  kind: z.enum(['event', 'metric']),
  id: z
    .string()
    .min(1)
    .max(200)
    .describe('Tells an event from all others, or a series from all others; a keyed hash.'),
  time: z.number().int().describe('Microseconds since 1970.'),
  timestamp: z.string().describe('The same, ISO 8601.'),
  session: z.string().max(200),
  name: z.string().min(1).max(200),
  team: z.string().optional(),
  project: z.string().optional(),
  account: z
    .string()
    .optional()
    .describe('Keyed hash of the account, where the client sends one; else of the installation.'),
  value: z.number().optional().describe('Of metrics.'),
  start: z.number().int().optional().describe('Of metrics: since when the value counts.'),
  temporality: z.enum(['delta', 'cumulative']).optional().describe('Of metrics.'),
  attributes,
  resource: attributes,
});

export type FileRecord = z.output<typeof recordSchema>;

const sessionSchema = z.strictObject({
  session: z.string(),
  started: z.string(),
  ended: z.string(),
  team: z.string().optional(),
  project: z.string().optional(),
  account: z.string().optional(),
  events: z.record(z.string(), z.number()).describe('How many of each event.'),
  cost_usd: z.number(),
  tokens: z.number(),
});

/** A file of `data/`: what a log holds, in one JSON document. */
export const dataSchema = z.strictObject({
  version: z.literal(1),
  log: z.string().describe('Name of the log that it was made of.'),
  sessions: z.array(sessionSchema),
  records: z.array(recordSchema),
});

export type SessionData = z.output<typeof dataSchema>;

/** The schema for programs that read `data/`. */
export const dataSchemaArtefact = (): Artefact =>
  json('docs/session-data.schema.json', z.toJSONSchema(dataSchema));
