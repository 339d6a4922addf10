import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import * as z from 'zod';
import { textType } from '../counters/text.ts';
import type { LabelLinks } from '../label-link.ts';
import type { ReceiverOptions } from '../otlp/handle.ts';
import { createOtlpHttp } from '../otlp/http.ts';
import { createAnswers } from '../queries/api/answers.ts';
import { createAskEither, type OtherEngine } from '../queries/api/either.ts';
import { apiRouter } from '../queries/api/router.ts';
import type { SqlReader } from '../queries/engine/reader.ts';
import { reportRouter } from '../reports/api.ts';
import { type Access, type Door, onlyLocal, onlyThisMachine } from '../service/only-local.ts';
import { onlyWithToken } from '../service/token.ts';
import type { Agreement } from './agreement.ts';
import { digest } from './attributes.ts';
import { entryOfAct, personActs } from './audit/acts.ts';
import { auditQuery } from './audit/log.ts';
import type { Budgets } from './budgets.ts';
import type { Exposition } from './exposition.ts';
import { hookRows } from './hook-rows.ts';
import { importRouter } from './import/router.ts';
import type { Ledger } from './ledger.ts';
import { marksRouter } from './marks-api.ts';
import { mergedPullsOf } from './merged-pulls.ts';
import { planWindowRows } from './plan-windows.ts';
import {
  agreementOf,
  canariesOf,
  eventsQuery,
  recentEvents,
  recentSessions,
  sessionsQuery,
  summaryOf,
} from './questions.ts';
import type { LedgerStore } from './store.ts';
import { transcriptPortion } from './transcripts/row.ts';

export interface AppParts {
  readonly ledger: Ledger;
  readonly store: LedgerStore;
  readonly exposition: Exposition;
  /** Microseconds since 1970. */
  readonly now: () => number;
  readonly receiver: ReceiverOptions;
  readonly access?: Access;
  /** What callers of `/api` must show. */
  readonly apiToken?: string;
  /** Answers questions in SQL. */
  readonly reader?: SqlReader;
  readonly agreement?: Agreement | undefined;
  readonly budgets?: Budgets;
  readonly extraLabels?: readonly string[];
  /** Where the values of labels lead. */
  readonly links?: LabelLinks;
  /** Time zone of days; absent: the machine's. */
  readonly zone?: string;
  /** What answers saved queries in SQLite's place. */
  readonly other?: OtherEngine | undefined;
}

/** Answers a question about the store, or says which parameter is wrong. */
const ask =
  <Schema extends z.ZodType>(schema: Schema, answer: (query: z.output<Schema>) => unknown) =>
  (request: Request, response: Response) => {
    const query = schema.safeParse(request.query);
    if (query.success) response.json(answer(query.data));
    else {
      const wrong = query.error.issues.map(({ path, message }) => `${path.join('.') || 'query'}: ${message}`);
      response.status(400).json({ error: wrong.join('; ') });
    }
  };

/** Takes a body of JSON into the store: 400 where it is wrong, 503 where the store cannot be written, 204 without an answer. */
const taking = <Schema extends z.ZodType>(
  limit: string,
  schema: Schema,
  take: (told: z.output<Schema>) => object | undefined,
): readonly RequestHandler[] => [
  express.json({ limit }),
  (request, response) => {
    const told = schema.safeParse(request.body);
    if (!told.success) {
      response.status(400).json({ error: z.prettifyError(told.error) });
      return;
    }
    try {
      const answer = take(told.data);
      if (answer) response.json(answer);
      else response.status(204).end();
    } catch {
      response.status(503).set('Retry-After', '5').json({ error: 'The store cannot be written.' });
    }
  },
];

const name = z.string().min(1).max(300);
const toForget = z.union([
  z.strictObject({ person: name }),
  z.strictObject({ session: name }),
  z.strictObject({ project: name }),
]);

const doorOf = (path: string): Door => {
  if (path === '/ready') return 'health';
  return path.startsWith('/v1/') ? 'send' : 'api';
};

/** The ledger's HTTP side: OTLP in, `/metrics`, `/ready` and `/api` out. */
export const createApp = ({
  ledger,
  store,
  exposition,
  now,
  receiver,
  access = onlyThisMachine,
  apiToken,
  reader,
  agreement,
  budgets,
  extraLabels = [],
  links = {},
  zone,
  other,
}: AppParts): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(onlyLocal(access, doorOf));
  // Nearly every request is one of these: they are matched first.
  app.use(createOtlpHttp(receiver));
  if (apiToken !== undefined) app.use('/api', onlyWithToken(apiToken));
  app.get('/ready', (_request, response) => {
    const trouble = ledger.trouble();
    response
      .status(trouble ? 503 : 200)
      .json(trouble ? { ready: false, reason: `The store cannot be written: ${trouble}` } : { ready: true });
  });
  app.get('/metrics', async (_request, response) => {
    response.type(textType).send(await exposition.text(now()));
  });
  app.get('/api/summary', (_request, response) => {
    response.json(summaryOf(ledger, now()));
  });
  app.get('/api/agreement', (_request, response) => {
    response.json(agreementOf(agreement));
  });
  app.get('/api/budgets', (_request, response) => {
    response.json(budgets?.states(now() / 1000) ?? []);
  });
  app.get(
    '/api/audit',
    ask(auditQuery, (query) => ledger.audit.rows(query)),
  );
  app.get('/api/audit/check', (_request, response) => {
    response.json({ firstBroken: ledger.audit.firstBroken() ?? null });
  });
  app.post('/api/audit/acts', express.json({ limit: '4mb' }), (request, response) => {
    const acts = personActs.safeParse(request.body);
    if (acts.success) response.json({ fresh: ledger.takeActs(acts.data.map(entryOfAct)) });
    else response.status(400).json({ error: z.prettifyError(acts.error) });
  });
  app.get('/api/canary', (_request, response) => {
    response.json(canariesOf(ledger));
  });
  app.get(
    '/api/events',
    ask(eventsQuery, (query) => recentEvents(store, query)),
  );
  app.get(
    '/api/sessions',
    ask(sessionsQuery, (query) => recentSessions(store, query)),
  );
  app.post(
    '/api/hook-events',
    ...taking('16mb', hookRows, (rows) => {
      const own = rows.map((row) => ({ ...row, identity: digest(`hook ${row.identity}`) }));
      return { fresh: ledger.takeHooks(own) };
    }),
  );
  app.post(
    '/api/merged-pulls',
    ...taking('4mb', mergedPullsOf, ({ repository, pulls }) => ({
      fresh: ledger.takeMergedPulls(repository, pulls),
    })),
  );
  app.post(
    '/api/plan-windows',
    ...taking('1mb', planWindowRows, (rows) => void ledger.takePlanWindows(rows)),
  );
  app.post(
    '/api/transcripts',
    ...taking('16mb', transcriptPortion, ({ session, texts }) => ({
      fresh: ledger.takeTranscript(session, texts),
    })),
  );
  app.use('/api/marks', marksRouter(store, now));
  app.post('/api/forget', express.json({ limit: '10kb' }), (request, response) => {
    const wanted = toForget.safeParse(request.body);
    if (wanted.success) response.json(ledger.forget(wanted.data));
    else response.status(400).json({ error: z.prettifyError(wanted.error) });
  });
  app.use('/api/import', importRouter({ imports: ledger.imports, now }));
  if (reader) {
    const parts = { ask: createAskEither(reader, other), extraLabels, links, zone };
    app.use('/api/v1', reportRouter(parts));
    app.use('/api/v1', apiRouter({ ...parts, answers: createAnswers(reader, extraLabels) }));
  }
  return app;
};
