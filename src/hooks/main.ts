import type { RequestListener } from 'node:http';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { budgetsOf } from '../config/budgets.ts';
import { millisecondsOf } from '../config/duration.ts';
import { listen, type ServiceListener } from '../service/listen.ts';
import { type Life, runService } from '../service/run.ts';
import { readSecret } from '../service/token.ts';
import { createApp } from './app.ts';
import { createLifts } from './budgets/lift.ts';
import { followSpent } from './budgets/spent.ts';
import { createBudgetStop } from './budgets/stop.ts';
import { listenForClients } from './client-socket.ts';
import { startCollect } from './collect/collect.ts';
import { hooksConfig } from './config.ts';
import { readApprovalKey } from './decide/signature.ts';
import { startHandOver } from './hand-over/hand-over.ts';
import { createJournal } from './journal/journal.ts';
import { journalFile, openStore } from './journal/journal-store.ts';
import { hasherFrom } from './keyed-hash.ts';
import { createAccounts } from './plan-limits/account.ts';
import { createPlanLimits } from './plan-limits/plan-limits.ts';
import { createShownState } from './push/shown-state.ts';
import { createScrape, type Mirror, startMirror } from './push/state-push.ts';
import { createService } from './service.ts';
import { serviceKey } from './service-key.ts';
import { prepareSocketFolder, socketName } from './socket.ts';
import { watchLimits } from './warnings/watch.ts';

/** The journal is kept below this size, whatever the retention: oldest events go first. */
const largestJournal = 2 * 1024 ** 3;

/** Starts the thread that empties the journal's log. Without it the journal does so itself, seldom and all at once. */
const startCheckpoint = (file: string, log: Life['log']): { readonly stop: () => Promise<void> } => {
  const worker = new Worker(new URL('journal/checkpoint.js', import.meta.url), {
    workerData: file,
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1 },
  });
  worker.on('error', (error) =>
    log.error({ error: error.message }, "The thread that empties the journal's log ended."),
  );
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  return {
    stop: () => {
      worker.postMessage('close');
      return ended;
    },
  };
};

/** Listens on a name relative to the folder: a whole path may be longer than the name of a socket can be. */
const listenOnSocket = (app: RequestListener, folder: string): Promise<ServiceListener> => {
  prepareSocketFolder(folder);
  process.chdir(folder);
  return listen(app, `unix:${socketName}`);
};

const start = async ({ log, onStop }: Life): Promise<void> => {
  const config = hooksConfig(process.env);
  const store = openStore(config.data);
  const journal = createJournal(store, { limit: config.labels.limit, now: Date.now() });
  const hasher = hasherFrom(config.secrets);
  const checkpoint = startCheckpoint(journalFile(config.data), log);

  const token = readSecret(config.secrets, 'api-token');
  const planLimits = createPlanLimits(store);
  const hasBudgets = budgetsOf(config).length > 0;
  const handOver = config.ledger ? startHandOver(store, { ledger: config.ledger, token }) : undefined;
  const collect =
    config.ledger && config.transcripts
      ? startCollect(store, {
          folder: config.transcripts,
          ledger: config.ledger,
          token,
          privacy: config.privacy,
          hasher,
          onError: (error) => log.warn({ err: error }, 'A transcript waits to be collected.'),
        })
      : undefined;
  const lifts = createLifts(store, () => readApprovalKey(config.secrets));
  const spent = config.ledger && hasBudgets ? followSpent({ ledger: config.ledger, token }) : undefined;
  const known = (now: number) => spent?.known(now) ?? [];
  const watch = watchLimits({
    store,
    ...config.warnings,
    quietHours: config.warnings.quietHours,
    steps: config.budgets.warnAt,
    zone: config.timeZone,
    budgets: known,
    planLimits,
    onError: (error) => log.error({ err: error }, 'A warning could not be noted.'),
  });
  let mirror: Mirror | undefined;
  const service = createService({
    journal,
    policy: config.guard,
    // Natively the data lies in `data/hooks` of the stack's folder; in a container there is no other folder to name.
    stack: path.dirname(path.dirname(config.data)),
    stackPorts: config.stackPorts,
    spool: config.data,
    hasher,
    privacy: config.privacy,
    log,
    budgetStop: createBudgetStop({ mode: config.budgets.stop, known, lift: lifts.current }),
    notices: watch.notices,
    ...(collect && { noted: collect.noted }),
    changed: () => mirror?.changed(),
  });

  const sources = { handOver, planLimits, lifts };
  const instance = config.instance ?? journal.instance;
  const { prometheus } = config;
  const scrapeMilliseconds = millisecondsOf(config.scrapeInterval);
  const shown = createShownState(journal, { prometheus, scrapeMilliseconds });
  if (config.pushgateway) {
    const address = config.pushgateway;
    mirror = startMirror(journal, { address, instance, scrapeMilliseconds, shown, sources });
  }

  const prune = () => {
    const now = Date.now();
    const retained = now - millisecondsOf(config.retention);
    const audited = now - millisecondsOf(config.auditRetention);
    try {
      planLimits.prune(retained);
      const more =
        journal.prune(retained, audited) || (journal.size() > largestJournal && journal.pruneOldest());
      if (more) setTimeout(prune, 100).unref();
    } catch (error) {
      log.error({ error: (error as Error).message }, 'Old events could not be dropped.');
    }
  };
  const timers = [setInterval(service.retry, 1000), setInterval(prune, 3_600_000), setTimeout(prune, 10_000)];

  const pushState = mirror?.state ?? {
    lastAccepted: 0,
    error: 'PROMETHEUS_PUSH_GATEWAY is not set',
    failures: 0,
  };
  const app = createApp({
    service,
    journal,
    store,
    pushState,
    scrape: createScrape(journal, shown, { instance, state: pushState, sources }),
    access: config.access,
    token,
    lifts,
    plan: { limits: planLimits, accountOf: createAccounts(hasher) },
    ...(handOver && { handOver }),
  });
  const tls = config.key ? serviceKey(config.key) : undefined;
  const listener = await listen(app, config.listen, { tls });
  // After the port: a second service ends there, before it takes the socket of the first.
  const socket = config.sockets ? await listenOnSocket(app, config.sockets) : undefined;
  const clients = config.clientSockets ? await listenForClients(app, config.clientSockets) : undefined;
  log.info({ listen: config.listen, data: config.data }, 'ready');

  onStop(() => {
    for (const timer of timers) clearInterval(timer);
  });
  onStop(() => Promise.all([listener.close(), socket?.close(), clients?.close()]));
  onStop(service.retry);
  onStop(watch.stop);
  onStop(() => spent?.stop());
  onStop(() => handOver?.stop());
  onStop(() => collect?.stop());
  onStop(() => mirror?.stop());
  onStop(checkpoint.stop);
  onStop(() => journal.close());
};

runService('hooks', start);
