import { setTimeout as sleep } from 'node:timers/promises';
import { ledgerState } from '../catalogue/ledger-metrics.ts';
import { budgetsOf } from '../config/budgets.ts';
import { millisecondsOf } from '../config/duration.ts';
import { createSeen } from '../counters/seen.ts';
import { defaultLimits } from '../otlp/handle.ts';
import { createReader } from '../queries/engine/reader.ts';
import { createAllowance } from '../service/allowance.ts';
import { listen } from '../service/listen.ts';
import { type Life, runService } from '../service/run.ts';
import { closeDatabase } from '../store/database.ts';
import { createAgreement } from './agreement.ts';
import { createApp } from './app.ts';
import { passedOn } from './audit/passed-on.ts';
import { createBudgets } from './budgets.ts';
import { followedBy } from './clickhouse.ts';
import { listenForClients } from './clients.ts';
import { createExposition } from './exposition.ts';
import { createGauges } from './gauges.ts';
import { createLedger } from './ledger.ts';
import { settingsFrom } from './settings.ts';
import { openStore, storeFile } from './store.ts';

const now = () => Date.now() * 1000;
/** What is being received when the ledger stops is still taken. */
const stopSeconds = 5;
/** The collector takes 20 MiB, and sends as JSON what came as protobuf. */
const collectorBodyBytes = 64 * 2 ** 20;
/** How often the counters are compared with what Prometheus says of them. */
const agreementMilliseconds = 120_000;

const start = async ({ log, onStop }: Life): Promise<void> => {
  const settings = settingsFrom(process.env);
  const store = openStore(settings.data);
  const ledger = createLedger(store, {
    shared: settings.shared,
    tables: { extraLabels: settings.config.labels.extra },
    limit: settings.config.labels.limit,
    zone: settings.zone,
    retention: settings.config.retention,
    mostTranscriptBytes: settings.config.transcripts.mostMegabytes * 1e6,
    onRefused: (signal, error) =>
      log.warn({ signal, err: error }, 'a request was refused: it cannot be read'),
  });
  const auditTo = passedOn(settings, store, ledger.audit, (error) =>
    log.warn({ err: error }, 'the audit log cannot be passed on; its entries wait'),
  );
  for (const { stop } of auditTo) onStop(stop);
  const budgets = createBudgets(store, budgetsOf(settings.config), ledger.soFar, settings.zone);
  const scrapeMilliseconds = millisecondsOf(settings.config.scrapeInterval);
  const seen = createSeen({ prometheus: settings.prometheus, metric: ledgerState, scrapeMilliseconds });
  const exposition = createExposition(
    store,
    ledger,
    createGauges(ledger, store, settings.data, now, () => agreement?.missing(), auditTo),
    seen,
    budgets,
  );
  const agreement =
    settings.prometheus === undefined
      ? undefined
      : createAgreement({
          prometheus: settings.prometheus,
          counters: ledger.counters,
          exposed: exposition.state,
          seen: seen.newest,
          pause: () => sleep(scrapeMilliseconds),
        });
  const onError = (error: unknown) => log.error({ err: error }, 'a request could not be folded');
  const receiver = {
    handle: ledger.take,
    onError,
    memory: createAllowance(defaultLimits.parsedBytes),
    ...(settings.bearerToken && { bearerToken: settings.bearerToken }),
  };

  const clickhouse = followedBy(settings, store, log);
  if (clickhouse) onStop(clickhouse.follower.stop);

  const reader = createReader(storeFile(settings.data));
  onStop(() => reader.close());
  const { access, apiToken } = settings;
  const fromCollector = {
    ...receiver,
    limits: { bodyBytes: collectorBodyBytes, poolBytes: 2 * collectorBodyBytes },
  };
  const app = createApp({
    ledger,
    store,
    exposition,
    now,
    receiver: fromCollector,
    access,
    apiToken,
    reader,
    extraLabels: settings.config.labels.extra,
    links: settings.config.links,
    zone: settings.zone,
    other: clickhouse?.engine,
    agreement,
    budgets,
  });
  const own = await listen(app, settings.listen, { stopSeconds });
  await listenForClients(settings, receiver, onStop);
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

  const agreeing = setInterval(() => {
    // Prometheus that does not answer is told by other means; it is asked again.
    agreement?.check(Date.now()).catch(() => undefined);
  }, agreementMilliseconds);

  onStop(() => clearInterval(sweeping));
  onStop(() => clearInterval(agreeing));
  onStop(own.close);
  onStop(async () => {
    const deadline = Date.now() + stopSeconds * 1000;
    while (ledger.waiting() > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 10));
  });
  onStop(() => closeDatabase(store));
};

runService('ledger', start);
