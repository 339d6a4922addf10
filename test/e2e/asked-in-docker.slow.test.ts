import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkout } from '../../src/checkout.ts';
import { homeAt } from '../../src/config/home.ts';
import { scenarios } from '../captures/read.ts';
import { expected } from '../replay/expected.ts';
import { prepare, requestsOf, sendJson } from '../replay/replay.ts';
import { isInEngine, runInEngine } from './engine.ts';
import { waitFor } from './wait.ts';

/** What is asked where the services are in containers: the store is in a volume, and only the API has it. */
runInEngine(import.meta.filename, 'SQL, exports and the guard, with the stack in containers');

const folder = isInEngine ? mkdtempSync(path.join(os.tmpdir(), 'asked it ')) : '';
const home = homeAt(path.join(folder, 'state'));

const cli = (...args: readonly string[]) =>
  execa(path.join(checkout.root, 'start-observability'), args, {
    cwd: folder,
    env: { START_OBSERVABILITY_HOME: home.root, HOME: folder, NO_COLOR: '1' },
    all: true,
    reject: false,
  });

const answerOf = async (...args: readonly string[]): Promise<unknown> => {
  const { exitCode, all, stdout } = await cli('query', ...args, '--format', 'json');
  if (exitCode !== 0) throw new Error(all);
  return JSON.parse(stdout);
};

const inEngine = () => {
  const sent = scenarios()
    .slice(0, 20)
    .map((scenario) => prepare(scenario, { shiftTo: Date.now() }));

  beforeAll(async () => {
    mkdirSync(home.root, { mode: 0o700 });
    writeFileSync(home.config, '');
    const { exitCode, all } = await cli('start', '--runtime', 'docker');
    expect(exitCode, all).toBe(0);
    await sendJson(
      'http://127.0.0.1:4318',
      sent.flatMap((scenario) => requestsOf(scenario)),
      {
        concurrency: 4,
        retryForMs: 60_000,
      },
    );
  });

  afterAll(async () => {
    await cli('reset', '--yes');
    rmSync(folder, { recursive: true, force: true });
  });

  test('query gives what was sent, to the nano-dollar', async () => {
    const { cost } = expected(sent);
    await waitFor(
      'the cost in SQL',
      async () => {
        const [row] = (await answerOf('SELECT sum(cost_nanodollars) AS cost FROM days')) as {
          cost: number;
        }[];
        if (BigInt(row?.cost ?? 0) !== cost) throw new Error(`${row?.cost}, not ${cost}`);
        return true;
      },
      { forMs: 120_000 },
    );
    expect(await answerOf('--saved', 'session-recent')).not.toEqual([]);
  });

  test('export writes the tables, and nothing to share of so few people', async () => {
    const { exitCode, all } = await cli('export', path.join(folder, 'given'));
    expect(exitCode, all).toBe(0);
    const [sessions] = (await answerOf('SELECT count(*) AS n FROM sessions')) as { n: number }[];
    const lines = readFileSync(path.join(folder, 'given', 'sessions.csv'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines.length - 1).toBe(sessions?.n);
    const shared = await cli('export', path.join(folder, 'shared'), '--shareable');
    expect(shared.exitCode, shared.all).toBe(0);
    expect(readdirSync(path.join(folder, 'shared'))).toEqual([]);
  });

  test('the guard answers by TLS where no socket reaches it, and its key stays in the container', async () => {
    const { exitCode, all } = await cli('setup', '--yes');
    expect(exitCode, all).toBe(0);
    const entry = path.join(home.root, 'hooks', 'entry');
    // As in a virtual machine: the socket is on the other side.
    rmSync(path.join(home.run, 'hooks', 'hooks.sock'));
    const { stdout } = await execa(entry, {
      env: { HOME: folder },
      input: JSON.stringify({
        session_id: 'across',
        hook_event_name: 'PreToolUse',
        cwd: folder,
        tool_name: 'Bash',
        tool_input: { command: 'rm -rf /' },
        tool_use_id: 'toolu_across',
      }),
    });
    expect(JSON.parse(stdout).hookSpecificOutput.permissionDecision).toBe('deny');
    const blocks = await cli('blocks', '--json');
    expect(JSON.parse(blocks.stdout)).toMatchObject([{ decided_by: 'service', verdict: 'deny' }]);
    const files = readdirSync(home.root, { recursive: true }).map(String);
    expect(files.filter((name) => name.endsWith('.pem'))).toEqual(['hooks/service.pem']);
  });

  test('a request without the token is refused', async () => {
    const { status } = await fetch('http://127.0.0.1:4319/api/v1/sessions');
    expect(status).toBe(401);
  });
};

if (isInEngine) describe('in the engine', { timeout: 300_000 }, inEngine);
