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

/** A moment as boards write it (`now-7d`, milliseconds) for the ledger's API. */
const momentOf = (board: string): string | undefined =>
  /^\d+$/.test(board) ? new Date(Number(board)).toISOString() : /^now-(\d+[mhdw])$/.exec(board)?.[1];

/** A parameter of a board's address as the ledger's API names it; nothing where it says nothing. */
const translated = (name: string, value: string): readonly [string, string] | undefined => {
  if (name === 'from' || name === 'to') {
    const moment = momentOf(value);
    return moment === undefined ? undefined : [name === 'from' ? 'since' : 'until', moment];
  }
  const [, variable] = /^var-(\w+)$/.exec(name) ?? [];
  if (variable === undefined) return [name, value];
  return value === '$__all' || value === '' ? undefined : [variable, value];
};

/**
 * The parameters of the address for the ledger's API. A link of a board works as well: its range (`from`, `to`) and
 * its choices (`var-project`) say the same in other words.
 */
export const asked = (address: URLSearchParams, more: Readonly<Record<string, string | number>>): string => {
  const given = [...address].flatMap(([name, value]) => {
    const one = translated(name, value);
    return one ? [one] : [];
  });
  const wanted = Object.entries(more).map(([name, value]) => [name, String(value)] as const);
  const parameters = new URLSearchParams(Object.fromEntries([...given, ...wanted]));
  if (parameters.get('since') === 'all') parameters.delete('since');
  return parameters.toString();
};
