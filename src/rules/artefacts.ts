import type { Config } from '../config/schema.ts';
import { type Artefact, yaml } from '../generate/artefact.ts';
import { openings } from './openings.ts';
import type { RuleGroup } from './rule.ts';
import { aliasRules, totals } from './totals.ts';

const file = (name: string, groups: readonly RuleGroup[]): Artefact =>
  yaml(`prometheus/rules/${name}.yaml`, { groups });

/** The rule files of Prometheus. */
export const ruleArtefacts = (_config: Config): readonly Artefact[] => [
  file('openings', [openings]),
  file('totals', totals),
  file('aliases', [aliasRules]),
];
