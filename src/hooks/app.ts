import { randomUUID } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import * as z from 'zod';
import { textType } from '../counters/text.ts';
import { type Access, type Door, onlyLocal, onlyThisMachine } from '../service/only-local.ts';
import { isAuthorized } from '../service/token.ts';
import { BodyRefused, createBodyReader } from './body.ts';
import type { Lifts } from './budgets/lift.ts';
import { noDecision } from './decide/client-answer.ts';
import type { HandOver } from './hand-over/hand-over.ts';
import { hooksText } from './hooks-text.ts';
import type { Delivery } from './journal/event-key.ts';
import type { EventRecord } from './journal/event-record.ts';
import { spooledRecords } from './journal/event-record-schema.ts';
import type { Journal } from './journal/journal.ts';
import type { JournalStore } from './journal/journal-store.ts';
import { blockQuery, eventQuery } from './journal/listing-filters.ts';
import { blockRows, eventRows } from './journal/listings.ts';
import type { PlanLimits } from './plan-limits/plan-limits.ts';
import { reportedLimits } from './plan-limits/reported.ts';
import { gauges, type PushState } from './push/state-push.ts';
import type { HookRefusal, Service } from './service.ts';

export interface AppOptions {
  readonly service: Service;
  readonly journal: Journal;
  /** For reading only. */
  readonly store: JournalStore;
  readonly pushState: Readonly<PushState>;
  /** The text that Prometheus scrapes; `/metrics` has what is counted at the moment, for people. */
  readonly scrape?: () => Promise<string>;
  readonly access?: Access;
  /** Where events are handed to the ledger. */
  readonly handOver?: HandOver;
  /** Where limits of the plan go that a status line passes on. */
  readonly plan?: {
    readonly limits: PlanLimits;
    /** The account's pseudonym, by the folder of the client's own file. */
    readonly accountOf: (folder: string | undefined) => Promise<string>;
  };
  readonly lifts?: Lifts;
  /** What `/spool` and `/api` ask for over a port. */
  readonly token: string;
}

/** Reached over the socket: only a process of the person's own can be there. */
const isSocket = ({ socket }: Request): boolean => socket.remoteAddress === undefined;

/** Where Prometheus scrapes. */
export const scrapePath = '/metrics/prometheus';

const idPattern = /^[\w.:-]{1,100}$/;

/**
 * `X-Event-Id`: the sender's id of the event. `X-Delivery: once`: the sender never sends twice, as the client's own
 * http hooks, so that two equal payloads are two events.
 */
const deliveryOf = (request: Request): Delivery => {
  const id = request.get('x-event-id');
  if (id && idPattern.test(id)) return { kind: 'id', id };
  return request.get('x-delivery') === 'once' ? { kind: 'once', id: randomUUID() } : { kind: 'unknown' };
};

/** Over TLS: a program that holds our certificate, as an entry does, and no page of a browser. */
const isTls = ({ socket }: Request): boolean => socket instanceof TLSSocket;

/** What the sender says of its surroundings: a path, as UTF-8 in a header. */
const pathIn = (request: Request, name: string): string | undefined => {
  const text = Buffer.from(request.get(name) ?? '', 'latin1').toString('utf8');
  return (isSocket(request) || isTls(request)) && text.startsWith('/') ? text : undefined;
};

const answered =
  <Filter extends z.ZodType>(
    schema: Filter,
    rows: (filter: z.output<Filter>) => readonly unknown[],
  ): RequestHandler =>
  (request, response) => {
    const filter = schema.safeParse(request.query);
    if (filter.success) response.json(rows(filter.data));
    else response.status(400).json({ error: z.prettifyError(filter.error) });
  };

const bodyReasons: Readonly<Partial<Record<number, HookRefusal>>> = {
  400: 'malformed',
  413: 'too_large',
  415: 'malformed',
  503: 'overloaded',
};

const refusedBody =
  (service: Service): ErrorRequestHandler =>
  (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = error instanceof BodyRefused ? error.status : 500;
    const reason = bodyReasons[status];
    if (reason) service.refused(reason);
    if (status === 503) response.set('Retry-After', '1');
    // What is left of the body is not read.
    response.status(status).set('Connection', 'close');
    response.json({ error: status === 500 ? 'Failed.' : (error as Error).message });
  };

const doorOf = (path: string): Door => {
  if (path === '/ready') return 'health';
  return path === '/hooks' || path === '/spool' ? 'send' : 'api';
};

/** The service's HTTP side. */
export const createApp = ({
  service,
  journal,
  store,
  pushState,
  handOver,
  scrape,
  plan,
  lifts,
  access = onlyThisMachine,
  token,
}: AppOptions): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(onlyLocal(access, doorOf));

  const readBody = createBodyReader();
  const authorized: RequestHandler = (request, response, next) => {
    if (isSocket(request) || isAuthorized(token, request.get('authorization'))) next();
    else
      response.status(401).set('WWW-Authenticate', 'Bearer').json({
        error: 'Send `Authorization: Bearer` with the token in secrets/api-token.',
      });
  };

  app.post('/hooks', async (request, response) => {
    const { status, body } = await service.receive(await readBody(request), {
      delivery: deliveryOf(request),
      home: pathIn(request, 'x-home'),
      project: pathIn(request, 'x-project'),
    });
    if (status === 503) response.set('Retry-After', '1');
    response.status(status);
    if (body) response.type('json').send(body);
    else response.set('Content-Type', noDecision).end();
  });

  // What the client handed to a status line. Nothing but the limits of the plan is read of it.
  if (plan)
    app.post('/statusline', authorized, async (request, response) => {
      const now = Date.now();
      const limits = reportedLimits(await readBody(request), now);
      if (limits.length > 0)
        plan.limits.report(limits, await plan.accountOf(pathIn(request, 'x-client')), now);
      response.status(204).end();
    });

  if (lifts)
    app.post('/budget/lift', authorized, async (request, response) => {
      const wanted = z.strictObject({ lift: z.string().max(10_000) }).safeParse(await readBody(request));
      const isTaken = wanted.success && lifts.take(wanted.data.lift, Date.now());
      if (isTaken) service.lifted();
      response.status(isTaken ? 204 : 400).end();
    });
  app.get('/budget/lift', authorized, (_request, response) => {
    response.json(lifts?.current(Date.now()) ?? null);
  });

  // What entries decided while the service was away.
  app.post('/spool', authorized, async (request, response) => {
    const records = spooledRecords.safeParse(await readBody(request));
    if (!records.success) {
      service.refused('malformed');
      response.status(400).json({ error: z.prettifyError(records.error) });
      return;
    }
    try {
      service.handIn(records.data as readonly EventRecord[]);
      response.status(204).end();
    } catch {
      response.status(503).set('Retry-After', '1').end();
    }
  });

  app.post('/api/forget', authorized, async (request, response) => {
    const wanted = z
      .strictObject({ sessions: z.array(z.string().max(200)).max(100_000) })
      .safeParse(await readBody(request));
    if (wanted.success) response.json({ events: journal.forget(wanted.data.sessions) });
    else response.status(400).json({ error: z.prettifyError(wanted.error) });
  });

  app.get('/ready', (_request, response) => {
    const journalled = service.healthy();
    const refused = pushState.refused === true;
    const reason = journalled
      ? `Pushgateway refuses what is pushed: ${pushState.error}`
      : 'The disk does not take events.';
    response.status(journalled && !refused ? 200 : 503).json({
      journal: journalled ? 'ok' : 'the disk does not take events',
      ...((!journalled || refused) && { reason }),
      push: pushState,
      ...(handOver && {
        handOver: { lagSeconds: handOver.lagSeconds(Date.now()), error: handOver.trouble() },
      }),
    });
  });

  app.get('/metrics', (_request, response) => {
    const samples = [
      ...journal.counters(),
      ...gauges(journal, pushState.lastAccepted, { handOver, planLimits: plan?.limits, lifts }),
    ];
    response.set('Content-Type', textType).send(hooksText(samples));
  });

  if (scrape)
    app.get(scrapePath, async (_request, response) => {
      response.set('Content-Type', textType).send(await scrape());
    });

  app.get(
    '/api/events',
    authorized,
    answered(eventQuery, (filter) => eventRows(store, filter)),
  );
  app.get(
    '/api/blocks',
    authorized,
    answered(blockQuery, (filter) => blockRows(store, filter)),
  );

  app.use(refusedBody(service));
  return app;
};
