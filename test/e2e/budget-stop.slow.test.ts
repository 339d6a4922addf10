import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { defaults } from '../../src/config/schema.ts';
import { entryPath, installEntry } from '../../src/hooks/entry/install.ts';
import { hookSettings } from '../../src/hooks/hook-settings.ts';
import { socketFolder } from '../../src/hooks/socket.ts';
import type { BudgetState } from '../../src/ledger/budgets.ts';
import { entryPrograms } from '../hooks/bundle.ts';
import { realClient } from '../real-client.ts';
import { bearerIn } from './bearer.ts';
import { startMessagesApi } from './messages-api.ts';
import { type Stack, startStack } from './stack.ts';
import { waitFor } from './wait.ts';

/** The real client, with a made-up model that would call a tool each second for minutes. */
const client = (await realClient()) ?? '';
const trying = test.skipIf(client === '');
const built = entryPrograms();

/** A request of the made-up model costs $0.00018. */
const limit = 0.001;
const calls = 60;
const exportIntervalMs = 10_000;

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

const budgetNow = async ({ home, url }: Stack): Promise<BudgetState> => {
  const answer = await fetch(`${url('ledger')}/api/budgets`, { headers: bearerIn(home.secrets) });
  const [state] = (await answer.json()) as readonly BudgetState[];
  if (!state) throw new Error('no budget');
  return state;
};

/** A home of a person who has seen the client's first questions, with the hooks and telemetry of setup. */
const person = async (running: Stack, url: string) => {
  const home = mkdtempSync(path.resolve(import.meta.dirname, '../../.client-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const project = path.join(home, 'project');
  for (const folder of [path.join(home, '.claude'), project]) mkdirSync(folder);
  const folder = path.join(running.home.root, 'hooks');
  const port = running.config.ports.hooks;
  await installEntry({
    port,
    folder,
    sockets: socketFolder(running.home.root),
    secrets: running.home.secrets,
    from: built.from,
    policy: running.config.guard,
  });
  const hooks = hookSettings({ port, entryPath: entryPath(folder), profile: 'default', stopsPrompts: true });
  const env = {
    CLAUDE_CODE_ENABLE_TELEMETRY: '1',
    OTEL_METRICS_EXPORTER: 'otlp',
    OTEL_LOGS_EXPORTER: 'otlp',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${running.config.ports.otlpGrpc}`,
    OTEL_METRIC_EXPORT_INTERVAL: String(exportIntervalMs),
    OTEL_RESOURCE_ATTRIBUTES: 'project=payments',
  };
  writeFileSync(path.join(home, '.claude', 'settings.json'), JSON.stringify({ hooks, env }));
  writeFileSync(
    path.join(home, '.claude.json'),
    JSON.stringify({
      hasCompletedOnboarding: true,
      bypassPermissionsModeAccepted: true,
      theme: 'dark',
      customApiKeyResponses: { approved: ['made-up'], rejected: [] },
      projects: { [project]: { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true } },
    }),
  );
  const surroundings = {
    HOME: home,
    PATH: process.env['PATH'],
    TERM: 'xterm',
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: 'made-up',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    IS_SANDBOX: '1',
  };
  return { cwd: project, env: surroundings, extendEnv: false, reject: false, timeout: 240_000 } as const;
};

const begin = async () => {
  const budgets = {
    ...defaults().budgets,
    stop: 'deny' as const,
    daily: limit,
  };
  stack = await startStack({ collector: 'embedded', run: ['ledger', 'hooks'], config: { budgets } });
  const api = await startMessagesApi(
    Array.from({ length: calls }, (_, at) => ({
      name: 'Bash',
      input: { command: `sleep 1; echo ${at}`, description: 'wait' },
    })),
  );
  onTestFinished(api.close);
  return { running: stack, api, options: await person(stack, api.url) };
};

/** What was spent past the budget, once everything has arrived. */
const printOvershoot = async (mode: string, running: Stack, turns: number): Promise<void> => {
  const { spent } = await budgetNow(running);
  console.log(
    `${mode}: budget $${limit}, spent $${spent.toFixed(5)}, ${turns} tool calls of ${calls}, over by $${(spent - limit).toFixed(5)} = ${((spent - limit) / 0.00018).toFixed(1)} requests; export interval ${exportIntervalMs / 1000} s`,
  );
};

trying(
  'print mode: work stops when the sum that has arrived reaches the budget, and the next prompt is refused',
  async () => {
    const { running, api, options } = await begin();
    const ask = (prompt: string) =>
      execa(client, ['-p', prompt, '--dangerously-skip-permissions'], { ...options, stdin: 'ignore' });
    const first = await ask('go');
    expect(api.results.length, first.stderr).toBeGreaterThan(2);
    expect(api.results.length).toBeLessThan(calls / 2);
    await printOvershoot('print', running, api.results.length);
    const before = (await budgetNow(running)).spent;
    expect(before).toBeGreaterThanOrEqual(limit);
    const second = await ask('once more');
    console.log(
      `print: the first said "${first.stdout.slice(0, 300)}", the second "${second.stdout.slice(0, 300)}"`,
    );
    await waitFor('the refusal to be counted', async () =>
      (await (await fetch(`${running.url('hooks')}/metrics`)).text()).includes(
        'claude_code_budget_refusals_total{period="daily",label="all",answer="deny",event="UserPromptSubmit"} 1',
      ),
    );
    expect((await budgetNow(running)).spent).toBe(before);
  },
  400_000,
);

trying(
  'at a terminal: the same, and the person reads why',
  async () => {
    const { running, api, options } = await begin();
    const session = execa('script', ['-qfec', `${client} --dangerously-skip-permissions go`, '/dev/null'], {
      ...options,
      stdin: 'pipe',
    });
    const text = () => stripVTControlCharacters(screen).replaceAll(/\s+/g, '');
    let screen = '';
    session.stdout.on('data', (part: Buffer) => {
      screen += part.toString();
    });
    try {
      await waitFor('the reason on the screen', async () => text().includes('budgetisusedup'), {
        forMs: 200_000,
      });
      expect(api.results.length).toBeLessThan(calls / 2);
      await printOvershoot('interactive', running, api.results.length);
    } catch (error) {
      console.log(text().slice(-3000), api.results.length);
      throw error;
    } finally {
      session.kill('SIGKILL');
      await session;
    }
  },
  400_000,
);
