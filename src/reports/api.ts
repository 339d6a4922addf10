import express, { type Router } from 'express';
import * as z from 'zod';
import type { LabelLinks } from '../label-link.ts';
import { failed, parsed } from '../queries/api/asked.ts';
import type { AskEither } from '../queries/api/either.ts';
import { labelsOf } from '../queries/api/parameters.ts';
import type { AskSql } from './ask.ts';
import { findIn, makeReport, type ReportAsked } from './report.ts';

export interface ReportApiParts {
  readonly ask: AskEither;
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

const mostSeconds = 60;

/** `/report` and `/findings` of `/api/v1`. */
export const reportRouter = ({ ask: askEither, extraLabels, links, zone }: ReportApiParts): Router => {
  const ask: AskSql = (question) => askEither({ ...question, mostSeconds });
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
