import express, { type RequestHandler, type Router } from 'express';
import * as z from 'zod';
import type { LabelLinks } from '../../label-link.ts';
import { compile } from '../compile.ts';
import { clickhouse } from '../dialect.ts';
import { savedQueries } from '../saved-queries.ts';
import type { Answers } from './answers.ts';
import { failed, parsed } from './asked.ts';
import type { AskEither } from './either.ts';
import {
  eventsParameters,
  filtersOf,
  freeQuestion,
  labelsOf,
  sessionsParameters,
  spansParameters,
  timeParameters,
} from './parameters.ts';

export interface ApiParts {
  readonly ask: AskEither;
  readonly answers: Answers;
  readonly extraLabels: readonly string[];
  readonly links: LabelLinks;
  readonly zone: string | undefined;
}

/** `/api/v1`: sessions, events and questions in SQL, for pages, for programs and for people with curl. */
export const apiRouter = ({ ask, answers, extraLabels, links, zone }: ApiParts): Router => {
  const router = express.Router();

  router.get('/sessions', async ({ query }, response) => {
    const { since, until, ...page } = parsed(sessionsParameters, query);
    response.json(await answers.sessions({ ...page, ...filtersOf({ since, until }, labelsOf(query)) }));
  });
  router.get('/sessions/:id', async ({ params }, response) => {
    const session = await answers.session(params.id);
    if (session) response.json(session);
    else
      response
        .status(404)
        .json({ error: `There is no session "${params.id}".`, fix: 'GET /api/v1/sessions lists them' });
  });
  router.get('/sessions/:id/transcript', async ({ params }, response) => {
    response.json({ rows: await answers.transcript(params.id) });
  });
  router.get('/events', async ({ query }, response) => {
    const { since, until, ...page } = parsed(eventsParameters, query);
    response.json(await answers.events({ ...page, ...filtersOf({ since, until }, labelsOf(query)) }));
  });
  router.get('/spans', async ({ query }, response) => {
    response.json(await answers.spans(parsed(spansParameters, query)));
  });
  router.get('/unknown', async (_request, response) => {
    response.json(await answers.unknown());
  });
  router.get('/links', (_request, response) => {
    response.json(links);
  });
  router.get('/tables', async (_request, response) => {
    response.json(await answers.tables());
  });
  router.get('/query', (_request, response) => {
    response.json(
      Object.entries(savedQueries).map(([name, { question, columns, advice, limits, parameters }]) => ({
        name,
        question,
        columns,
        advice,
        limits,
        parameters,
      })),
    );
  });
  router.get('/query/:saved', async ({ params, query }, response) => {
    const saved = Object.hasOwn(savedQueries, params.saved) ? savedQueries[params.saved] : undefined;
    if (!saved) {
      response
        .status(404)
        .json({ error: `There is no saved query "${params.saved}".`, fix: 'GET /api/v1/query lists them' });
      return;
    }
    const own = Object.keys(saved.parameters ?? {});
    const times = parsed(z.object(timeParameters), query);
    const filters = filtersOf(times, labelsOf(query, own));
    const options = { extraLabels, zone };
    const { sql, parameters } = compile(saved, filters, options);
    const inClickhouse = compile(saved, filters, { ...options, dialect: clickhouse });
    const given = Object.fromEntries(
      own.map((name) => [name, typeof query[name] === 'string' ? query[name] : null]),
    );
    response.json(
      await ask({
        sql,
        clickhouse: inClickhouse.sql,
        parameters: { ...parameters, ...given },
        mostSeconds: 30,
      }),
    );
  });
  const free: RequestHandler = async ({ body }, response) => {
    const { rows, seconds, ...question } = parsed(freeQuestion, body);
    response.json(await ask({ ...question, mostRows: rows, mostSeconds: seconds }));
  };
  router.post('/query', express.json({ limit: '200kb' }), free);
  router.use((_request, response) => {
    response.status(404).json({ error: 'There is no such address.', fix: 'docs/api.md' });
  });
  router.use(failed);
  return router;
};
