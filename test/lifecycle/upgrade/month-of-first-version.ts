import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { openStore as openJournal } from '../../../src/hooks/journal/journal-store.ts';
import { migrations as hooksSteps } from '../../../src/hooks/journal/migrations.ts';
import { canonical, digest } from '../../../src/ledger/attributes.ts';
import { migrations as ledgerSteps } from '../../../src/ledger/migrations.ts';
import { openStore } from '../../../src/ledger/store.ts';

const days = 30;
const sessionsADay = 20;
const requestsASession = 40;
const hookEvents = 20_000;
const millisecondsPerDay = 86_400_000;

/** What the first version had stored. */
export interface Month {
  readonly requests: number;
  readonly costNanodollars: number;
  readonly tokens: number;
  readonly hookEvents: number;
}

/** The session that goes on while the stack is upgraded: what it had used, and when it began, in milliseconds. */
export const running = { session: 'still-running', tokens: 1000, start: 0 } as const;

/** The text by which the first version knew a stream of points, as it is after redaction. */
const seriesKey = digest(
  `${canonical(new Map([['service.name', 'claude-code']]))}\ncom.anthropic.claude_code\nclaude_code.token.usage${canonical(
    new Map([
      ['session.id', running.session],
      ['type', 'input'],
    ]),
  )}`,
);

const ledger = (folder: string, end: number, startedAt: number): Omit<Month, 'hookEvents'> => {
  const store = openStore(folder, ledgerSteps.slice(0, 1));
  const event = store.prepare("INSERT INTO events VALUES (NULL, ?, ?, ?, 'api_request', ?, ?)");
  const session = store.prepare(
    'INSERT INTO sessions (id, user, first, last, open, opened, cost_metrics, cost_events, events) VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?)',
  );
  const day = store.prepare('INSERT INTO days VALUES (?, ?, ?, ?)');
  const cents = 10_000_000;
  const total = { requests: 0, costNanodollars: 0, tokens: running.tokens };
  store.exec('BEGIN');
  for (let back = days; back >= 1; back -= 1) {
    const midnight = end - back * millisecondsPerDay;
    for (let number = 0; number < sessionsADay; number += 1) {
      const id = `day-${back}-session-${number}`;
      const began = midnight + number * 3_600_000;
      for (let request = 0; request < requestsASession; request += 1) {
        const at = began + request * 20_000;
        const attributes = {
          'event.name': 'api_request',
          'event.timestamp': new Date(at).toISOString(),
          'event.sequence': request,
          'session.id': id,
          'user.id': `u${number % 5}`,
          model: 'claude-opus-5-5',
          cost_usd: 0.01,
          input_tokens: 100,
          output_tokens: 1,
          duration_ms: 1000,
        };
        event.run(digest(`${id} ${request}`), at * 1000, at * 1000, id, JSON.stringify(attributes));
      }
      const spent = requestsASession * cents;
      const last = (began + requestsASession * 20_000) * 1000;
      session.run(id, `u${number % 5}`, began * 1000, last, began * 1000, spent, spent, requestsASession);
    }
    const requests = sessionsADay * requestsASession;
    day.run(new Date(midnight).toISOString().slice(0, 10), requests * cents, requests * 100, sessionsADay);
    total.requests += requests;
    total.costNanodollars += requests * cents;
    total.tokens += requests * 100;
  }
  const counter = store.prepare('INSERT INTO counters VALUES (?, ?, ?, ?, ?)');
  const amounts = [
    ['claude_code_cost_usage_USD_total', '[["model","claude-opus-5-5"]]', total.costNanodollars],
    ['claude_code_token_usage_tokens_total', '[["type","input"]]', total.tokens],
  ] as const;
  for (const [id, [metric, labels, value]] of amounts.entries())
    counter.run(id + 1, metric, labels, value, value);
  const today = Math.floor(startedAt / millisecondsPerDay);
  store.prepare('INSERT INTO series VALUES (1, ?, 2, ?)').run(seriesKey, today);
  store.prepare('INSERT INTO folded VALUES (1, ?, 0, ?)').run(startedAt * 1000, running.tokens);
  store.exec('COMMIT');
  store.close();
  return total;
};

const journal = (folder: string, end: number): void => {
  const store = openJournal(folder, hooksSteps.slice(0, 1));
  const event = store.prepare(
    "INSERT INTO events VALUES (NULL, ?, ?, 'day-1-session-1', 'PreToolUse', 'Bash', NULL, NULL, NULL, NULL, NULL, '{}', NULL)",
  );
  const step = (days * millisecondsPerDay) / hookEvents;
  store.exec('BEGIN');
  for (let number = 0; number < hookEvents; number += 1)
    event.run(`key ${number}`, Math.round(end - (hookEvents - number) * step) * 1000);
  store
    .prepare("INSERT INTO counters VALUES (1, 'claude_code_hook_events_total', ?, ?, ?)")
    .run('[["event","PreToolUse"]]', hookEvents, hookEvents);
  store.exec('COMMIT');
  store.close();
};

/**
 * Writes thirty days of a person as the first version of the schemas held them.
 * @param data the stack's `data` folder
 * @param startedAt when the session that goes on began, in milliseconds since 1970
 */
export const monthOfFirstVersion = (data: string, startedAt: number): Month => {
  const [ledgerFolder, hooksFolder] = ['ledger', 'hooks'].map((name) => path.join(data, name)) as [
    string,
    string,
  ];
  for (const folder of [ledgerFolder, hooksFolder]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const end = Date.now() - 2 * 3_600_000;
  const total = ledger(ledgerFolder, end, startedAt);
  journal(hooksFolder, end);
  return { ...total, hookEvents };
};
