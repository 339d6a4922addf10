import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { promtool, runPromtool } from '../promql/promtool.ts';
import { rulesNeeded } from './needed.ts';

interface RuleTest {
  readonly name: string;
  readonly alert_rule_test?: readonly { readonly alertname: string }[];
  readonly promql_expr_test?: readonly { readonly expr: string }[];
}

/** The files can be run by hand, too: `promtool test rules test/rules/alerts.test.yaml`. That takes a minute. */
describe.skipIf(!promtool)('rules', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.yaml'));
  const tests = files.flatMap((file) => {
    const { evaluation_interval, tests } = parse(readFileSync(path.join(import.meta.dirname, file), 'utf8'));
    return (tests as readonly RuleTest[]).map((one) => ({ ...one, evaluation_interval }));
  });

  test.for(tests)('$name', async ({ evaluation_interval, ...one }) => {
    const rules = rulesNeeded(
      one.alert_rule_test?.map(({ alertname }) => alertname) ?? [],
      one.promql_expr_test?.map(({ expr }) => expr) ?? [],
    );
    const { output } = await runPromtool(['test', 'rules', 'test.yaml'], {
      'rules.yaml': rules,
      'test.yaml': {
        rule_files: ['rules.yaml'],
        evaluation_interval,
        // promtool takes groups in any order; one that reads what another records must come after it.
        group_eval_order: rules.groups.map(({ name }) => name),
        tests: [one],
      },
    });
    expect(output).toContain('SUCCESS');
  });
});
