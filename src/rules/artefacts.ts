import type { Config } from '../config/schema.ts';
import { type Artefact, yaml } from '../generate/artefact.ts';
import type { Length } from '../promql/range.ts';
import { openings } from './openings.ts';
import type { RuleGroup } from './rule.ts';
import { aliasRules, totals } from './totals.ts';

const file = (name: string, groups: readonly RuleGroup[]): Artefact =>
  yaml(`prometheus/rules/${name}.yaml`, { groups });

/** The rule files of Prometheus. What totals rest on is evaluated as often as the stack is scraped. */
export const ruleArtefacts = ({ prometheus }: Config): readonly Artefact[] => {
  const interval = prometheus.scrapeInterval as Length;
  return [
    file('openings', [openings(interval)]),
    file('totals', totals(interval)),
    file('aliases', [aliasRules(interval)]),
  ];
};
