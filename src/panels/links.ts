import { type BoardName, uidOf } from '../signals/board.ts';
import type { Signal } from '../signals/signal.ts';
import type { PanelOptions, PanelPlace } from './panel.ts';

/** Labels whose value a board can be narrowed to: the variable that does it, and what a person calls one. */
const narrowing: Readonly<Record<string, { readonly variable: string; readonly one: string }>> = {
  team: { variable: 'team', one: 'team' },
  project: { variable: 'project', one: 'project' },
  user: { variable: 'user', one: 'person' },
  model: { variable: 'model', one: 'model' },
  query_source: { variable: 'query_source', one: 'origin' },
  tool_name: { variable: 'tool', one: 'tool' },
  tool: { variable: 'tool', one: 'tool' },
};

const titles: Readonly<Record<BoardName, string>> = {
  overview: 'Overview',
  sessions: 'Sessions',
  cost: 'Cost',
  tools: 'Tools',
  security: 'Security',
  api: 'API health',
  tokens: 'Tokens and cache',
  code: 'Code and git',
  permissions: 'Permissions',
  team: 'Team',
  hooks: 'Hooks and context',
  stack: 'Stack health',
};

/** A data link as Grafana keeps it in a field's configuration. */
export interface DataLink {
  readonly title: string;
  readonly url: string;
}

interface Carried extends Pick<PanelPlace, 'choices'> {
  /** The panel's own range, where it has one. */
  readonly timeFrom?: string | undefined;
}

/** `from` and `to` of an address. A panel with a range of its own has no `__url_time_range`: it is empty there. */
const rangeOf = ({ timeFrom }: Carried): string => {
  if (timeFrom === undefined) return '${__url_time_range}';
  return `from=${timeFrom.startsWith('now') ? timeFrom : `now-${timeFrom}`}&to=now`;
};

/** The address of a board with the range and the choices of the panel, but for those that `chosen` sets. */
const boardUrl = (board: BoardName, carried: Carried, chosen: readonly string[] = []): string => {
  const set = new Set(chosen.map((pair) => /^var-(\w+)=/.exec(pair)?.[1]));
  const others = carried.choices.filter((name) => !set.has(name)).map((name) => `\${${name}:queryparam}`);
  return [`/d/${uidOf(board)}?${rangeOf(carried)}`, ...others, ...chosen].join('&');
};

/**
 * Where a value of a signal leads: to the signal's own board, narrowed to what the value is of.
 * @param value how the panel writes a label's value, `${__field.labels.project:percentencode}` by default
 */
export const linksOf = (
  { board, legend }: Pick<Signal, 'board' | 'legend'>,
  place: PanelPlace,
  { timeFrom }: Pick<PanelOptions, 'timeFrom'> = {},
  value: (label: string) => string = (label) => `\${__field.labels.${label}:percentencode}`,
): readonly DataLink[] => {
  const carried = { choices: place.choices, timeFrom };
  const labels = [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
  const label = labels.find((name) => narrowing[name] && place.narrows(board, narrowing[name].variable));
  const narrowed = label === undefined ? undefined : narrowing[label];
  if (label !== undefined && narrowed)
    return [
      {
        title: `${titles[board]}: this ${narrowed.one}`,
        url: boardUrl(board, carried, [`var-${narrowed.variable}=${value(label)}`]),
      },
    ];
  if (board === place.board) return [];
  return [{ title: titles[board], url: boardUrl(board, carried) }];
};

/**
 * Where a bar of a day leads: to the board of the signal over that day, with the same choices. Our pages compute where the
 * day ends.
 */
export const dayLink = ({ board }: Pick<Signal, 'board'>, { pagesUrl, choices }: PanelPlace): DataLink => ({
  title: `${titles[board]}: this day`,
  url: [
    `${pagesUrl}/go/day?board=${uidOf(board)}`,
    'at=${__value.time}',
    ...choices.map((name) => `\${${name}:queryparam}`),
  ].join('&'),
});
