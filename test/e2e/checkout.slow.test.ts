import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { checkout } from '../../src/checkout.ts';
import { scenarios } from '../captures/read.ts';
import { prepare, requestsOf, sendJson } from '../replay/replay.ts';
import { bringInstalledImage, installedImage } from './client-image.ts';
import { isInEngine, runInEngine } from './engine.ts';
import { startMessagesApi } from './messages-api.ts';
import { vectorOf } from './prometheus.ts';
import { expectTotals } from './truth.ts';
import { waitFor } from './wait.ts';

/**
 * A fresh checkout on a machine with Docker and without Node, by `docker compose` alone: the guide that people know, line
 * by line. The engine's builds reach no network, so what the install stages fetch comes from the host.
 */
runInEngine(import.meta.filename, 'a fresh checkout by docker compose alone', bringInstalledImage);

const folder = isInEngine
  ? path.join(mkdtempSync(path.join(os.tmpdir(), 'checkout-')), 'claude_telemetry')
  : '';

const compose = (...args: readonly string[]) =>
  execa('docker', ['compose', ...args], {
    cwd: folder,
    // No Node, nothing of ours: Docker and the tools of any machine.
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      CLAUDE_CODE_INSTALLED: installedImage,
      DOCKER_HOST: process.env['DOCKER_HOST'],
      DOCKER_CONFIG: process.env['DOCKER_CONFIG'],
      USER_NAME: 'John Doe',
      USER_EMAIL: 'john@example.com',
    },
    extendEnv: false,
    all: true,
    reject: false,
    stdin: 'ignore',
  });

const must = async (...args: readonly string[]): Promise<string> => {
  const { all, exitCode } = await compose(...args);
  expect({ exitCode, all }, args.join(' ')).toMatchObject({ exitCode: 0 });
  return all;
};

/** What the stage `install` of the Dockerfile leaves, taken from this checkout. */
const installed = (): string => {
  const context = path.join(path.dirname(folder), 'installed');
  for (const name of [
    'package.json',
    'dist',
    'packages/viewer/bundle.json.gz',
    'node_modules/node-gyp-build',
    'node_modules/@photostructure',
  ])
    cpSync(path.join(checkout.root, name), path.join(context, 'src', name), { recursive: true });
  return context;
};

const running = async (): Promise<readonly string[]> =>
  (await must('ps', '--services', '--status', 'running')).split('\n').sort();

const inEngine = () => {
  const vector = vectorOf('http://127.0.0.1:9090');

  beforeAll(async () => {
    mkdirSync(folder);
    await execa('sh', ['-c', 'git archive HEAD | tar -x -C "$0"', folder], { cwd: checkout.root });
    // What is being worked on counts, too.
    for (const name of [
      'compose.yaml',
      'Dockerfile',
      'claude-code',
      'dashboards',
      'collector',
      'prometheus',
      'pushgateway',
      'own-dashboards',
    ])
      cpSync(path.join(checkout.root, name), path.join(folder, name), { recursive: true });
    expect(existsSync(path.join(folder, 'dist'))).toBe(false);
    const build = { additional_contexts: { install: installed() } };
    writeFileSync(
      path.join(folder, 'compose.override.yaml'),
      stringify({ services: { prepare: { build } } }),
    );
  });

  afterAll(async () => {
    await compose('--profile', 'client', 'down', '--volumes', '--remove-orphans');
    rmSync(path.dirname(folder), { recursive: true, force: true });
  });

  test('`docker compose up -d prometheus grafana pushgateway otel-collector` brings ledger, hooks and pages along', async () => {
    await must('up', '-d', 'prometheus', 'grafana', 'pushgateway', 'otel-collector');
    expect(await running()).toEqual([
      'grafana',
      'hooks',
      'ledger',
      'otel-collector',
      'pages',
      'prometheus',
      'pushgateway',
    ]);
    await must('up', '-d', '--wait');
  });

  test('Grafana, Prometheus, Pushgateway and the metrics of the collector are where the guide says', async () => {
    for (const url of [
      'http://localhost:3000/api/health',
      'http://localhost:9090/-/ready',
      'http://localhost:9091/-/ready',
      'http://localhost:8888/metrics',
    ])
      await waitFor(url, async () => (await fetch(url)).ok, { forMs: 60_000 });
  });

  test('what is sent is counted', async () => {
    const some = scenarios()
      .slice(0, 10)
      .map((scenario) => prepare(scenario, { shiftTo: Date.now() }));
    await sendJson(
      'http://127.0.0.1:4318',
      some.flatMap((scenario) => requestsOf(scenario)),
      { concurrency: 4, retryForMs: 60_000 },
    );
    await expectTotals({ vector }, some, 180_000);
  });

  test('`docker compose run --rm claude-code` is the client, with workspace, git author, sudo and guard', async () => {
    const file = path.join(folder, 'workspace', 'note.txt');
    mkdirSync(path.dirname(file));
    writeFileSync(file, 'from outside');
    expect(await must('run', '--rm', '-T', 'claude-code', 'claude', '--version')).toMatch(
      /\d+\.\d+\.\d+ \(Claude Code\)/,
    );
    const seen = await must(
      'run',
      '--rm',
      '-T',
      'claude-code',
      'sh',
      '-c',
      'pwd; cat note.txt; echo; sudo whoami; git var GIT_AUTHOR_IDENT; echo inside >inside.txt',
    );
    for (const part of ['/home/claude-user/workspace', 'from outside', 'root', 'John Doe <john@example.com>'])
      expect(seen).toContain(part);
    expect(readFileSync(path.join(folder, 'workspace', 'inside.txt'), 'utf8')).toBe('inside\n');

    const { stdout: gateway } = await execa('docker', [
      'network',
      'inspect',
      'start-observability_client-outside',
      '--format',
      '{{(index .IPAM.Config 0).Gateway}}',
    ]);
    const api = await startMessagesApi(
      [{ name: 'Bash', input: { command: 'rm -rf ~/precious; cat .env', description: 'x' } }],
      '0.0.0.0',
    );
    try {
      const url = `http://${gateway}:${new URL(api.url).port}`;
      await must(
        'run',
        '--rm',
        '-T',
        '-e',
        `ANTHROPIC_BASE_URL=${url}`,
        '-e',
        'ANTHROPIC_API_KEY=made-up',
        'claude-code',
        'claude',
        '-p',
        'go',
        '--dangerously-skip-permissions',
      );
      expect(api.results).toHaveLength(1);
    } finally {
      api.close();
    }
    await waitFor(
      'a refusal in the metrics',
      async () =>
        Object.values(await vector('sum(claude_code_guard_verdicts_total{verdict="deny"})'))[0] === 1,
      { forMs: 60_000 },
    );
  });

  test('logs of every service are shown, and those of the client while it runs', async () => {
    for (const name of ['otel-collector', 'prometheus'])
      expect((await must('logs', name)).length).toBeGreaterThan(100);
    await must('logs', 'claude-code');
    await must(
      'run',
      '-d',
      '--name',
      'client-with-a-log',
      'claude-code',
      'sh',
      '-c',
      'echo log-marker; sleep 60',
    );
    await waitFor('the log of the client', async () =>
      (await execa('docker', ['logs', 'client-with-a-log'])).stdout.includes('log-marker'),
    );
    await execa('docker', ['rm', '--force', 'client-with-a-log']);
  });

  test("Grafana's password is what the documented command prints, and dashboards of one's own are shown", async () => {
    const { stdout: password } = await compose(
      'run',
      '--rm',
      '--no-deps',
      '-T',
      'prepare',
      'cat',
      '/secrets/all/grafana-password',
    );
    expect(password).toMatch(/^[0-9a-f]{36}$/);
    writeFileSync(
      path.join(folder, 'own-dashboards', 'mine.json'),
      JSON.stringify({ uid: 'mine', title: 'My own board', panels: [] }),
    );
    await must('restart', 'grafana');
    const boards = async (url: string) => (await (await fetch(url)).text()).includes('My own board');
    await waitFor('the board in Grafana', () => boards('http://localhost:3000/api/search'), {
      forMs: 60_000,
    });
    await waitFor('the board on our pages', () => boards('http://localhost:3001/api/dashboards'), {
      forMs: 60_000,
    });
  });

  test('`docker compose down -v` removes every volume but the login, and no file of the workspace', async () => {
    await must('down', '-v', '--remove-orphans');
    const names = async () =>
      (await execa('docker', ['volume', 'ls', '--quiet'])).stdout
        .split('\n')
        .filter((name) => name.startsWith('start-observability_'));
    expect(await names()).toEqual(['start-observability_claude-home']);
    await must('--profile', 'client', 'down', '-v');
    expect(await names()).toEqual([]);
    expect(readdirSync(path.join(folder, 'workspace')).sort()).toEqual(['inside.txt', 'note.txt']);
  });
};

if (isInEngine) describe('in the engine', { timeout: 600_000 }, inEngine);
