import { FilterInput } from '@grafana/ui';
import { Link } from 'react-router-dom';
import { NamedCombobox } from '../named-combobox.tsx';
import { asked, ranges, useAddress } from './address.ts';
import { type Span, useAsked } from './api.ts';
import { duration, moment, shortId } from './format.ts';
import { Answered, Controls, RecordPage } from './frame.tsx';
import { spanTitle } from './span.ts';
import { RecordTable } from './table.tsx';

const names = [
  { value: 'claude_code.interaction', label: 'Interactions' },
  { value: 'claude_code.llm_request', label: 'Requests to the model' },
  { value: 'claude_code.tool', label: 'Tool calls' },
  { value: 'claude_code.tool.blocked_on_user', label: 'Waits for a permission' },
  { value: 'claude_code.hook', label: 'Hooks' },
  { value: 'all', label: 'All spans' },
];
const rowsShown = 200;

/** `/traces`: spans, the longest first: at first the prompts that took longest. */
export function TracesPage() {
  const [address, change] = useAddress();
  const name = address.get('name') ?? names[0]?.value ?? 'all';
  const sort = address.get('sort') ?? 'duration_ms';
  const order = address.get('order') ?? 'desc';
  const wanted = new URLSearchParams(address);
  if (!wanted.has('since') && !wanted.has('from')) wanted.set('since', 'all');
  wanted.delete('name');
  const more = { sort, order, limit: rowsShown, ...(name !== 'all' && { name }) };
  const found = useAsked<{ rows: readonly Span[] }>(`/spans?${asked(wanted, more)}`);
  return (
    <RecordPage title="Traces">
      <Controls>
        <NamedCombobox
          name="Range"
          options={[...ranges]}
          value={address.get('since') ?? (address.has('from') ? null : 'all')}
          placeholder="Range of the board"
          onChange={({ value }) => change({ since: value, from: '', to: '' })}
        />
        <NamedCombobox
          name="Span"
          options={names}
          value={name}
          onChange={({ value }) => change({ name: value })}
        />
        <FilterInput
          aria-label="Search"
          placeholder="Search names, sessions, traces"
          value={address.get('search') ?? ''}
          onChange={(search) => change({ search })}
        />
      </Controls>
      <Answered asked={found}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p>
              No span in this range. The client sends them after{' '}
              <code>start-observability setup --traces</code>; they are kept as long as{' '}
              <code>retention.spans</code> says.
            </p>
          ) : (
            <RecordTable
              label="Traces"
              rows={rows}
              keyOf={(row) => String(row.id)}
              sorting={{
                by: sort,
                isRising: order === 'asc',
                change: (by) => change({ sort: by, order: by === sort && order === 'desc' ? 'asc' : 'desc' }),
              }}
              columns={[
                {
                  title: 'Session',
                  cell: (row) =>
                    row.session_id ? (
                      <Link to={`/sessions/${encodeURIComponent(row.session_id)}`}>
                        {shortId(row.session_id)}
                      </Link>
                    ) : (
                      '–'
                    ),
                },
                {
                  title: 'Duration',
                  sort: 'duration_ms',
                  isNumber: true,
                  cell: (row) => duration(row.duration_ms),
                  share: (row) => row.duration_ms / Math.max(1, ...rows.map((one) => one.duration_ms)),
                },
                { title: 'Started', sort: 'time', cell: (row) => moment(row.time) },
                { title: 'Span', cell: spanTitle },
                { title: 'Outcome', cell: (row) => (row.failed === 1 ? 'failed' : 'ok') },
                { title: 'Trace', cell: (row) => shortId(row.trace_id) },
              ]}
            />
          )
        }
      </Answered>
    </RecordPage>
  );
}
