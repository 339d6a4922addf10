import { defaults } from '../config/schema.ts';
import { alertsOf } from './alerts.ts';

const intro = `# Alerts

Each alert, what it fires on and what it is silent on. Both are tried with promtool
(\`test/rules/every-alert.test.ts\`). What to do about one is in the [runbook](runbook.md), how it reaches a person in
[alerting.md](alerting.md). \`start-observability alerts list\` has the states.`;

/** \`docs/alerts.md\`. */
export const alertsMarkdown = (): string =>
  [
    intro,
    ...alertsOf(defaults()).map(({ title, alerts }) =>
      [
        `\n## ${title}\n`,
        '| alert | severity | fires on | silent on |',
        '| --- | --- | --- | --- |',
        ...alerts.map(
          ({ name, severity, fires, silent }) =>
            `| [${name}](runbook.md#${name.toLowerCase()}) | ${severity} | ${fires} | ${silent} |`,
        ),
      ].join('\n'),
    ),
  ].join('\n');
