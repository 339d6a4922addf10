import { type Artefact, yaml } from '../artefact/artefact.ts';
import type { Config } from '../config/schema.ts';
import type { Length } from '../promql/range.ts';
import { ruleOf } from './alert.ts';
import { alertsOf } from './alerts.ts';
import { budgetRules } from './budgets.ts';
import { openings } from './openings.ts';
import type { RuleGroup } from './rule.ts';
import { withStates } from './states.ts';
import { aliasRules, charts, totals } from './totals.ts';
import { usualSpend } from './usual-spend.ts';

/**
 * The alerts as rules. They look back a quarter of an hour and more: once a minute is often enough.
 * @param pages where people reach our pages, without a slash at the end
 */
export const alertGroups = (config: Config, pages: string): readonly RuleGroup[] =>
  alertsOf(config).map(({ name, alerts }) => ({
    name,
    interval: '1m',
    rules: alerts.map((alert) => ruleOf(alert, pages)),
  }));

const file = (name: string, groups: readonly RuleGroup[]): Artefact =>
  yaml(`prometheus/rules/${name}.yaml`, { groups });

/**
 * The rule files of Prometheus. What totals rest on is evaluated as often as the stack is scraped.
 */
export const ruleArtefacts = (config: Config, pages: string): readonly Artefact[] => {
  const interval = config.prometheus.scrapeInterval as Length;
  const exact = withStates([openings(interval), ...totals(interval)]);
  return [
    file('openings', exact.slice(0, 1)),
    file('totals', exact.slice(1)),
    file('charts', charts),
    file('aliases', [aliasRules(interval)]),
    file('usual-spend', [usualSpend]),
    file('budgets', [budgetRules(config)]),
    file('alerts', alertGroups(config, pages)),
  ];
};
