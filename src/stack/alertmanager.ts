import { type Artefact, yaml } from '../artefact/artefact.ts';
import { type Inhibition, inhibitions } from '../rules/inhibitions.ts';
import { messages } from './alertmanager-messages.ts';
import { alertmanagerReceivers, routed } from './alertmanager-receivers.ts';
import { webConfiguration } from './passwords.ts';
import type { Site } from './site.ts';

/** Alerts that no receiver gets are on Alertmanager's page alone. */
const pageAlone = 'page-alone';

/** The label that leads a test message to one receiver (`alerts test`). */
export const testLabel = 'start_observability_test';

const routes = ({ alerting }: Site['config']) => [
  ...routed(alerting).map(({ name }) => ({
    receiver: name,
    matchers: [`${testLabel}="${name}"`],
    group_by: ['alertname', testLabel],
    group_wait: '1s',
  })),
  ...routed(alerting).map(({ name, severities }) => ({
    receiver: name,
    matchers: [`severity=~"${severities.join('|')}"`],
    continue: true,
  })),
];

const inhibition = ({ cause, job, follows, equal = [] }: Inhibition) => ({
  source_matchers: [`alertname="${cause}"`, ...(job ? [`job="${job}"`] : [])],
  target_matchers: [`alertname=~"${follows.join('|')}"`],
  ...(equal.length > 0 && { equal }),
});

/** Alertmanager's configuration: one message for each alert, however many components or projects it is about. */
export const alertmanagerArtefacts = (site: Site): readonly Artefact[] => {
  const { alerting } = site.config;
  return [
    yaml('alertmanager/alertmanager.yaml', {
      templates: ['messages.tmpl'],
      route: {
        receiver: pageAlone,
        group_by: ['alertname'],
        group_wait: '30s',
        group_interval: '5m',
        repeat_interval: `${alerting.repeatHours}h`,
        routes: routes(site.config),
      },
      inhibit_rules: inhibitions.map(inhibition),
      receivers: [{ name: pageAlone }, ...alertmanagerReceivers(alerting, site.secrets('alertmanager'))],
    }),
    { path: 'alertmanager/messages.tmpl', text: messages },
    webConfiguration(site, 'alertmanager'),
  ];
};
