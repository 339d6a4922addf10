import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hookMetrics } from '../../src/catalogue/hook-metrics.ts';
import { entryPath, installEntry } from '../../src/hooks/entry/install.ts';
import { handIn } from '../../src/hooks/entry/spool.ts';
import { socketFolder } from '../../src/hooks/socket.ts';
import type { HookPayload } from '../captures/read.ts';
import { bearerIn } from './bearer.ts';
import { expectBlocks, expectedHooks, expectHooks, hookPayloads } from './hook-truth.ts';
import { missingPrograms, type Stack, startStack } from './stack.ts';
import { waitFor } from './wait.ts';

/**
 * The proof of the hook-event service: what two client versions really sent, by fifty senders at once, through the real
 * entry, service, Pushgateway and Prometheus, while any of them is killed at any time; then PromQL must say what was sent.
 */

const root = path.resolve(import.meta.dirname, '../..');
const built = path.join(root, 'dist/hooks/entry');
const missing = await missingPrograms(['prometheus', 'pushgateway']);
const possible = missing.length === 0 && existsSync(built);

/** A small generator with a seed, so that a run that fails can be repeated. */
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
let state = seed;
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};

const throughEntry = new Set(['PreToolUse', 'SessionStart', 'Setup']);

describe.skipIf(!possible)(`hook events (seed ${seed})`, () => {
  let stack: Stack;
  let folder: string;
  let running = true;

  beforeAll(async () => {
    stack = await startStack({ collector: 'embedded', run: ['pushgateway', 'hooks', 'prometheus'] });
    folder = mkdtempSync(path.join(os.tmpdir(), 'hooks e2e '));
    await installEntry({
      port: stack.config.ports.hooks,
      folder: path.join(folder, 'entry'),
      sockets: socketFolder(stack.home.root),
      secrets: stack.home.secrets,
      from: built,
      policy: defaultPolicy,
    });
  });

  afterAll(async () => {
    await stack?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const runEntry = async (payload: HookPayload, killAfter?: number): Promise<boolean> => {
    const child = spawn(entryPath(path.join(folder, 'entry')), {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(payload));
    const timer =
      killAfter === undefined
        ? undefined
        : setTimeout(() => {
            // The whole group: the client that dies takes its hooks with it.
            if (child.pid) process.kill(-child.pid, 'SIGKILL');
          }, killAfter);
    await once(child, 'close');
    clearTimeout(timer);
    return child.exitCode === 0;
  };

  const send = async (payload: HookPayload): Promise<void> => {
    if (throughEntry.has(payload.hook_event_name)) {
      const kill = payload.hook_event_name === 'PreToolUse' && random() < 0.15;
      if (kill && (await runEntry(payload, random() * 120))) return;
      await waitFor('the entry', () => runEntry(payload));
      return;
    }
    const id = randomUUID();
    await waitFor('the service', async () => {
      const response = await fetch(`${stack.url('hooks')}/hooks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-event-id': id },
        body: JSON.stringify(payload),
        signal: AbortSignal.timeout(5000),
      });
      return response.ok;
    });
  };

  const chaos = async () => {
    while (running) {
      await sleep(300 + random() * 1200);
      const victim = random() < 0.6 ? ('hooks' as const) : ('pushgateway' as const);
      await stack.kill(victim);
      await sleep(random() * 600);
      await stack.start(victim);
    }
  };

  test('PromQL counts what was sent, whatever is killed, and the audit trail has each block once', async () => {
    const sent = hookPayloads();
    expect(sent.length).toBeGreaterThan(900);
    const expected = expectedHooks(sent);
    const killing = chaos();
    const queue = [...sent];
    const sender = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await send(next);
    };
    await Promise.all(Array.from({ length: 50 }, sender));
    running = false;
    await killing;
    await waitFor('an empty spool', async () => {
      await handIn({
        entry: path.join(folder, 'entry'),
        sockets: socketFolder(stack.home.root),
        secrets: stack.home.secrets,
      });
      return true;
    });

    await expectHooks(stack.vector, expected);
    await expectBlocks(stack.url('hooks'), bearerIn(stack.home.secrets), expected);
  }, 240_000);

  const counters = hookMetrics
    .filter(({ instrument }) => instrument === 'counter')
    .map(({ series }) => series);

  test.each(counters)(
    '%s began with 0 and never went backwards, so that increase() is right',
    async (series) => {
      const shown = await stack.query(`count(${series})`);
      if (shown === undefined) return;
      expect(await stack.query(`max(resets(${series}[15m]))`)).toBe(0);
      expect(await stack.query(`max(min_over_time(${series}[15m]))`)).toBe(0);
    },
  );

  test('the alert for pushes that no longer come has its metric', async () => {
    // A scrape that takes too long marks every series as gone until the next one.
    const age = await waitFor('a scraped push', () =>
      stack.query('time() - max(push_time_seconds{job="claude-code-hooks"})'),
    );
    expect(age).toBeLessThan(30);
  });
});
