import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelProps } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router-dom';
import { type Cell, type TableAnswer, useAsked } from '../records/api.ts';
import { count, duration, moment, money, shortId, text } from '../records/format.ts';
import { RecordTable, type TableColumn } from '../records/table.tsx';
import { Message } from './message.tsx';
import { narrowedTo } from './narrowed.ts';

/** What a board says about a panel of records: src/panels/records.ts. */
export interface Records {
  readonly query: string;
  readonly columns: readonly {
    readonly name: string;
    readonly title: string;
    readonly as: 'text' | 'money' | 'count' | 'share' | 'minutes' | 'time' | 'session';
    /** Where a value leads; `${value:percentencode}` stands for it. */
    readonly link?: string;
    /** Words for values that mean nothing to people. */
    readonly words?: Readonly<Record<string, string>>;
  }[];
  /** How rows are drawn, where not as a table. */
  readonly layout?: 'week';
  /** Variables of the board, with the label that each one means. */
  readonly labels: Readonly<Record<string, string>>;
  readonly empty: string;
  /** The page that has every row. */
  readonly all: string;
}

/** Comes when a board has such a panel. */
const WeekHours = lazy(() => import('./week-hours.tsx').then((one) => ({ default: one.WeekHours })));

/** As many rows as a panel can show; the others are on a page of their own. */
const mostRows = 12;

type Line = TableAnswer['rows'][number];

const written: Readonly<Record<Records['columns'][number]['as'], (value: Cell | undefined) => string>> = {
  text: (value) => text(value).slice(0, 60),
  money: (value) => money(Number(value) * 1e9),
  count,
  share: (value) => `${(Number(value) * 100).toFixed(1)}%`,
  minutes: (value) => duration(Number(value) * 60_000),
  time: (value) => (value ? moment(Date.parse(String(value)) * 1000) : '–'),
  session: shortId,
};

/** Where a value leads, if it leads anywhere. */
const addressOf = (
  { as, link }: Records['columns'][number],
  value: Cell | undefined,
  replaceVariables: PanelProps['replaceVariables'],
): string | undefined => {
  if (value === null || value === undefined || value === '') return undefined;
  if (as === 'session') return `/sessions/${encodeURIComponent(String(value))}`;
  return link && replaceVariables(link, { value: { text: String(value), value: String(value) } });
};

const columnOf = (
  column: Records['columns'][number],
  { columns, rows }: TableAnswer,
  replaceVariables: PanelProps['replaceVariables'],
): TableColumn<Line> => {
  const { name, title, as, link, words } = column;
  const at = columns.indexOf(name);
  const cell = (row: Line) => words?.[String(row[at])] ?? written[as](row[at]);
  if (as === 'session' || link !== undefined)
    return {
      title,
      cell: (row) => {
        const to = addressOf(column, row[at], replaceVariables);
        return to ? <Link to={to}>{cell(row)}</Link> : cell(row);
      },
    };
  if (as !== 'money' && as !== 'share') return { title, cell, isNumber: as === 'count' || as === 'minutes' };
  const highest = Math.max(...rows.map((row) => Number(row[at])));
  return { title, cell, isNumber: true, share: (row) => (highest > 0 ? Number(row[at]) / highest : 0) };
};

const styles = (theme: GrafanaTheme2) => ({
  frame: css({ height: '100%', overflow: 'auto', a: { color: theme.colors.text.link } }),
  all: css({
    display: 'block',
    padding: theme.spacing(0.5, 1),
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});

/** Rows of the ledger's tables. */
export function RecordsPanel({ records, ...props }: { readonly records: Records } & PanelProps) {
  const style = useStyles2(styles);
  const asked = useAsked<TableAnswer>(`/query/${records.query}?${narrowedTo(records.labels, props)}`);
  if (asked.state === 'failed')
    return <Message kind="error" text={[asked.error.message, asked.error.fix].filter(Boolean).join(' ')} />;
  const answer = asked.state === 'there' ? asked.answer : asked.before;
  if (!answer) return <Message kind="wait" text="" />;
  if (answer.rows.length === 0) return <Message kind="empty" text={records.empty} />;
  if (records.layout === 'week')
    return (
      <Suspense>
        <WeekHours title={props.title} rows={answer.rows} />
      </Suspense>
    );
  return (
    <div className={style.frame}>
      <RecordTable<Line>
        label={props.title}
        rows={answer.rows.slice(0, mostRows)}
        keyOf={(_, at) => String(at)}
        columns={records.columns.map((column) => columnOf(column, answer, props.replaceVariables))}
      />
      {answer.rows.length > mostRows && (
        <Link className={style.all} to={props.replaceVariables(records.all)}>
          All {answer.rows.length} rows
        </Link>
      )}
    </div>
  );
}
