import { type Artefact, yaml } from '../artefact/artefact.ts';
import type { Config } from '../config/schema.ts';
import type { Length } from '../promql/range.ts';
import { budgetRules } from './budgets.ts';
import { openings } from './openings.ts';
import type { RuleGroup } from './rule.ts';
import { securityAlerts } from './security-alerts.ts';
import { stackAlerts } from './stack-alerts.ts';
import { withStates } from './states.ts';
import { aliasRules, charts, totals } from './totals.ts';
import { workAlerts } from './work-alerts.ts';

/** Alerts look back a quarter of an hour and more: once a minute is often enough. */
export const alertGroups: readonly RuleGroup[] = [
  { name: 'work', interval: '1m', rules: workAlerts },
  { name: 'security', interval: '1m', rules: securityAlerts },
  { name: 'stack', interval: '1m', rules: stackAlerts },
];

const file = (name: string, groups: readonly RuleGroup[]): Artefact =>
  yaml(`prometheus/rules/${name}.yaml`, { groups });

/** The rule files of Prometheus. What totals rest on is evaluated as often as the stack is scraped. */
export const ruleArtefacts = (config: Config): readonly Artefact[] => {
  const interval = config.prometheus.scrapeInterval as Length;
  const exact = withStates([openings(interval), ...totals(interval)]);
  return [
    file('openings', exact.slice(0, 1)),
    file('totals', exact.slice(1)),
    file('charts', charts),
    file('aliases', [aliasRules(interval)]),
    file('budgets', [budgetRules(config)]),
    file('alerts', alertGroups),
  ];
};
