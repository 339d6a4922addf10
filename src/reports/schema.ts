import * as z from 'zod';
import { type Artefact, json } from '../artefact/artefact.ts';

const cell = z.union([z.string(), z.number(), z.null()]);
const day = z.iso.date();

export const findingSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  /** What happened, in a sentence. */
  what: z.string(),
  saving_usd: z.number().describe('Estimated, in dollars.'),
  times: z.number(),
  sessions: z.number(),
  evidence: z.array(
    z.strictObject({
      session_id: z.string().nullable(),
      subject: z.string().nullable().describe('Tool, file, model, server, project.'),
      times: z.number(),
      saving_usd: z.number(),
    }),
  ),
  advice: z.string(),
  estimate: z.string().describe('How the saving is computed.'),
  limits: z.string().optional(),
});

const tableSchema = z.strictObject({
  name: z.string(),
  section: z.string(),
  title: z.string(),
  columns: z.array(z.string()).describe('`…_usd` is money, `…_share` a share, `…_ms` a duration.'),
  rows: z.array(z.array(cell)),
  bars: z.tuple([z.string(), z.string()]).optional().describe('Drawn as bars: names and values.'),
  mostRows: z.number().optional().describe('Rows that people are shown.'),
  note: z.string().optional(),
});

/** A report as data: `report --format json`, `latest-report.json`, `GET /api/v1/report`. */
export const reportSchema = z.strictObject({
  version: z.literal(1),
  made: z.iso.datetime(),
  range: z.strictObject({ first: day, last: day, days: z.number(), zone: z.string() }),
  before: z
    .strictObject({ first: day, last: day })
    .describe('As many days just before: what figures are compared with.'),
  filters: z.record(z.string(), z.array(z.string())),
  links: z
    .record(z.string(), z.string())
    .describe('Where the values of a column lead; `{value}` stands for one.'),
  figures: z.array(
    z.strictObject({
      name: z.string(),
      title: z.string(),
      unit: z.enum(['usd', 'count', 'share', 'hours', 'tokens']),
      value: z.number().nullable(),
      before: z.number().nullable(),
      more: z.enum(['worse', 'better']).optional().describe('What more of it means.'),
    }),
  ),
  findings: z.array(findingSchema),
  sections: z.array(z.strictObject({ name: z.string(), title: z.string() })),
  tables: z.array(tableSchema),
});

export type Report = z.output<typeof reportSchema>;
export type FoundFinding = z.output<typeof findingSchema>;
export type Table = z.output<typeof tableSchema>;

/** The schema for programs that read reports. */
export const reportSchemaArtefact = (): Artefact =>
  json('docs/report.schema.json', z.toJSONSchema(reportSchema));
