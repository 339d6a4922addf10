import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { FilterInput, Pagination, useStyles2 } from '@grafana/ui';
import { Link } from 'react-router-dom';
import { NamedCombobox } from '../named-combobox.tsx';
import { asked, ranges, useAddress } from './address.ts';
import { type Row, useAsked } from './api.ts';
import { FilterTags } from './filter-tags.tsx';
import { count, duration, moment, money, shortId, text } from './format.ts';
import { Answered, RecordPage } from './frame.tsx';
import { LabelValue, useLabelLinks } from './label-value.tsx';
import { RecordTable, type TableColumn } from './table.tsx';

const rowsOfPage = 50;

interface SessionsAnswer {
  readonly total: number;
  readonly cost_nanodollars: number;
  /** Of it, what was imported from transcripts. */
  readonly imported_nanodollars: number;
  readonly rows: readonly Row[];
}

const styles = (theme: GrafanaTheme2) => ({
  controls: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    alignItems: 'center',
    '> *': { minWidth: 160, maxWidth: 360 },
  }),
  foot: css({ display: 'flex', justifyContent: 'space-between', flexWrap: 'wrap', gap: theme.spacing(1) }),
});

const tokensOf = (row: Row): number =>
  ['input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_creation_tokens'].reduce(
    (sum, name) => sum + Number(row[name] ?? 0),
    0,
  );

const lengthOf = (row: Row): number => (Number(row['ended']) - Number(row['started'])) / 1000;

const columnsFor = (
  highestCost: number,
  links: ReturnType<typeof useLabelLinks>,
): readonly TableColumn<Row>[] => [
  {
    title: 'Session',
    cell: (row) => (
      <Link to={`/sessions/${encodeURIComponent(String(row['session_id']))}`}>
        {shortId(row['session_id'])}
      </Link>
    ),
  },
  {
    title: 'Cost',
    sort: 'cost_nanodollars',
    isNumber: true,
    cell: (row) => money(row['cost_nanodollars']),
    share: (row) => (highestCost > 0 ? Number(row['cost_nanodollars'] ?? 0) / highestCost : 0),
  },
  { title: 'Started', sort: 'started', cell: (row) => moment(row['started']) },
  {
    title: 'Person',
    sort: 'person',
    cell: (row) => <LabelValue links={links} label="person" value={row['person']} most={24} />,
  },
  {
    title: 'Project',
    sort: 'project',
    cell: (row) => (
      <LabelValue
        links={links}
        label={row['project'] ? 'project' : 'repository'}
        value={row['project'] ?? row['repository']}
      />
    ),
  },
  { title: 'Model', sort: 'model', cell: (row) => text(row['model']) },
  { title: 'Tokens', isNumber: true, cell: (row) => count(tokensOf(row)) },
  { title: 'Turns', sort: 'prompts', isNumber: true, cell: (row) => count(row['prompts']) },
  { title: 'Tools', sort: 'tool_calls', isNumber: true, cell: (row) => count(row['tool_calls']) },
  { title: 'Failed', sort: 'tool_failures', isNumber: true, cell: (row) => count(row['tool_failures']) },
  { title: 'Blocked', sort: 'blocks', isNumber: true, cell: (row) => count(row['blocks']) },
  { title: 'Duration', sort: 'minutes', isNumber: true, cell: (row) => duration(lengthOf(row)) },
  { title: 'Ended', cell: (row) => text(row['end_reason'] ?? row['how_ended']) },
];

const shownElsewhere = new Set(['since', 'until', 'from', 'to', 'sort', 'order', 'search', 'page']);

/** `/sessions`: which sessions there were, the most expensive first. */
export function SessionsPage() {
  const style = useStyles2(styles);
  const links = useLabelLinks();
  const [address, change] = useAddress();
  const page = Math.max(1, Number(address.get('page') ?? 1) || 1);
  const sort = address.get('sort') ?? 'cost_nanodollars';
  const order = address.get('order') ?? 'desc';
  const wanted = new URLSearchParams(address);
  wanted.delete('page');
  if (!wanted.has('since') && !wanted.has('from')) wanted.set('since', '7d');
  const found = useAsked<SessionsAnswer>(
    `/sessions?${asked(wanted, { sort, order, limit: rowsOfPage, offset: (page - 1) * rowsOfPage })}`,
  );
  return (
    <RecordPage title="Sessions">
      <div className={style.controls}>
        <NamedCombobox
          name="Range"
          options={[...ranges]}
          value={address.get('since') ?? (address.has('from') ? null : '7d')}
          placeholder="Range of the board"
          onChange={({ value }) => change({ since: value, from: '', to: '', page: '' })}
        />
        <FilterInput
          aria-label="Search"
          placeholder="Session, person, project, branch, ticket"
          value={address.get('search') ?? ''}
          onChange={(search) => change({ search, page: '' })}
        />
        <FilterTags address={address} change={change} others={shownElsewhere} />
      </div>
      <Answered asked={found}>
        {({ total, rows, cost_nanodollars: cost, imported_nanodollars: imported }) => (
          <>
            {total === 0 ? (
              <p>No session in this range.</p>
            ) : (
              <RecordTable
                label="Sessions"
                columns={columnsFor(
                  Math.max(...rows.map((row) => Number(row['cost_nanodollars'] ?? 0))),
                  links,
                )}
                rows={rows}
                keyOf={(row) => String(row['session_id'])}
                sorting={{
                  by: sort,
                  isRising: order === 'asc',
                  change: (by) =>
                    change({ sort: by, order: by === sort && order === 'desc' ? 'asc' : 'desc', page: '' }),
                }}
              />
            )}
            <div className={style.foot}>
              <span>
                {count(total)} sessions, {money(cost)}
                {imported > 0 && `, of it ${money(imported)} imported`}
              </span>
              {total > rowsOfPage && (
                <Pagination
                  currentPage={page}
                  numberOfPages={Math.ceil(total / rowsOfPage)}
                  onNavigate={(to) => change({ page: String(to) })}
                />
              )}
            </div>
          </>
        )}
      </Answered>
    </RecordPage>
  );
}
