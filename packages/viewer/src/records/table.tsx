import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { KeyboardEvent, ReactNode } from 'react';

export interface TableColumn<Item> {
  readonly title: string;
  readonly cell: (item: Item) => ReactNode;
  /** Numbers stand at the right. */
  readonly isNumber?: boolean;
  /** What the column is sorted by, where it can be. */
  readonly sort?: string;
  /** Share of the highest value, drawn as a bar behind the number. */
  readonly share?: (item: Item) => number;
}

interface Sorting {
  readonly by: string;
  readonly isRising: boolean;
  readonly change: (by: string) => void;
}

interface RecordTableProps<Item> {
  readonly label: string;
  readonly columns: readonly TableColumn<Item>[];
  readonly rows: readonly Item[];
  readonly keyOf: (item: Item, at: number) => string;
  readonly sorting?: Sorting;
}

const styles = (theme: GrafanaTheme2) => ({
  frame: css({
    overflowX: 'auto',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    'th, td': {
      padding: theme.spacing(0.75, 1),
      textAlign: 'left',
      whiteSpace: 'nowrap',
      maxWidth: 420,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
    },
    th: { background: theme.colors.background.secondary, fontWeight: theme.typography.fontWeightMedium },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
    'tbody tr:hover, tbody tr:focus-within': { background: theme.colors.action.hover },
    a: { color: theme.colors.text.link },
  }),
  number: css({ 'table &': { textAlign: 'right' } }),
  sort: css({
    all: 'unset',
    cursor: 'pointer',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
  bar: css({ position: 'relative', display: 'block' }),
  fill: css({
    position: 'absolute',
    insetBlock: 0,
    right: 0,
    background: theme.colors.primary.transparent,
    zIndex: 0,
    borderRadius: 2,
  }),
  above: css({ position: 'relative', zIndex: 1 }),
});

/** Up and down move from row to row, as in a list. */
const moveAmongRows = (event: KeyboardEvent<HTMLTableSectionElement>): void => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('tr a:first-of-type')];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  const next = links[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
};

/** A table of records: sortable by the heads that say so, walked with the arrow keys. */
export function RecordTable<Item>({ label, columns, rows, keyOf, sorting }: RecordTableProps<Item>) {
  const style = useStyles2(styles);
  const direction = (by: string) =>
    sorting?.by === by ? (sorting.isRising ? 'ascending' : 'descending') : 'none';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reached by the keyboard
    <section className={style.frame} aria-label={label} tabIndex={0}>
      <table className={style.table}>
        <thead>
          <tr>
            {columns.map(({ title, isNumber, sort }) => (
              <th
                key={title}
                scope="col"
                className={cx(isNumber && style.number)}
                {...(sort && sorting && { 'aria-sort': direction(sort) })}
              >
                {sort && sorting ? (
                  <button type="button" className={style.sort} onClick={() => sorting.change(sort)}>
                    {title}
                    {sorting.by === sort && (sorting.isRising ? ' ↑' : ' ↓')}
                  </button>
                ) : (
                  title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={moveAmongRows}>
          {rows.map((item, at) => (
            <tr key={keyOf(item, at)}>
              {columns.map(({ title, cell, isNumber, share }) => (
                <td key={title} className={cx(isNumber && style.number)}>
                  {share ? (
                    <span className={style.bar}>
                      <span
                        className={style.fill}
                        style={{ width: `${Math.min(100, Math.round(share(item) * 100))}%` }}
                      />
                      <span className={style.above}>{cell(item)}</span>
                    </span>
                  ) : (
                    cell(item)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
