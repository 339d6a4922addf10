import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type Express, type Router } from 'express';
import { createOtlpForward } from '../otlp/forward.ts';
import { createOtlpGrpc, listenGrpc } from '../otlp/grpc.ts';
import type { ReceiverOptions } from '../otlp/handle.ts';
import { createOtlpHttp } from '../otlp/http.ts';
import { type OtlpSignal, signals } from '../otlp/model.ts';
import { listen } from '../service/listen.ts';
import { onlyLocal } from '../service/only-local.ts';
import { hasRoom } from '../service/room.ts';
import type { Life } from '../service/run.ts';
import { redactorFrom } from './redactor.ts';
import type { LedgerProcessSettings } from './settings.ts';

/** To send a whole request; a client far away through a tunnel takes its time. */
const limits = { requestSeconds: 30, stopSeconds: 5 };

const behindCheck = ({ access }: LedgerProcessSettings, receiver: Router): Express => {
  const front = express();
  front.disable('x-powered-by');
  front.disable('etag');
  front.use(onlyLocal(access, () => 'send'));
  front.use(receiver);
  return front;
};

const outcomes = ['taken', 'refused'] as const;

/** Counts requests of clients, in the place of the collector's own metrics. */
const countRequests = () => {
  const counts = new Map<string, number>(
    signals.flatMap((signal) =>
      outcomes.map((outcome) => [`signal="${signal}",outcome="${outcome}"`, 0] as const),
    ),
  );
  const name = 'start_observability_receiver_requests_total';
  return {
    count: (signal: OtlpSignal, outcome: (typeof outcomes)[number]) => {
      const labels = `signal="${signal}",outcome="${outcome}"`;
      counts.set(labels, (counts.get(labels) ?? 0) + 1);
    },
    text: (): string =>
      [
        `# HELP ${name} OTLP requests of clients.`,
        `# TYPE ${name} counter`,
        ...[...counts].map(([labels, value]) => `${name}{${labels}} ${value}`),
        '',
      ].join('\n'),
  };
};

const answer =
  (path: string, type: string, text: () => string) =>
  ({ url = '' }: IncomingMessage, response: ServerResponse): void => {
    const isFound = url.split('?')[0] === path;
    response.writeHead(isFound ? 200 : 404, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' });
    response.end(isFound ? text() : '');
  };

/** Takes OTLP from clients themselves, on the collector's ports, where no collector runs. */
const receive = async (
  settings: LedgerProcessSettings,
  receiver: ReceiverOptions,
  onStop: Life['onStop'],
) => {
  const { bearerToken: _, ...open } = receiver;
  const requests = countRequests();
  const redacting = redactorFrom(settings, receiver.handle);
  const options: ReceiverOptions = {
    ...open,
    handle: async (signal, ...rest) => {
      const outcome = await redacting(signal, ...rest);
      requests.count(signal, 'status' in outcome ? 'refused' : 'taken');
      return outcome;
    },
  };
  if (settings.otlpGrpc) {
    const grpc = createOtlpGrpc(options);
    await listenGrpc(grpc, settings.otlpGrpc);
    onStop(() => grpc.tryShutdown(() => undefined));
  }
  // As the collector does there: whether it is ready, and counts.
  const health = answer('/', 'application/json', () => '{"status":"Server available"}\n');
  const metrics = answer('/metrics', 'text/plain; version=0.0.4; charset=utf-8', requests.text);
  if (settings.health) onStop((await listen(health, settings.health)).close);
  if (settings.metrics) onStop((await listen(metrics, settings.metrics)).close);
  return createOtlpHttp(options);
};

/**
 * Listens for clients that send OTLP over HTTP: in front of the collector, which reads what it gets, or in its place.
 * Either way a web page gets no further than here.
 */
export const listenForClients = async (
  settings: LedgerProcessSettings,
  receiver: ReceiverOptions,
  onStop: Life['onStop'],
): Promise<void> => {
  const { collectorUrl, otlpHttp } = settings;
  if (!otlpHttp) return;
  const router = collectorUrl
    ? createOtlpForward(collectorUrl, () => hasRoom(settings.data))
    : await receive(settings, receiver, onStop);
  onStop((await listen(behindCheck(settings, router), otlpHttp, limits)).close);
};
