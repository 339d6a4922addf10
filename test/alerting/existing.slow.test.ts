import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { check } from '../../src/config/load.ts';
import { run } from '../cli/run.ts';
import { missingPrograms, type Stack, startStack } from '../e2e/stack.ts';
import { waitFor } from '../e2e/wait.ts';
import { freePort } from '../ports.ts';
import { programFor } from '../programs.ts';
import { type Sink, startSink } from './sink.ts';

const missing = await missingPrograms(['prometheus', 'alertmanager']);
const minutes = 60_000;

/** An Alertmanager that somebody else runs, with a webhook of its own. */
const startTheirs = async (webhook: string) => {
  const program = await programFor('alertmanager');
  if (!program) throw new Error('Alertmanager is not to be had here');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'theirs-'));
  const file = path.join(folder, 'alertmanager.yaml');
  const route = { receiver: 'theirs', group_by: ['alertname'], group_wait: '5s', group_interval: '5s' };
  writeFileSync(
    file,
    stringify({ route, receivers: [{ name: 'theirs', webhook_configs: [{ url: webhook }] }] }),
  );
  const port = await freePort();
  let child: ChildProcess | undefined;
  const start = async () => {
    const args = [
      `--config.file=${file}`,
      `--storage.path=${folder}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ];
    child = spawn(program.path, [...args, '--cluster.listen-address='], { stdio: 'ignore' });
    await waitFor('their Alertmanager', async () => (await fetch(`http://127.0.0.1:${port}/-/ready`)).ok);
  };
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const remove = async () => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${port}`, start, kill, remove };
};

describe.skipIf(missing.length > 0)('an Alertmanager of your own', { timeout: 20 * minutes }, () => {
  let stack: Stack;
  let webhook: Sink;
  let theirs: Awaited<ReturnType<typeof startTheirs>>;

  beforeAll(async () => {
    webhook = await startSink();
    theirs = await startTheirs(webhook.url('/hook'));
    const text = `alerting: { enabled: true, existing: { url: "${theirs.url}" } }`;
    const { alerting } = check(text, 'config.yaml').config;
    stack = await startStack({
      collector: 'embedded',
      run: ['ledger', 'prometheus', 'pages'],
      config: { alerting },
    });
    writeFileSync(
      stack.home.config,
      stringify({ ports: stack.config.ports, alerting: { enabled: true, existing: { url: theirs.url } } }),
    );
  }, 8 * minutes);

  afterAll(async () => {
    await stack?.stop();
    await theirs?.remove();
    await webhook?.close();
  });

  test('gets what fires once it is up, also after it was killed', async () => {
    await stack.kill('ledger');
    await waitFor(
      'the alert firing',
      async () =>
        (await stack.query('ALERTS{alertname="ClaudeCodeTargetDown", job="ledger", alertstate="firing"}')) ===
        1,
      { forMs: 6 * minutes },
    );
    await theirs.start();
    await theirs.kill();
    await theirs.start();
    const sent = () => webhook.received.map(({ body }) => JSON.stringify(body));
    await waitFor('its webhook', async () => sent().some((text) => text.includes('ClaudeCodeTargetDown')), {
      forMs: 6 * minutes,
    });
    expect(sent()[0]).toContain('The component ledger has not answered Prometheus for two minutes.');
  });

  test('its receivers are tested there: we say so', async () => {
    const answer = await run(stack.home, ['alerts', 'test', 'theirs']);
    expect(answer.code).toBe(2);
    expect(answer.err).toContain(theirs.url);
    const list = await run(stack.home, ['alerts', 'list']);
    expect(list.out + list.err).toContain(`Sent to ${theirs.url}.`);
  });
});
