import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { type AlertName, alertNames } from '../../catalogue/alert-names.ts';
import { alertStates } from '../../catalogue/stack-metrics.ts';
import { checkout } from '../../checkout.ts';
import { receiversOf } from '../../config/alerting.ts';
import { home as stateHome } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { exitCode, Failure } from '../../failure.ts';
import { instant } from '../../prometheus/api.ts';
import { alertsOf } from '../../rules/alerts.ts';
import { loginHeaders } from '../../service/login.ts';
import { testReceiver } from '../alerts-test.ts';
import type { CommandGroup } from '../command.ts';
import { paint, print, printJson, say, table } from '../terminal.ts';

/** `firing`, `pending`, `quiet`, `off` by name; undefined while Prometheus does not answer. */
const statesOf = async ({
  ports,
  alerting,
  security,
}: Config): Promise<ReadonlyMap<string, string> | undefined> => {
  const active = await instant(`http://127.0.0.1:${ports.prometheus}`, alertStates.series, {
    headers: loginHeaders(security.closed, stateHome().secrets),
  }).catch(() => undefined);
  if (!active) return undefined;
  const states = new Map<string, string>(
    alertNames.map((name) => [name, alerting.off.includes(name) ? 'off' : 'quiet']),
  );
  for (const { labels } of active) {
    const name = labels['alertname'] ?? '';
    if (states.get(name) !== 'firing') states.set(name, labels['alertstate'] ?? '');
  }
  return states;
};

const whole = (config: Config): Config => ({ ...config, alerting: { ...config.alerting, off: [] } });

const receiversText = ({ alerting }: Config): string => {
  if (!alerting.enabled) return 'Nothing is sent: alerting.enabled is false; see docs/alerting.md.';
  if (alerting.existing) return `Sent to ${alerting.existing.url}.`;
  const receivers = receiversOf(alerting).map(({ name, severity }) => `${name} (${severity} and above)`);
  return receivers.length > 0
    ? `Sent to ${receivers.join(', ')}.`
    : 'Nothing is sent: alerting has no receiver; see docs/alerting.md.';
};

const list = async ({ json }: { json?: true }): Promise<void> => {
  const { config } = load(stateHome());
  const states = await statesOf(config);
  const rows = alertsOf(whole(config)).flatMap(({ name: group, alerts }) =>
    alerts.map(({ name, severity, fires }) => ({
      name,
      group,
      severity,
      state: states?.get(name) ?? null,
      fires,
    })),
  );
  if (json)
    return printJson({ alerts: rows, receivers: receiversOf(config.alerting).map(({ name }) => name) });
  const head = ['alert', 'severity', 'state', 'fires on'].map((title) => paint('dim', title));
  const colour = (state: string | null) =>
    state === 'firing' ? paint('red', state) : state === 'pending' ? paint('yellow', state) : (state ?? '-');
  print(
    table([head, ...rows.map(({ name, severity, state, fires }) => [name, severity, colour(state), fires])]),
  );
  if (!states) say('\nPrometheus does not answer: states are not known.');
  say(`\n${receiversText(config)}`);
};

/** The section of the runbook about an alert, without its heading. */
const runbookOf = (name: AlertName): string => {
  const text = readFileSync(path.join(checkout.root, 'docs', 'runbook.md'), 'utf8');
  const [, section = ''] = text.split(`\n### ${name}\n`);
  const [own = ''] = section.split(/\n##+ /);
  // Lines of a paragraph or a list become one: the terminal breaks them where it ends.
  return own.trim().replaceAll(/(?<=\S)\n *(?![\n *`|]|\d+\. )/g, ' ');
};

const explain = async (name: string): Promise<void> => {
  const { config } = load(stateHome());
  const alert = alertsOf(whole(config))
    .flatMap(({ alerts }) => alerts)
    .find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (!alert) {
    throw new Failure(`There is no alert "${name}".`, {
      fix: 'start-observability alerts list',
      exitCode: exitCode.usage,
    });
  }
  const states = await statesOf(config);
  const rows = [
    ['Fires on', alert.fires],
    ['Silent on', alert.silent],
    ['Severity', alert.severity],
    ['State', states?.get(alert.name) ?? 'not known: Prometheus does not answer'],
    ['Holds for', alert.for ?? 'at once'],
    ['Board', `http://localhost:${config.ports.grafana}/d/claude-code-${alert.board}`],
  ];
  print(
    `${paint('bold', alert.name)}\n\n${table(rows)}\n\n${runbookOf(alert.name)}\n\n${paint('dim', alert.expr)}`,
  );
};

const test = async (receiver: string): Promise<void> => {
  say(`Sending a test message to ${receiver} ...`);
  const seconds = await testReceiver(stateHome(), receiver);
  print(`${receiver} took it after ${seconds.toFixed(1)} s.`);
};

const examples = `
Examples:
  start-observability alerts list
  start-observability alerts explain ClaudeCodeSpendSpike
  start-observability alerts test team                      a message to that receiver of config.yaml`;

export const group: CommandGroup = 'see';

export const brief = 'List and explain alerts, try a receiver';

export const build = (): Command =>
  new Command('alerts')
    .description('List the alerts with their states, explain one, and send a test message to a receiver.')
    .addHelpText('after', examples)
    .addCommand(new Command('list').description('List every alert.').option('--json', 'as JSON').action(list))
    .addCommand(
      new Command('explain')
        .description('Say what an alert means, what it fires on, and what to do.')
        .argument('<alert>', 'its name')
        .action(explain),
    )
    .addCommand(
      new Command('test')
        .description('Send a test message to one receiver and say whether it took it.')
        .argument('<receiver>', 'its name in config.yaml')
        .action(test),
    );
