import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { homeAt } from '../../src/config/home.ts';
import { defaults } from '../../src/config/schema.ts';
import { installStatusline, refreshStatusline, statuslinePath } from '../../src/statusline/install.ts';
import { temporaryHome } from '../home.ts';
import { freePort } from '../ports.ts';

const summary = { lastData: null, costTodayUSD: 0, tokensToday: 9, sessionsToday: 3, sessionsActive: 2 };
const session = JSON.stringify({ session_id: 'a', cost: { total_cost_usd: 1.2345, total_duration_ms: 99 } });

/** A ledger that answers what it is told to. */
const ledger = async (answer: object | RequestListener): Promise<number> => {
  const listener: RequestListener =
    typeof answer === 'function'
      ? (answer as RequestListener)
      : (_request, response) => response.end(JSON.stringify(answer));
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
};

/** Far more than a line may take: these tests are about what is shown, and a busy machine answers late. */
const answerSeconds = 20;

const line = async (
  port: number,
  {
    daily,
    input = session,
    home = temporaryHome(),
    seconds = answerSeconds,
  }: { daily?: number; input?: string; home?: ReturnType<typeof homeAt>; seconds?: number } = {},
) => {
  const config = defaults();
  await installStatusline(
    home,
    {
      ...config,
      ports: { ...config.ports, ledger: port },
      budgets: { ...config.budgets, ...(daily !== undefined && { daily }) },
    },
    seconds,
  );
  const { stdout, stderr, exitCode } = await execa(statuslinePath(home), {
    input,
    reject: false,
    env: { NO_COLOR: '1' },
  });
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return stdout;
};

test("it shows today's and the session's cost, what is left of the budget, and active sessions", async () => {
  const port = await ledger({ ...summary, costTodayUSD: 14.2 });
  expect(await line(port, { daily: 20 })).toBe(
    'today $14.20 · session $1.23 · $5.80 of $20.00 left · 2 active',
  );
  expect(await line(port)).toBe('today $14.20 · session $1.23 · 2 active');
});

test('a budget that is used up is told', async () => {
  const port = await ledger({ ...summary, costTodayUSD: 25.5 });
  expect(await line(port, { daily: 20 })).toContain('$5.50 over budget');
});

test('numbers are read as the client and the ledger write them', async () => {
  const port = await ledger({ ...summary, costTodayUSD: 1.5e-7 });
  const pretty = JSON.stringify({ cost: { total_cost_usd: 12 } }, null, 2);
  expect(await line(port, { input: pretty })).toBe('today under $0.01 · session $12.00 · 2 active');
});

test.each([
  ['nothing', ''],
  ['no JSON', 'abc $(touch /tmp/never) `x` " \\ %s'],
  ['no cost yet', '{"session_id":"a","cost":null}'],
  ['a very long one', `{"x":"${'y'.repeat(300_000)}"}`],
])('it prints something short when the client sends %s', async (_, input) => {
  const text = await line(await ledger(summary), { input });
  expect(text.length).toBeGreaterThan(5);
  expect(text.length).toBeLessThan(80);
  expect(text).not.toContain('session');
});

test('a stack that is down is told, beside the cost of the session', async () => {
  expect(await line(await freePort())).toBe('session $1.23 · observability is off');
});

test('another program on the port is not believed', async () => {
  const port = await ledger((_request, response) => response.end('<html>"costTodayUSD": 99</html>'));
  expect(await line(port)).toBe('session $1.23 · observability is off');
});

test('a ledger that hangs is not waited for: the last answer is shown', async () => {
  let hangs = false;
  const port = await ledger((_request, response) => {
    if (!hangs) response.end(JSON.stringify({ ...summary, costTodayUSD: 3 }));
  });
  const home = homeAt(path.join(temporaryHome().root, "it's a folder"));
  expect(await line(port, { home })).toContain('today $3.00');
  hangs = true;
  expect(await line(port, { home, seconds: 0.1 })).toContain('today $3.00');
});

test('the program that people get gives the ledger 25 milliseconds', async () => {
  const home = temporaryHome();
  await installStatusline(home, defaults());
  expect(readFileSync(statuslinePath(home), 'utf8')).toContain('--max-time 0.025 ');
});

test('a start brings an installed line in line with the configuration, and installs none', async () => {
  const home = temporaryHome();
  await refreshStatusline(home, defaults());
  expect(existsSync(statuslinePath(home))).toBe(false);
});
