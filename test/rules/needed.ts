import { defaults } from '../../src/config/schema.ts';
import { alertGroups } from '../../src/rules/artefacts.ts';
import { budgetRules } from '../../src/rules/budgets.ts';
import { openings } from '../../src/rules/openings.ts';
import type { AlertingRule, RecordingRule, RuleGroup } from '../../src/rules/rule.ts';
import { aliasRules, charts, totals } from '../../src/rules/totals.ts';
import { usualSpend } from '../../src/rules/usual-spend.ts';
import { readPromql } from '../promql/reading.ts';

/** Where the committed rules say that our pages are. */
export const pages = 'http://localhost:3001';

/** Every alert, with the default thresholds. */
export const alerts: readonly AlertingRule[] = alertGroups(defaults(), pages).flatMap(({ rules }) =>
  rules.flatMap((rule) => ('alert' in rule ? [rule] : [])),
);

type Rule = RecordingRule | AlertingRule;

/** All groups of the generated files. */
export const allGroups: readonly RuleGroup[] = [
  openings('15s'),
  ...totals('15s'),
  ...charts,
  aliasRules('15s'),
  usualSpend,
  budgetRules(defaults()),
  ...alertGroups(defaults(), pages),
];

const nameOf = (rule: Rule): string => ('record' in rule ? rule.record : rule.alert);

/**
 * The rules that some alerts and expressions need, with those that they read in turn: evaluating all two hundred for
 * days of test data would take minutes.
 */
export const rulesNeeded = (
  alerts: readonly string[],
  expressions: readonly string[],
): { readonly groups: readonly RuleGroup[] } => {
  const wanted = new Set(alerts);
  const rules: readonly Rule[] = allGroups.flatMap((group) => group.rules);
  const want = (expression: string): void => {
    for (const { series } of readPromql(expression).selected) {
      if (wanted.has(series)) continue;
      wanted.add(series);
      for (const rule of rules) if (nameOf(rule) === series) want(rule.expr);
    }
  };
  for (const expression of expressions) want(expression);
  for (const rule of rules) if (alerts.includes(nameOf(rule))) want(rule.expr);
  return {
    groups: allGroups
      .map((group) => ({ ...group, rules: group.rules.filter((rule) => wanted.has(nameOf(rule))) }))
      .filter((group) => group.rules.length > 0),
  };
};
