import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Policy } from '@start-observability/guard/policy.ts';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createApp } from '../../src/hooks/app.ts';
import { createLifts } from '../../src/hooks/budgets/lift.ts';
import type { SpentBudget } from '../../src/hooks/budgets/spent.ts';
import { createBudgetStop } from '../../src/hooks/budgets/stop.ts';
import { readApprovalKey } from '../../src/hooks/decide/signature.ts';
import type { KeptContents } from '../../src/hooks/journal/event-record.ts';
import { createJournal } from '../../src/hooks/journal/journal.ts';
import { openStore } from '../../src/hooks/journal/journal-store.ts';
import { hasherFrom } from '../../src/hooks/keyed-hash.ts';
import { createAccounts } from '../../src/hooks/plan-limits/account.ts';
import { createPlanLimits } from '../../src/hooks/plan-limits/plan-limits.ts';
import { createService } from '../../src/hooks/service.ts';
import type { ServicePlace } from '../../src/hooks/service-client.ts';
import { serviceKey } from '../../src/hooks/service-key.ts';
import { socketName } from '../../src/hooks/socket.ts';
import { alsoTls } from '../../src/service/tls.ts';

/** A folder that is gone after the test, with a blank and a quote in its name, as people have them. */
export const temporary = (): string => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "hooks it's "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** A secrets folder with the key that the stack would have made. */
export const secretsIn = (folder: string): string => {
  const secrets = path.join(folder, 'secrets');
  mkdirSync(secrets, { mode: 0o700, recursive: true });
  const key = path.join(secrets, 'redaction.key');
  if (!existsSync(key)) writeFileSync(key, randomBytes(32).toString('hex'), { mode: 0o600 });
  const token = path.join(secrets, 'api-token');
  if (!existsSync(token)) writeFileSync(token, randomBytes(32).toString('hex'), { mode: 0o600 });
  return secrets;
};

export interface OpenOptions {
  readonly data?: string;
  /** Folder with the key of the stack. */
  readonly secrets?: string;
  /** Folder of its socket. */
  readonly sockets?: string;
  readonly policy?: Partial<Policy>;
  readonly privacy?: Partial<KeptContents>;
  readonly limit?: number;
  readonly stackPorts?: readonly number[];
  readonly stop?: 'off' | 'ask' | 'deny';
  /** What the ledger reports of budgets. */
  readonly budgets?: (now: number) => readonly SpentBudget[];
  readonly notices?: () => readonly string[];
  /** Folder of its key: it answers TLS, too. */
  readonly key?: string;
}

/** The service on a port of its own, without a process around it. */
export const openService = async ({
  data = temporary(),
  secrets = secretsIn(data),
  sockets = temporary(),
  policy,
  privacy,
  limit = 2000,
  stackPorts,
  stop = 'off',
  budgets = () => [],
  notices,
  key,
}: OpenOptions = {}) => {
  const store = openStore(data);
  const journal = createJournal(store, { limit, now: Date.now() });
  const lifts = createLifts(store, () => readApprovalKey(secrets));
  const service = createService({
    budgetStop: createBudgetStop({ mode: stop, known: budgets, lift: lifts.current }),
    ...(notices && { notices }),
    journal,
    policy: { ...defaultPolicy, ...policy },
    hasher: hasherFrom(secrets),
    privacy: { prompts: 'drop', responses: 'drop', tools: 'drop', ...privacy },
    log: pino({ level: 'silent' }),
    stackPorts,
    spool: data,
    changed: () => {},
  });
  const pushState = { lastAccepted: 0, error: '', failures: 0 };
  const token = readFileSync(path.join(secrets, 'api-token'), 'utf8');
  const plan = { limits: createPlanLimits(store), accountOf: createAccounts(hasherFrom(secrets)) };
  const app = createApp({ service, journal, store, pushState, token, plan, lifts });
  const server = createServer(app);
  if (key) alsoTls(server, serviceKey(key));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = createServer(app).listen(path.join(sockets, socketName));
  await once(socket, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const close = async () => {
    if (!server.listening) return;
    for (const one of [server, socket]) {
      one.closeAllConnections();
      await once(one.close(), 'close');
    }
    journal.close();
  };
  onTestFinished(close);

  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/hooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  };
  const get = async (asked: string) => {
    const response = await fetch(url + asked, { headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, json: await response.json() };
  };

  const place: ServicePlace = { sockets, secrets };
  return {
    data,
    place,
    sockets,
    secrets,
    token,
    store,
    journal,
    service,
    port,
    url,
    post,
    get,
    close,
    samples: () => counted(url),
  };
};

/** What /metrics shows, zeros left out: sample with labels to value. */
export const counted = async (url: string): Promise<Readonly<Record<string, number>>> => {
  const text = await (await fetch(`${url}/metrics`)).text();
  const samples = text
    .split('\n')
    .filter((line) => /^(?:claude_code|neighbour_hook)/.test(line))
    .map(
      (line) =>
        [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))] as const,
    );
  return Object.fromEntries(samples.filter(([, value]) => value !== 0));
};

let calls = 0;

/** A PreToolUse payload of the Bash tool, each with an id of its own. */
export const bash = (command: string, fields: Readonly<Record<string, unknown>> = {}) => {
  calls += 1;
  return {
    session_id: 'session-1',
    transcript_path: '/home/dev/.claude/projects/p/session-1.jsonl',
    cwd: '/home/dev/project',
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_input: { command },
    tool_use_id: `toolu_${calls}`,
    ...fields,
  };
};

export const event = (hook_event_name: string, fields: Readonly<Record<string, unknown>> = {}) => ({
  session_id: 'session-1',
  transcript_path: '/home/dev/.claude/projects/p/session-1.jsonl',
  cwd: '/home/dev/project',
  hook_event_name,
  ...fields,
});
