import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { checkout } from '../../src/checkout.ts';
import { defaultChoices } from '../../src/client/choices.ts';
import { connect, prepare } from '../../src/client/connect.ts';
import { asData, type Diagnosis, diagnose, mend } from '../../src/doctor/doctor.ts';
import type { SurroundingsOptions } from '../../src/doctor/surroundings.ts';
import { entryFolder, entryPath } from '../../src/hooks/entry/install.ts';
import { statePath } from '../../src/runtime/plan.ts';
import { identify } from '../../src/runtime/process.ts';
import { rememberRuntime } from '../../src/runtime/remembered.ts';
import { makeHome } from '../../src/runtime/stack.ts';
import type { ComponentName } from '../../src/stack/components/component.ts';
import { components } from '../../src/stack/components.ts';
import { run } from '../cli/run.ts';
import { bearerIn } from '../e2e/bearer.ts';
import { missingPrograms, type Stack, startStack } from '../e2e/stack.ts';
import { causeOf, findingOf, warningsOf } from './machine.ts';

/**
 * Faults made for real, in one stack of real components: doctor must name each as the first cause. The tests are in
 * order; later ones have what earlier ones killed.
 */

const missing = await missingPrograms(['prometheus', 'otelcol', 'pushgateway']);
const names: readonly ComponentName[] = [
  'ledger',
  'collector',
  'pushgateway',
  'hooks',
  'prometheus',
  'pages',
];

let stack: Stack;
let folder: string;
let options: SurroundingsOptions;

/** Writes what the supervisor would: which processes run. */
const remember = (): void => {
  const processes = names.map((name) => {
    const identity = identify(stack.pid(name) ?? 0);
    const { version, ports } = components[name];
    return {
      planned: {
        name,
        version: version === 'local' ? checkout.version : version.replace(/^v/, ''),
        ready: stack.ready(name),
        ports: ports.map((port) => stack.config.ports[port]),
      },
      restarts: 0,
      ...(identity && { identity, since: new Date().toISOString() }),
    };
  });
  const state = { supervisor: identify(process.pid), since: new Date().toISOString(), processes };
  writeFileSync(statePath(stack.home), JSON.stringify(state));
};

const look = async (change: SurroundingsOptions = {}): Promise<Diagnosis> => {
  remember();
  return diagnose({ ...options, ...change });
};

const kill = (name: ComponentName) => stack.kill(name);

describe.skipIf(missing.length > 0)('a stack', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    stack = await startStack({ collector: 'otelcol', run: names });
    const { home, config } = stack;
    folder = mkdtempSync(path.join(os.tmpdir(), 'doctor-stack-'));
    makeHome(home);
    rememberRuntime(home, 'native');
    writeFileSync(home.config, stringify({ ports: config.ports, prometheus: { scrapeInterval: '1s' } }));
    const user = path.join(folder, 'user');
    mkdirSync(path.join(folder, 'bin'));
    mkdirSync(user);
    writeFileSync(path.join(folder, 'bin', 'claude'), '#!/bin/sh\necho 2.1.329\n', { mode: 0o755 });
    const connecting = {
      home,
      config,
      choices: { ...defaultChoices(), traces: true },
      place: { file: path.join(user, 'settings.json'), isFolderNamed: true },
    };
    await connect(connecting, await prepare(connecting));
    options = {
      home,
      project: path.join(folder, 'code'),
      managed: path.join(folder, 'managed'),
      env: { PATH: `${folder}/bin:/usr/bin:/bin`, HOME: folder, CLAUDE_CONFIG_DIR: user },
    };
  });

  afterAll(async () => {
    await stack?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  test('in order: the canary of every signal is followed to the page, and nobody is counted', async () => {
    const { findings, healthy } = await look();
    expect(findings.filter(({ status }) => status === 'failed').map(asData)).toEqual([]);
    expect(healthy).toBe(true);
    for (const id of ['accepted', 'counted', 'scraped', 'dashboard', 'entry', 'pushed', 'push-scraped'])
      expect(findingOf(findings, id), id).toMatchObject({ status: 'ok' });
    expect(findingOf(findings, 'dashboard').what).toMatch(
      /pages: (?=.*metrics: 1)(?=.*logs: 1)(?=.*traces: 1)/,
    );

    const summary = await (
      await fetch(`${stack.url('ledger')}/api/summary`, { headers: bearerIn(stack.home.secrets) })
    ).json();
    expect(summary).toMatchObject({
      lastData: null,
      costTodayUSD: 0,
      tokensToday: 0,
      sessionsToday: 0,
      sessionsActive: 0,
    });
    for (const place of ['ledger', 'hooks'] as const)
      expect(
        await (
          await fetch(`${stack.url(place)}/api/events`, { headers: bearerIn(stack.home.secrets) })
        ).json(),
        place,
      ).toEqual([]);
    expect(
      await (
        await fetch(`${stack.url('hooks')}/api/blocks`, { headers: bearerIn(stack.home.secrets) })
      ).json(),
    ).toEqual([]);
    expect(await stack.query('sum(claude_code_guard_verdicts_total) or vector(0)')).toBe(0);
  });

  test('the command line says the same: exit code 0, and every check as data', async () => {
    remember();
    const { code, out } = await run(stack.home, ['doctor', '--json', '--project', folder], options.env);
    const said = JSON.parse(out);
    expect(said.cause).toBeNull();
    expect(said.findings.map(({ id }: { id: string }) => id)).toContain('push-scraped');
    expect(code).toBe(0);
  });

  test('a hook entry that is gone is the cause, and --fix brings it back', async () => {
    const entry = entryPath(entryFolder(stack.home.root));
    rmSync(entry);
    const diagnosis = await look();
    expect(causeOf(diagnosis.findings)).toBe('hooks/entry-missing');
    expect(findingOf(diagnosis.findings, 'entry').status).toBe('not reached');
    expect(await mend(diagnosis)).toEqual([{ what: 'installed the hook entry anew' }]);
    expect(existsSync(entry)).toBe(true);
    expect(causeOf((await look()).findings)).toBeUndefined();
  });

  test('Pushgateway stopped', async () => {
    await kill('pushgateway');
    const { findings } = await look();
    expect(causeOf(findings)).toBe('pushed/dead');
    expect(findingOf(findings, 'push-scraped').status).toBe('not reached');
    expect(warningsOf(findings)).toContain('stack/half-up');
  });

  test('the hook-event service stopped: the guard still answers by its fallback, and what goes over http is lost', async () => {
    await kill('hooks');
    const { findings } = await look();
    expect(causeOf(findings)).toBe('entry/dead');
    expect(findingOf(findings, 'entry').evidence[0]).toContain('rm -rf /: deny');
    expect(existsSync(path.join(entryFolder(stack.home.root), 'spool'))).toBe(false);
  });

  test('the pages stopped, and with them what stands in front of Prometheus and Pushgateway', async () => {
    await kill('pages');
    expect(causeOf((await look()).findings)).toBe('prometheus/front-dead');
    await stack.start('pages');
  });

  test('Prometheus stopped', async () => {
    await kill('prometheus');
    const { findings } = await look();
    expect(causeOf(findings)).toBe('prometheus/dead');
    expect(findingOf(findings, 'counted').status).toBe('ok');
    expect(findingOf(findings, 'scraped').status).toBe('not reached');
  });

  test('the ledger killed: what the collector took waits, and the ledger is named', async () => {
    await kill('ledger');
    const { findings } = await look();
    expect(causeOf(findings)).toBe('counted/dead');
    expect(findingOf(findings, 'accepted').status).toBe('ok');
    expect(findingOf(findings, 'counted').evidence).toContain('ledger is down');
  });

  test('the collector stopped', async () => {
    await kill('collector');
    await stack.start('ledger');
    const { findings } = await look();
    expect(causeOf(findings)).toBe('receiver/unreachable');
    expect(findingOf(findings, 'receiver').evidence).toContain('collector is down');
    expect(findingOf(findings, 'accepted').status).toBe('not reached');
  });

  test('everything stopped: exit code 3, and the command that starts it', async () => {
    for (const name of ['ledger', 'pages'] as const) await kill(name);
    remember();
    const { code, out } = await run(stack.home, ['doctor', '--project', folder], options.env);
    expect(code).toBe(3);
    expect(out).toContain('The first cause: Nothing of the stack runs.\n  fix: start-observability start');
  });
});
