import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hookMetrics } from '../../src/catalogue/hook-metrics.ts';
import { judge } from '../../src/guard/judge.ts';
import { defaultPolicy } from '../../src/guard/tighten.ts';
import { entryPath, installEntry } from '../../src/hooks/entry.ts';
import { handIn } from '../../src/hooks/spool.ts';
import { toolLabels } from '../../src/hooks/tool.ts';
import { type HookPayload, scenarios } from '../captures/read.ts';
import { missingPrograms, type Stack, startStack } from './stack.ts';
import { waitFor } from './wait.ts';

/**
 * The proof of the hook-event service: what two client versions really sent, by fifty senders at once, through the real
 * entry, service, Pushgateway and Prometheus, while any of them is killed at any time; then PromQL must say what was sent.
 */

const root = path.resolve(import.meta.dirname, '../..');
const bundle = path.join(root, 'dist/hooks/decide.js');
const missing = await missingPrograms(['prometheus', 'pushgateway']);
const possible = missing.length === 0 && existsSync(bundle);

/** A small generator with a seed, so that a run that fails can be repeated. */
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
let state = seed;
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};

/** Every recorded payload; the sessions of different recordings have the same made-up ids and are told apart here. */
const payloads = (): readonly HookPayload[] =>
  scenarios().flatMap(({ version, name, hooks }) =>
    hooks.map((payload) => ({ ...payload, session_id: `${version}-${name}-${payload.session_id}` })),
  );

const add = (counts: Record<string, number>, key: string) => {
  counts[key] = (counts[key] ?? 0) + 1;
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A tool call is told once for each event, however often it was sent. */
const distinct = (sent: readonly HookPayload[]): readonly HookPayload[] => [
  ...new Map(
    sent.map((payload, index) => {
      const { session_id, hook_event_name, tool_use_id } = payload;
      return [tool_use_id ? `${session_id} ${hook_event_name} ${tool_use_id}` : index, payload];
    }),
  ).values(),
];

const verdictOf = (payload: HookPayload) => {
  const home = text(payload['transcript_path']).split('/.claude/')[0] ?? '';
  const call = {
    tool: text(payload['tool_name']),
    input: payload['tool_input'],
    cwd: text(payload['cwd']),
    home,
  };
  return judge(call, defaultPolicy);
};

const outcomeOf = (payload: HookPayload): string | undefined => {
  const { hook_event_name: name } = payload;
  if (name === 'PostToolUse') return 'success';
  if (name === 'PostToolUseFailure') return payload['is_interrupt'] === true ? 'interrupted' : 'failure';
  return name === 'PreToolUse' && verdictOf(payload).decision === 'deny' ? 'denied' : undefined;
};

/** What should be counted, worked out without the code that counts. */
const expectedOf = (sent: readonly HookPayload[]) => {
  const events: Record<string, number> = {};
  const tools: Record<string, number> = {};
  const verdicts: Record<string, number> = {};
  const blocks: string[] = [];
  for (const payload of distinct(sent)) {
    add(events, payload.hook_event_name);
    const { tool, mcp_server } = toolLabels(text(payload['tool_name']) || undefined);
    const outcome = outcomeOf(payload);
    if (outcome) add(tools, `${tool} ${mcp_server} ${outcome}`);
    if (payload.hook_event_name !== 'PreToolUse') continue;
    const { decision, pattern } = verdictOf(payload);
    add(verdicts, `${decision} ${pattern || 'none'} ${tool}`);
    if (decision !== 'allow') {
      blocks.push(`${payload.session_id} ${payload['tool_use_id']} ${decision} ${pattern}`);
    }
  }
  return { events, tools, verdicts, blocks: blocks.sort() };
};

const throughEntry = new Set(['PreToolUse', 'SessionStart', 'Setup']);

describe.skipIf(!possible)(`hook events (seed ${seed})`, () => {
  let stack: Stack;
  let folder: string;
  let running = true;

  beforeAll(async () => {
    stack = await startStack({ collector: 'embedded', run: ['pushgateway', 'hooks', 'prometheus'] });
    folder = mkdtempSync(path.join(os.tmpdir(), 'hooks e2e '));
    writeFileSync(path.join(folder, 'redaction.key'), randomBytes(32).toString('hex'), { mode: 0o600 });
    await installEntry({
      port: stack.config.ports.hooks,
      nodePath: process.execPath,
      folder: path.join(folder, 'entry'),
      secrets: folder,
      decideBundle: bundle,
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

  const by = async (promql: string, ...labels: readonly string[]) => {
    const found = Object.entries(await stack.vector(promql)).map(([key, value]) => {
      const pairs = new Map(key.split(',').map((pair) => pair.split('=') as [string, string]));
      return [labels.map((label) => pairs.get(label) ?? '').join(' '), value] as const;
    });
    return Object.fromEntries(found.filter(([, value]) => value !== 0));
  };

  test('PromQL counts what was sent, whatever is killed, and the audit trail has each block once', async () => {
    const sent = payloads();
    expect(sent.length).toBeGreaterThan(900);
    const expected = expectedOf(sent);
    const killing = chaos();
    const queue = [...sent];
    const sender = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await send(next);
    };
    await Promise.all(Array.from({ length: 50 }, sender));
    running = false;
    await killing;
    await waitFor('an empty spool', async () => {
      await handIn(path.join(folder, 'entry'), stack.config.ports.hooks);
      return true;
    });

    const shows = (promql: string, labels: readonly string[], counts: Readonly<Record<string, number>>) =>
      vi.waitFor(async () => expect(await by(promql, ...labels)).toEqual(counts), {
        timeout: 60_000,
        interval: 250,
      });
    await shows('sum by (event) (claude_code_hook_events_total)', ['event'], expected.events);
    const use = ['tool', 'mcp_server', 'outcome'];
    await shows(`sum by (${use}) (claude_code_hook_tool_uses_total)`, use, expected.tools);
    const verdict = ['verdict', 'pattern', 'tool'];
    await shows(`sum by (${verdict}) (claude_code_guard_verdicts_total)`, verdict, expected.verdicts);

    const response = await fetch(`${stack.url('hooks')}/api/blocks?limit=1000`);
    const blocks = (await response.json()) as Record<string, string>[];
    const listed = blocks.map(
      ({ session, tool_use_id, verdict, pattern }) => `${session} ${tool_use_id} ${verdict} ${pattern}`,
    );
    expect(listed.sort()).toEqual(expected.blocks);
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
    const age = await stack.query('time() - max(push_time_seconds{job="claude-code-hooks"})');
    expect(age).toBeLessThan(30);
  });
});
