import { randomUUID } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import * as z from 'zod';
import { textType } from '../counters/text.ts';
import { type Access, onlyLocal, onlyThisMachine } from '../service/only-local.ts';
import { noDecision } from './decide/client-answer.ts';
import { hooksText } from './hooks-text.ts';
import type { Delivery } from './journal/event-key.ts';
import type { EventRecord } from './journal/event-record.ts';
import { spooledRecords } from './journal/event-record-schema.ts';
import type { Journal } from './journal/journal.ts';
import type { Store } from './journal/journal-store.ts';
import { blockQuery, eventQuery } from './journal/listing-filters.ts';
import { blockRows, eventRows } from './journal/listings.ts';
import { gauges, type PushState } from './push/state-push.ts';
import type { Service } from './service.ts';

export interface AppOptions {
  readonly service: Service;
  readonly journal: Journal;
  /** For reading only. */
  readonly store: Store;
  readonly pushState: Readonly<PushState>;
  readonly access?: Access;
}

/** Largest payload: a tool may write a file of a few MiB, and its text comes in JSON. */
export const largestBody = '16mb';

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

const refusedBody =
  (service: Service): ErrorRequestHandler =>
  (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const { status = 500, type = '' } = error as { status?: number; type?: string };
    if (type === 'entity.too.large') service.refused('too_large');
    else if (status === 400) service.refused('malformed');
    const message = status === 413 ? `Larger than ${largestBody}.` : status === 400 ? 'Not JSON.' : 'Failed.';
    response.status(status).json({ error: message });
  };

/** The service's HTTP side. */
export const createApp = ({
  service,
  journal,
  store,
  pushState,
  access = onlyThisMachine,
}: AppOptions): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(onlyLocal(access, (path) => (path === '/ready' ? 'health' : 'api')));

  app.post('/hooks', express.json({ limit: largestBody, type: () => true }), async (request, response) => {
    const { status, body } = await service.receive(request.body, deliveryOf(request));
    if (status === 503) response.set('Retry-After', '1');
    response.status(status);
    if (body) response.type('json').send(body);
    else response.set('Content-Type', noDecision).end();
  });

  // What entries decided while the service was away.
  app.post('/spool', express.json({ limit: largestBody, type: () => true }), (request, response) => {
    const records = spooledRecords.safeParse(request.body);
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

  app.get('/ready', (_request, response) => {
    const journalled = service.healthy();
    response.status(journalled ? 200 : 503).json({
      journal: journalled ? 'ok' : 'the disk does not take events',
      ...(!journalled && { reason: 'The disk does not take events.' }),
      push: pushState,
    });
  });

  app.get('/metrics', (_request, response) => {
    const samples = [...journal.counters(), ...gauges(journal, pushState.lastAccepted)];
    response.set('Content-Type', textType).send(hooksText(samples));
  });

  app.get(
    '/api/events',
    answered(eventQuery, (filter) => eventRows(store, filter)),
  );
  app.get(
    '/api/blocks',
    answered(blockQuery, (filter) => blockRows(store, filter)),
  );

  app.use(refusedBody(service));
  return app;
};
