import { promqlText } from '../escape.ts';
import { type CounterRange, selectorLookBack } from './range.ts';

/** What a label must be: equal to a text, one of the other three comparisons of PromQL, or a variable's choice. */
export type Match =
  | string
  | Chosen
  | { readonly like: string }
  | { readonly unlike: string }
  | { readonly not: string };

/** What was chosen in a dashboard's variable. `All` is `.*`, which also matches where there is no such label. */
export interface Chosen {
  readonly chosen: string;
}

/** A label and what it must be; the same label may come twice. */
export type Condition = readonly [label: string, match: Match];

/** A regular expression that the label must match as a whole. */
export const like = (pattern: string): Match => ({ like: pattern });

/** How a variable stands in a regular expression. */
export const variableOf = ({ chosen }: Chosen): string => `$${chosen}`;

const comparison = (match: Match): string => {
  if (typeof match === 'string') return `=${promqlText(match)}`;
  if ('chosen' in match) return `=~${promqlText(variableOf(match))}`;
  if ('like' in match) return `=~${promqlText(match.like)}`;
  if ('unlike' in match) return `!~${promqlText(match.unlike)}`;
  return `!=${promqlText(match.not)}`;
};

/**
 * A regular expression of a variable that matches, or not, a label that no series has. In a group, because engines
 * differ in what a bare `.*` makes of a missing label (VictoriaMetrics drops `!~".*"`); none differs for `(.*)`.
 */
export const grouped = (pattern: string): string => `(${pattern})`;

/** An instant vector selector: `series{label="value"}`. */
export const selector = (series: string, conditions: readonly Condition[] = []): string => {
  const inside = conditions.map(([label, match]) => `${label}${comparison(match)}`).join(', ');
  return inside === '' ? series : `${series}{${inside}}`;
};

/**
 * The newest sample of the last five minutes, `offset` ago. Written out, because engines differ in how far a selector
 * without a window looks back.
 */
export const newest = (selected: string, offset?: CounterRange | `-${CounterRange}`): string =>
  `last_over_time(${selected}[${selectorLookBack}]${offset === undefined ? '' : ` offset ${offset}`})`;
