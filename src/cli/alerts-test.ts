import { setTimeout as pause } from 'node:timers/promises';
import { receiversOf } from '../config/alerting.ts';
import type { Home } from '../config/home.ts';
import { load } from '../config/load.ts';
import { exitCode, Failure } from '../failure.ts';
import { type Attempts, attemptsOf, handIn } from '../prometheus/alertmanager.ts';
import { startedRuntime } from '../runtime/remembered.ts';
import { runtimeNamed } from '../runtime/stack.ts';
import { loginOf } from '../service/behind.ts';
import { testLabel } from '../stack/alertmanager.ts';

/** A receiver that has not answered by then is told as failed. */
const waitSeconds = 30;

const mustBeReceiver = (home: Home, name: string): void => {
  const { alerting } = load(home).config;
  const wrong = (what: string, fix: string) => new Failure(what, { fix, exitCode: exitCode.usage });
  if (!alerting.enabled) {
    throw wrong(
      'Alerting is off: nothing is sent.',
      'set alerting.enabled and a receiver; see docs/alerting.md',
    );
  }
  if (alerting.existing) {
    throw wrong(
      'Alerts go to an Alertmanager of yours.',
      `test its receivers there: ${alerting.existing.url}`,
    );
  }
  const names = receiversOf(alerting).map((receiver) => receiver.name);
  if (names.includes(name)) return;
  throw wrong(
    `There is no receiver "${name}".`,
    names.length > 0 ? `there are: ${names.join(', ')}` : 'name one in config.yaml; see docs/alerting.md',
  );
};

/** What Alertmanager says of a delivery that failed. */
const lastComplaint = async (home: Home, name: string): Promise<string> => {
  const runtime = runtimeNamed(startedRuntime(home) ?? 'native', home);
  const lines = (await runtime.lastLines('alertmanager', 50).catch(() => '')).split('\n');
  return lines.findLast((line) => line.includes('Notify') && line.includes(name)) ?? '';
};

const reached = async <T>(work: () => Promise<T>, address: string): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    throw new Failure('Alertmanager does not answer.', {
      where: `${address}: ${cause instanceof Error ? cause.message : cause}`,
      fix: 'start-observability status; after a change of the configuration: start-observability restart',
      exitCode: exitCode.unhealthy,
      cause,
    });
  }
};

/**
 * Sends a test message to one receiver, past grouping and waiting, and waits for what becomes of it.
 * @returns seconds until the receiver took it
 * @throws Failure with what Alertmanager says when it was not taken
 */
export const testReceiver = async (home: Home, name: string): Promise<number> => {
  mustBeReceiver(home, name);
  const { config } = load(home);
  const address = `http://127.0.0.1:${config.ports.alertmanager}`;
  const authorization = loginOf(home.secrets, 'alertmanager');
  const begun = Date.now();
  const before = await reached(() => attemptsOf(address, name), address);
  await reached(
    () =>
      handIn(address, authorization, {
        labels: { alertname: 'ClaudeCodeTest', severity: 'info', [testLabel]: name, sent: String(begun) },
        annotations: {
          summary: 'This is a test of start-observability: 1 message was sent.',
          comparison: 'Nothing is wrong.',
          dashboard: `http://localhost:${config.ports.pages}/d/claude-code-stack`,
          runbook_url: 'https://github.com/start-observability/start-observability/blob/main/docs/runbook.md',
        },
        endsAt: begun + waitSeconds * 1000,
      }),
    address,
  );
  let now: Attempts = before;
  while (Date.now() < begun + waitSeconds * 1000) {
    now = await reached(() => attemptsOf(address, name), address);
    if (now.made - now.failed > before.made - before.failed) return (Date.now() - begun) / 1000;
    await pause(250);
  }
  throw new Failure(`${name} did not take the message in ${waitSeconds} s.`, {
    where:
      (await lastComplaint(home, name)) || `Alertmanager still tries; start-observability logs alertmanager`,
    fix: 'correct the receiver in config.yaml or its file in the secrets folder, then: start-observability restart',
    exitCode: exitCode.failed,
  });
};
