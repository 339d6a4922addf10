import {
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
import { checkout } from '../../src/checkout.ts';
import { homeAt } from '../../src/config/home.ts';
import { projectOf } from '../../src/runtime/project.ts';
import { scenarios } from '../captures/read.ts';
import { prepare, requestsOf, sendJson } from '../replay/replay.ts';
import { bearerIn } from './bearer.ts';
import { type ClientHooks, callAll, clientHooks } from './client-hooks.ts';
import { isInEngine, runInEngine } from './engine.ts';
import { expectBlocks, expectedHooks, expectHooks, hookPayloads } from './hook-truth.ts';
import { vectorOf } from './prometheus.ts';
import { expectTotals } from './truth.ts';
import { waitFor } from './wait.ts';

/** The stack in containers, with the default ports: from `start` and `setup` to `uninstall`. */
runInEngine(import.meta.filename, 'the stack in containers, in a real engine');

const folder = isInEngine ? mkdtempSync(path.join(os.tmpdir(), 'compose it ')) : '';
const home = homeAt(path.join(folder, 'state'));
const settingsFile = path.join(folder, 'client', 'settings.json');
const settings =
  '{ "model":"opus",\n "hooks": {"Stop": [{"hooks": [{"type":"command","command":"true"}]}]} }';
const spool = path.join(home.root, 'hooks', 'spool');

const cli = (...args: readonly string[]) =>
  execa(path.join(checkout.root, 'start-observability'), args, {
    cwd: folder,
    env: {
      START_OBSERVABILITY_HOME: home.root,
      HOME: folder,
      CLAUDE_CONFIG_DIR: path.dirname(settingsFile),
      NO_COLOR: '1',
    },
    all: true,
    reject: false,
  });

const docker = async (...args: readonly string[]): Promise<string> => (await execa('docker', args)).stdout;
const containerOf = (component: string) =>
  docker('ps', '--quiet', '--no-trunc', '--filter', `name=-${component}-1`);
const volumes = (): Promise<string> => docker('volume', 'ls', '--quiet');

/** Ends the first process of a container, as the system does that runs out of memory. */
const kill = async (component: string): Promise<void> => {
  const pid = await docker('inspect', '--format', '{{.State.Pid}}', await containerOf(component));
  process.kill(Number(pid), 'SIGKILL');
};

const inEngine = () => {
  const all = scenarios();
  const [first, second] = [all.slice(0, 61), all.slice(61)].map((half) =>
    half.map((scenario) => prepare(scenario, { shiftTo: Date.now() })),
  ) as [typeof all, typeof all];
  const send = (half: typeof all) =>
    sendJson(
      'http://127.0.0.1:4318',
      half.flatMap((scenario) => requestsOf(scenario)),
      { concurrency: 4, retryForMs: 60_000 },
    );
  const vector = vectorOf('http://127.0.0.1:9090');
  const hooksAt = 'http://127.0.0.1:4320';
  let client: ClientHooks;
  let sent: ReturnType<typeof hookPayloads>;
  let bearer: ReturnType<typeof bearerIn>;

  beforeAll(async () => {
    for (const inside of [home.root, path.dirname(settingsFile)]) mkdirSync(inside, { mode: 0o700 });
    // Fifteen seconds between scrapes, as usual, would only make the test longer.
    writeFileSync(home.config, 'prometheus:\n  scrapeInterval: 2s\nexport: {file: {enabled: true}}\n');
    writeFileSync(settingsFile, settings);
    await docker('volume', 'create', 'of-somebody-else');
  });

  afterAll(async () => {
    await cli('reset', '--yes');
    await docker('volume', 'rm', 'of-somebody-else');
    rmSync(folder, { recursive: true, force: true });
  });

  test('start brings every component up, and a second start changes nothing', async () => {
    expect((await cli('start', '--runtime', 'docker')).all).toContain('Healthy');
    const ids = await docker('ps', '--quiet', '--no-trunc');
    await cli('start', '--runtime', 'docker');
    expect(await docker('ps', '--quiet', '--no-trunc')).toBe(ids);
  });

  test('what is sent is counted to the nano-dollar', async () => {
    await send(first);
    await expectTotals({ vector }, first, 150_000);
  });

  test('a container that is gone is missed by status, and start makes it anew', async () => {
    await docker('rm', '--force', await containerOf('grafana'));
    const { exitCode, stdout } = await cli('status');
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/grafana\s+down.*has no container/);
    expect(await cli('start')).toMatchObject({ exitCode: 0 });
    expect(await cli('status')).toMatchObject({ exitCode: 0 });
  });

  test('each hook event is counted once: service up, killed, gone, and back', async () => {
    expect(await cli('setup', '--yes')).toMatchObject({ exitCode: 0 });
    client = clientHooks(settingsFile);
    sent = hookPayloads().filter((payload) => client.of(payload).length > 0);
    expect(sent.length).toBeGreaterThan(900);
    // An http hook fails where nobody listens, and the client does not try again: what blocks never goes that way.
    const isHttp = (payload: (typeof sent)[number]) => client.of(payload).some(({ type }) => type === 'http');
    const overHttp = sent.filter(isHttp);
    const byCommand = sent.filter((payload) => !isHttp(payload));
    // Deciding without the service costs a fresh Node process for each call.
    const [up, killed, gone] = [byCommand.slice(0, -100), byCommand.slice(-100, -40), byCommand.slice(-40)];
    const half = Math.floor(overHttp.length / 2);

    await callAll(client, [...up, ...overHttp.slice(0, half)]);
    expect(existsSync(spool) ? readdirSync(spool) : []).toEqual([]);

    // The engine starts it again by itself.
    const calling = callAll(client, killed);
    await kill('hooks');
    await calling;
    await waitFor('the service being back', async () => (await fetch(`${hooksAt}/ready`)).ok, {
      forMs: 60_000,
    });

    // Not after this: somebody wanted it to end.
    await docker('kill', await containerOf('hooks'));
    await callAll(client, gone);
    expect(readdirSync(spool).length).toBeGreaterThanOrEqual(gone.length);
    const { exitCode, stdout } = await cli('doctor', '--json');
    expect({ exitCode, cause: JSON.parse(stdout).cause }).toEqual({ exitCode: 3, cause: 'entry' });
    expect((await cli('blocks')).all).toContain('only what still waits for it is here');

    expect(await cli('start')).toMatchObject({ exitCode: 0 });
    await waitFor('an empty spool', async () => readdirSync(spool).length === 0);
    await callAll(client, overHttp.slice(half));
    const expected = expectedHooks(sent);
    await expectHooks(vector, expected);
    bearer = bearerIn(home.secrets);
    await expectBlocks(hooksAt, bearer, expected);
  });

  test('doctor finds that everything arrives', async () => {
    const { exitCode, stdout } = await cli('doctor', '--json');
    const { cause, findings } = JSON.parse(stdout);
    expect({ exitCode, cause }, stdout).toEqual({ exitCode: 0, cause: null });
    const unreached = findings.filter(({ status }: { status: string }) => status === 'not reached');
    expect(unreached).toEqual([]);
  });

  test('a killed container comes back, and everything is there after stop and start', async () => {
    await kill('ledger');
    await send(second);
    await waitFor('the ledger being back', async () => (await fetch('http://127.0.0.1:4319/ready')).ok, {
      forMs: 60_000,
    });
    await cli('stop');
    // Whoever loses the folder of secrets gets back those that Grafana's database and the hashes were made with.
    const secrets = () =>
      readdirSync(home.secrets).map((name) => readFileSync(path.join(home.secrets, name), 'utf8'));
    const before = secrets();
    rmSync(home.secrets, { recursive: true });
    await cli('start', '--runtime', 'docker');
    expect(secrets()).toEqual(before);
    await expectTotals({ vector }, [...first, ...second], 180_000);
    await expectHooks(vector, expectedHooks(sent));
    await expectBlocks(hooksAt, bearer, expectedHooks(sent));
  });

  test('telemetry files are written by the collector, and the documented command copies them out', async () => {
    const file = path.join(folder, 'telemetry.jsonl');
    const from = `${projectOf(home)}-otel-collector-1:/var/lib/otelcol/telemetry.jsonl`;
    const guide = readFileSync(path.join(checkout.root, 'docs/docker.md'), 'utf8');
    expect(guide).toContain(`docker cp ${from.replace(projectOf(home), 'start-observability')} `);
    await docker('cp', from, file);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('claude_code.cost.usage');
    for (const line of text.trim().split('\n')) JSON.parse(line);
  });

  test('nothing of it listens beyond the loopback interface', async () => {
    const ports = await docker('ps', '--format', '{{.Ports}}');
    const published = ports.split(/[\n,]/).filter((port) => port.includes('->'));
    expect(published.length).toBeGreaterThan(6);
    expect(published.filter((port) => !port.trim().startsWith('127.0.0.1:'))).toEqual([]);
  });

  test('uninstall removes every volume of it, whichever runtime ran last, and nothing of anybody else', async () => {
    const project = projectOf(home);
    const before = await volumes();
    expect(before).toContain(`${project}_hooks`);
    await cli('stop');
    // As a start without Docker leaves it.
    rmSync(path.join(home.generated, 'compose.yaml'));
    const kept = await cli('uninstall', '--yes', '--keep-data');
    expect(kept.all).toMatch(/\d+ volumes/);
    expect(await volumes()).toBe(before);
    const { all: told, exitCode } = await cli('uninstall', '--yes');
    expect({ exitCode, told }).toMatchObject({
      exitCode: 0,
      told: expect.stringContaining(`${project}_hooks`),
    });
    expect(await volumes()).not.toContain(project);
    expect(await volumes()).toContain('of-somebody-else');
    expect(await docker('network', 'ls', '--format', '{{.Name}}')).not.toContain(project);
    expect(readFileSync(settingsFile, 'utf8')).toBe(settings);
    expect(existsSync(home.root)).toBe(false);
  });
};

if (isInEngine) describe('in the engine', { timeout: 600_000 }, inEngine);
