import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import type { Row } from './api.ts';
import { count, duration, moment, money, text } from './format.ts';
import { LabelValue, useLabelLinks } from './label-value.tsx';

const styles = (theme: GrafanaTheme2) => ({
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
    gap: theme.spacing(1),
    margin: 0,
    '> div': {
      padding: theme.spacing(1, 1.5),
      background: theme.colors.background.primary,
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
    },
    dt: { color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize },
    dd: { margin: 0, fontSize: theme.typography.h5.fontSize, overflowWrap: 'anywhere' },
  }),
  split: css({
    display: 'flex',
    height: 14,
    borderRadius: 3,
    overflow: 'hidden',
    background: theme.colors.background.secondary,
  }),
  key: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  swatch: css({ display: 'inline-block', width: 10, height: 10, borderRadius: 2, marginRight: 6 }),
});

/** Columns of tokens, and their names. */
export const tokenKinds = [
  ['input_tokens', 'Input'],
  ['output_tokens', 'Output'],
  ['cache_read_tokens', 'Cache reads'],
  ['cache_creation_tokens', 'Cache writes'],
] as const;

/** Where the time of a session went; what no event accounts for is waiting, for a person most of the time. */
const splitOf = (session: Row) => {
  const whole = (Number(session['ended']) - Number(session['started'])) / 1000;
  const parts = [
    ['Requests', Number(session['api_ms'] ?? 0), '#b877d9'],
    ['Tools', Number(session['tools_ms'] ?? 0), '#5794f2'],
    ['Hooks', Number(session['hooks_ms'] ?? 0), '#f2cc0c'],
  ] as const;
  const rest = Math.max(0, whole - parts.reduce((sum, [, length]) => sum + length, 0));
  return { whole: Math.max(whole, 1), parts: [...parts, ['Waiting', rest, '#8e8e8e'] as const] };
};

/** A session that sent no metrics has its cost from its events; the ledger marks it. */
const costOf = (session: Row): string =>
  session['counted_from'] === 'events'
    ? `${money(session['cost_nanodollars'])}, counted from events`
    : money(session['cost_nanodollars']);

const numbersOf = (session: Row): readonly (readonly [string, string])[] => [
  ['Cost', costOf(session)],
  ['Tokens', count(tokenKinds.reduce((sum, [name]) => sum + Number(session[name] ?? 0), 0))],
  ['Turns', count(session['prompts'])],
  ['Requests', count(session['requests'])],
  ['Tool calls', `${count(session['tool_calls'])}, ${count(session['tool_failures'])} failed`],
  ['Blocked', count(session['blocks'])],
  ['Retries', count(session['retries'])],
  ['Lines', `+${count(session['lines_added'])} −${count(session['lines_removed'])}`],
  ['Commits', count(session['commits'])],
  ['Started', moment(session['started'])],
  ['Lasted', duration((Number(session['ended']) - Number(session['started'])) / 1000)],
];

/** Labels that are always shown, with their titles. */
const usualLabels: Readonly<Record<string, string>> = {
  person: 'Person',
  project: 'Project',
  repository: 'Repository',
  branch: 'Branch',
};

const titleOf = (label: string): string =>
  usualLabels[label] ?? `${label.charAt(0).toUpperCase()}${label.slice(1).replaceAll('_', ' ')}`;

const mostLabelCharacters = 24;

/** The head of a session: its totals, and what it was for; a label that leads somewhere is a link. */
export function SessionFacts({ session }: { readonly session: Row }) {
  const style = useStyles2(styles);
  const links = useLabelLinks();
  const also = ['worktree', 'ticket', 'team', ...Object.keys(links)].filter((label) => session[label]);
  const labels = [...new Set([...Object.keys(usualLabels), ...also])];
  const facts: readonly (readonly [string, ReactNode])[] = [
    ...numbersOf(session),
    ...labels.map(
      (label) =>
        [
          titleOf(label),
          <LabelValue
            key={label}
            links={links}
            label={label}
            value={session[label]}
            most={mostLabelCharacters}
          />,
        ] as const,
    ),
    ['Client', text(session['client_version'])],
    ['Ended', text(session['end_reason'] ?? session['how_ended'])],
  ];
  return (
    <dl className={style.facts}>
      {facts.map(([title, value]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Where the time of a session went, as a bar. */
export function TimeSplit({ session }: { readonly session: Row }) {
  const style = useStyles2(styles);
  const { whole, parts } = splitOf(session);
  return (
    <div>
      <div
        className={style.split}
        role="img"
        aria-label={parts.map(([name, length]) => `${name} ${duration(length)}`).join(', ')}
      >
        {parts.map(([name, length, color]) => (
          <span key={name} style={{ width: `${(length / whole) * 100}%`, background: color }} />
        ))}
      </div>
      <div className={style.key}>
        {parts.map(([name, length, color]) => (
          <span key={name}>
            <span className={style.swatch} style={{ background: color }} />
            {name} {duration(length)}
          </span>
        ))}
      </div>
    </div>
  );
}
