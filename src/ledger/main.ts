import type { Server as GrpcServer } from '@grpc/grpc-js';
import express from 'express';
import { ledgerState } from '../catalogue/ledger-metrics.ts';
import { millisecondsOf } from '../config/duration.ts';
import { createSeen } from '../counters/seen.ts';
import { createOtlpGrpc, listenGrpc } from '../otlp/grpc.ts';
import { defaultLimits, type ReceiverOptions } from '../otlp/handle.ts';
import { createOtlpHttp } from '../otlp/http.ts';
import { createReader } from '../queries/engine/reader.ts';
import { createAllowance } from '../service/allowance.ts';
import { type Listener, listen } from '../service/listen.ts';
import { onlyLocal } from '../service/only-local.ts';
import { type Life, runService } from '../service/run.ts';
import { closeDatabase } from '../store/database.ts';
import { createApp } from './app.ts';
import { createExposition } from './exposition.ts';
import { createGauges } from './gauges.ts';
import { createLedger } from './ledger.ts';
import { redactorFrom } from './redactor.ts';
import { type Settings, settingsFrom } from './settings.ts';
import { openStore, storeFile } from './store.ts';

const now = () => Date.now() * 1000;
/** What is being received when the ledger stops is still taken. */
const stopSeconds = 5;

interface Receivers {
  readonly grpc?: GrpcServer;
  readonly http?: Listener;
}

/** Takes OTLP from clients themselves, on the collector's ports, where no collector runs. */
const receiveFromClients = async (settings: Settings, receiver: ReceiverOptions): Promise<Receivers> => {
  const { otlpGrpc, otlpHttp, access } = settings;
  if (!otlpGrpc || !otlpHttp) return {};
  const { bearerToken: _, ...open } = receiver;
  const redacting = { ...open, handle: redactorFrom(settings, receiver.handle) };
  const grpc = createOtlpGrpc(redacting);
  await listenGrpc(grpc, otlpGrpc);
  const app = express();
  app.disable('x-powered-by');
  app.use(onlyLocal(access, () => 'api'));
  app.use(createOtlpHttp(redacting));
  return { grpc, http: await listen(app, otlpHttp, { stopSeconds }) };
};

const start = async ({ log, onStop }: Life): Promise<void> => {
  const settings = settingsFrom(process.env);
  const store = openStore(settings.data);
  const ledger = createLedger(store, {
    shared: settings.shared,
    limit: settings.config.labels.limit,
    zone: settings.zone,
    retention: settings.config.retention,
    onRefused: (signal, error) =>
      log.warn({ signal, err: error }, 'a request was refused: it cannot be read'),
  });
  const exposition = createExposition(
    store,
    ledger,
    createGauges(ledger, store, settings.data, now),
    createSeen({
      prometheus: settings.prometheus,
      metric: ledgerState,
      scrapeMilliseconds: millisecondsOf(settings.config.scrapeInterval),
    }),
  );
  const onError = (error: unknown) => log.error({ err: error }, 'a request could not be folded');
  const receiver = {
    handle: ledger.take,
    onError,
    memory: createAllowance(defaultLimits.parsedBytes),
    ...(settings.bearerToken && { bearerToken: settings.bearerToken }),
  };

  const reader = createReader(storeFile(settings.data));
  onStop(() => reader.close());
  const app = createApp({ ledger, store, exposition, now, receiver, access: settings.access, reader });
  const own = await listen(app, settings.listen, { stopSeconds });
  const embedded = await receiveFromClients(settings, receiver);
  log.info(
    { listen: settings.listen, otlp: [settings.otlpGrpc, settings.otlpHttp].filter(Boolean) },
    'ready',
  );

  const sweep = () => {
    try {
      if (ledger.sweep(now())) setImmediate(sweep);
    } catch (error) {
      onError(error);
    }
  };
  const sweeping = setInterval(sweep, 60_000);

  onStop(() => clearInterval(sweeping));
  onStop(() => embedded.grpc?.tryShutdown(() => undefined));
  onStop(() => Promise.all([own.close(), embedded.http?.close()]));
  onStop(async () => {
    const deadline = Date.now() + stopSeconds * 1000;
    while (ledger.waiting() > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 10));
  });
  onStop(() => closeDatabase(store));
};

runService('ledger', start);
