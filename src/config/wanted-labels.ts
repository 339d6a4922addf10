import { eventMetrics } from '../catalogue/activity-metrics.ts';
import { labelName } from '../catalogue/attribute.ts';
import { attributes, isAttributeName } from '../catalogue/attributes.ts';
import { isLabelSource, sharedLabelSources } from '../catalogue/labels.ts';
import { metrics } from '../catalogue/telemetry.ts';
import type { Config } from './schema.ts';

/** Labels that mean something else on some metric, or that Prometheus sets. */
const taken: ReadonlySet<string> = new Set([
  ...[...metrics, ...eventMetrics].flatMap(({ labels }) => labels),
  ...Object.keys(sharedLabelSources),
  'job',
  'instance',
  'le',
]);

/** Why a resource attribute cannot become a label of its own; undefined where it can. */
export const whyNoLabel = (attribute: string): string | undefined => {
  if (isLabelSource(attribute)) return 'it is a source of one of labels.shared; put that label there';
  if (isAttributeName(attribute) && attributes[attribute].privacy !== 'public')
    return 'it is private, and this stack does not keep it as a label';
  if (taken.has(labelName(attribute))) return `the label ${labelName(attribute)} means something else`;
  return undefined;
};

/** Names that become labels of every counter: those of the catalogue, then a person's own attributes. */
export const wantedLabels = ({ labels }: Pick<Config, 'labels'>): readonly string[] => [
  ...labels.shared,
  ...labels.extra,
];
