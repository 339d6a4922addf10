import type { PanelProps } from '@grafana/data';

/**
 * The range of a panel and what its board is narrowed to, for the ledger's API.
 * @param labels variables of the board, with the label that each one means
 */
export const narrowedTo = (
  labels: Readonly<Record<string, string>>,
  { timeRange, replaceVariables }: Pick<PanelProps, 'timeRange' | 'replaceVariables'>,
): URLSearchParams => {
  const parameters = new URLSearchParams({
    since: timeRange.from.toISOString(),
    until: timeRange.to.toISOString(),
  });
  for (const [variable, label] of Object.entries(labels)) {
    const chosen = new URLSearchParams(replaceVariables(`\${${variable}:queryparam}`));
    for (const value of chosen.values()) if (value !== '$__all') parameters.append(label, value);
  }
  return parameters;
};
