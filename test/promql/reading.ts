import { parser } from '@prometheus-io/lezer-promql';

/** A selector as an expression has it. */
export interface Selected {
  readonly series: string;
  readonly labels: readonly string[];
}

/** What an expression reads, and where it is not PromQL. */
export interface Reading {
  readonly selected: readonly Selected[];
  /** Labels that results are grouped or matched by. */
  readonly grouping: readonly string[];
  readonly functions: readonly string[];
  /** Pieces of text that are not PromQL. */
  readonly errors: readonly string[];
}

/** Values of the same kind in place of Grafana's variables. */
export const substituted = (expression: string): string =>
  expression
    .replaceAll('$__range_s', '86400')
    .replaceAll('$__interval_ms', '300000')
    .replaceAll(/\$__(from|to)/g, '1795000000000')
    .replaceAll(/\$\{__(from|to):date:seconds\}/g, '1795000000')
    .replaceAll(/\$__(rate_)?(interval|range)/g, '5m')
    .replaceAll(/= \$(\w+)/g, '= 1')
    .replaceAll('$by', 'model')
    .replaceAll('/ $plan', '/ 200')
    .replaceAll(/\$(\w+)(?=[$"]|\)")/g, '.*');

/** Reads an expression as Prometheus would. */
export const readPromql = (expression: string): Reading => {
  const text = substituted(expression);
  const selected: { series: string; labels: string[] }[] = [];
  const grouping: string[] = [];
  const functions: string[] = [];
  const errors: string[] = [];
  parser.parse(text).iterate({
    enter: ({ type, from, to, node }) => {
      const word = text.slice(from, to);
      if (type.isError) errors.push(text.slice(Math.max(0, from - 20), to + 20));
      else if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector')
        selected.push({ series: word, labels: [] });
      else if (type.name === 'LabelName' && node.parent?.name === 'GroupingLabels') grouping.push(word);
      else if (type.name === 'LabelName') selected.at(-1)?.labels.push(word);
      else if (node.parent?.name === 'FunctionIdentifier') functions.push(word);
    },
  });
  return { selected, grouping, functions, errors };
};
