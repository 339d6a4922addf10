import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import pino from 'pino';
import { Failure } from '../failure.ts';
import { createOtlpGrpc, listenGrpc } from '../otlp/grpc.ts';
import type { ReceiverOptions } from '../otlp/handle.ts';
import { createOtlpHttp } from '../otlp/http.ts';
import { createApp } from './app.ts';
import { createExposition } from './exposition.ts';
import { createGauges } from './gauges.ts';
import { createLedger } from './ledger.ts';
import { redactorFrom } from './redactor.ts';
import { type Settings, settingsFrom } from './settings.ts';
import { openStore } from './store.ts';

/** The ledger's process. Logs JSON lines to standard output; no attribute of any payload is ever logged. */
const log = pino({ name: 'ledger' });
const now = () => Date.now() * 1000;
/** The compose service under which the collector addresses the ledger. */
const hosts = ['ledger'];

const listen = async (server: Server, address: string) => {
  const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
  server.listen(Number(port), host);
  await once(server, 'listening');
};

/** Takes OTLP from clients themselves, on the collector's ports, where no collector runs. */
const receiveFromClients = async (settings: Settings, receiver: ReceiverOptions) => {
  const { otlpGrpc, otlpHttp } = settings;
  if (!otlpGrpc || !otlpHttp) return { grpc: undefined, http: [] };
  const { bearerToken: _, ...open } = receiver;
  const redacting = { ...open, handle: redactorFrom(settings, receiver.handle) };
  const grpc = createOtlpGrpc(redacting);
  await listenGrpc(grpc, otlpGrpc);
  const http = createServer(createOtlpHttp({ ...redacting, hosts }));
  await listen(http, otlpHttp);
  return { grpc, http: [http] };
};

const run = async () => {
  const settings = settingsFrom(process.env);
  const store = openStore(settings.data);
  const ledger = createLedger(store, {
    shared: settings.shared,
    limit: settings.config.labels.limit,
    retention: settings.config.retention,
  });
  const exposition = createExposition(
    store,
    ledger.counters,
    createGauges(ledger, store, settings.data, now),
  );
  const onError = (error: unknown) => log.error({ err: error }, 'a request could not be folded');
  const receiver = {
    handle: (signal: Parameters<typeof ledger.take>[0], request: unknown) => ledger.take(signal, request),
    onError,
    ...(settings.bearerToken && { bearerToken: settings.bearerToken }),
  };

  const servers = [createServer(createApp({ ledger, store, exposition, now, receiver, hosts }))];
  await listen(servers[0] as Server, settings.listen);

  const embedded = await receiveFromClients(settings, receiver);
  servers.push(...embedded.http);
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

  const stop = async (signal: string) => {
    log.info({ signal }, 'stopping');
    clearInterval(sweeping);
    embedded.grpc?.tryShutdown(() => undefined);
    for (const server of servers) {
      server.close();
      server.closeIdleConnections();
    }
    const deadline = Date.now() + 5000;
    while (ledger.waiting() > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 10));
    store.close();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
};

run().catch((error: unknown) => {
  log.fatal(
    error instanceof Failure ? { where: error.where, fix: error.fix } : { err: error },
    (error as Error).message,
  );
  process.exit(1);
});
