import { defaults } from '../config/schema.ts';
import { alertsOf } from './alerts.ts';

/** The name of the test that tries an alert both ways, in test/rules/every-alert.test.ts. */
export const testNameOf = (alert: string): string => `${alert} fires, and is silent where it should be`;

const intro = `# Alerts

Each alert, what it fires on, what it is silent on, and the test that tries both with promtool (of \`test/rules/every-alert.test.ts\`). What to do about one is in the [runbook](runbook.md), how it reaches a person in
[alerting.md](alerting.md). \`start-observability alerts list\` has the states.`;

/** \`docs/alerts.md\`. */
export const alertsMarkdown = (): string =>
  [
    intro,
    ...alertsOf(defaults()).map(({ title, alerts }) =>
      [
        `\n## ${title}\n`,
        '| alert | severity | fires on | silent on | test |',
        '| --- | --- | --- | --- | --- |',
        ...alerts.map(
          ({ name, severity, fires, silent }) =>
            `| [${name}](runbook.md#${name.toLowerCase()}) | ${severity} | ${fires} | ${silent} | \`${testNameOf(name)}\` |`,
        ),
      ].join('\n'),
    ),
  ].join('\n');
