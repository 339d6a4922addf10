/** What a label must be: equal to a text, or one of the other three comparisons of PromQL. */
export type Match =
  | string
  | { readonly like: string }
  | { readonly unlike: string }
  | { readonly not: string };

/** A label and what it must be; the same label may come twice. */
export type Condition = readonly [label: string, match: Match];

/** A regular expression that the label must match as a whole; template variables of a dashboard belong here. */
export const like = (pattern: string): Match => ({ like: pattern });

const comparison = (match: Match): string => {
  if (typeof match === 'string') return `=${JSON.stringify(match)}`;
  if ('like' in match) return `=~${JSON.stringify(match.like)}`;
  if ('unlike' in match) return `!~${JSON.stringify(match.unlike)}`;
  return `!=${JSON.stringify(match.not)}`;
};

/** An instant vector selector: `series{label="value"}`. */
export const selector = (series: string, conditions: readonly Condition[] = []): string => {
  const inside = conditions.map(([label, match]) => `${label}${comparison(match)}`).join(', ');
  return inside === '' ? series : `${series}{${inside}}`;
};
