import { dateMath } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { useLocation } from 'react-router-dom';

/** The parameters of the address, and how to change some of them; an empty one is taken out. */
export function useAddress(): readonly [URLSearchParams, (change: Readonly<Record<string, string>>) => void] {
  const { search } = useLocation();
  const change = (changed: Readonly<Record<string, string>>): void =>
    locationService.partial(
      Object.fromEntries(Object.entries(changed).map(([name, value]) => [name, value || null])),
    );
  return [new URLSearchParams(search), change];
}

/** Ranges that lists offer. */
export const ranges = [
  { value: '24h', label: 'Last 24 hours' },
  { value: '7d', label: 'Last 7 days' },
  { value: '30d', label: 'Last 30 days' },
  { value: '90d', label: 'Last 90 days' },
  { value: 'all', label: 'All time' },
] as const;

/** A moment as boards write it (`now-7d`, `now/d`, milliseconds) for the ledger's API; nothing for `now` itself. */
const momentOf = (board: string): string | undefined => {
  if (/^\d+$/.test(board)) return new Date(Number(board)).toISOString();
  const [, ago] = /^now-(\d+[mhdw])$/.exec(board) ?? [];
  // To the minute, so that it is the same at the next look.
  return ago ?? (board === 'now' ? undefined : dateMath.parse(board)?.startOf('minute').toISOString());
};

/** The labels of the tables that variables of boards mean; the other variables say nothing about them. */
const labels: Readonly<Record<string, string>> = {
  team: 'team',
  project: 'project',
  user: 'person',
  model: 'model',
};

/** A parameter of a board's address as the ledger's API names it; nothing where it says nothing. */
const translated = (name: string, value: string): readonly [string, string] | undefined => {
  if (name === 'from' || name === 'to') {
    const moment = momentOf(value);
    return moment === undefined ? undefined : [name === 'from' ? 'since' : 'until', moment];
  }
  const [, variable] = /^var-(\w+)$/.exec(name) ?? [];
  if (variable === undefined) return [name, value];
  const label = labels[variable];
  return label === undefined || value === '$__all' || value === '' ? undefined : [label, value];
};

/** What the address narrows the records to: pairs of label and value, and the names that they have there. */
export const filtersOf = (address: URLSearchParams, others: ReadonlySet<string>) =>
  [...address].flatMap(([name, value]) => {
    const [label] = others.has(name) ? [] : (translated(name, value) ?? []);
    return label === undefined ? [] : [{ name, label, value }];
  });

/**
 * The parameters of the address for the ledger's API. A link of a board works as well: its range (`from`, `to`) and
 * its choices (`var-project`) say the same in other words.
 */
export const asked = (address: URLSearchParams, more: Readonly<Record<string, string | number>>): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of address) {
    const one = translated(name, value);
    if (one) parameters.append(one[0], one[1]);
  }
  for (const [name, value] of Object.entries(more)) parameters.set(name, String(value));
  return parameters.toString();
};
