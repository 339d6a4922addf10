import express, { type Router } from 'express';
import * as z from 'zod';
import type { LabelLinks } from '../label-link.ts';
import { failed, parsed } from '../queries/api/asked.ts';
import { labelsOf } from '../queries/api/parameters.ts';
import type { SqlReader } from '../queries/engine/reader.ts';
import type { AskSql } from './ask.ts';
import { findIn, makeReport, type ReportAsked } from './report.ts';

export interface ReportApiParts {
  readonly reader: SqlReader;
  readonly extraLabels: readonly string[];
  readonly links: LabelLinks;
  readonly zone: string | undefined;
}

const time = z.string().min(1).max(40).optional();
const reportParameters = z.object({ since: time, until: time, by: z.string().min(1).max(100).optional() });

const askedOf = (query: Readonly<Record<string, unknown>>): ReportAsked => ({
  ...parsed(reportParameters, query),
  labels: labelsOf(query, ['by']),
});

/** Asks the process that answers questions in SQL. */
const askOf =
  (reader: SqlReader): AskSql =>
  ({ sql, parameters }) =>
    reader.ask({ sql, parameters, mostSeconds: 60 });

/** `/report` and `/findings` of `/api/v1`. */
export const reportRouter = ({ reader, extraLabels, links, zone }: ReportApiParts): Router => {
  const ask = askOf(reader);
  const options = { extraLabels, links, zone };
  const router = express.Router();
  router.get('/report', async ({ query }, response) => {
    response.json(await makeReport(ask, askedOf(query), options));
  });
  router.get('/findings', async ({ query }, response) => {
    response.json({ findings: await findIn(ask, askedOf(query), options) });
  });
  router.use(failed);
  return router;
};
