import { Button, FilterInput, Input } from '@grafana/ui';
import { Link } from 'react-router-dom';
import { NamedCombobox } from '../named-combobox.tsx';
import { asked, ranges, useAddress } from './address.ts';
import { type Happening, useAsked } from './api.ts';
import { FilterTags } from './filter-tags.tsx';
import { moment, shortId } from './format.ts';
import { Answered, Controls, RecordPage } from './frame.tsx';
import { RecordTable } from './table.tsx';
import { toldOf } from './told.ts';

const step = 100;
const shownElsewhere = new Set(['since', 'until', 'from', 'to', 'order', 'name', 'search', 'limit']);

/** `/events`: everything that was told, newest first. */
export function EventsPage() {
  const [address, change] = useAddress();
  const limit = Math.min(5000, Math.max(step, Number(address.get('limit') ?? step) || step));
  const wanted = new URLSearchParams(address);
  if (!wanted.has('since') && !wanted.has('from')) wanted.set('since', '24h');
  const found = useAsked<{ rows: readonly Happening[] }>(`/events?${asked(wanted, { limit })}`);
  return (
    <RecordPage title="Events">
      <Controls>
        <NamedCombobox
          name="Range"
          options={[...ranges]}
          value={address.get('since') ?? (address.has('from') ? null : '24h')}
          placeholder="Range of the board"
          onChange={({ value }) => change({ since: value, from: '', to: '', limit: '' })}
        />
        <Input
          aria-label="Name of the event"
          placeholder="Name, as in tool_result"
          defaultValue={address.get('name') ?? ''}
          onKeyDown={(event) =>
            event.key === 'Enter' && change({ name: event.currentTarget.value.trim(), limit: '' })
          }
        />
        <FilterInput
          aria-label="Search"
          placeholder="Search names and sessions"
          value={address.get('search') ?? ''}
          onChange={(search) => change({ search, limit: '' })}
        />
        <FilterTags address={address} change={change} others={shownElsewhere} />
      </Controls>
      <Answered asked={found}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p>No event in this range.</p>
          ) : (
            <>
              <RecordTable
                label="Events"
                rows={rows}
                keyOf={(row) => String(row.id)}
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
                  { title: 'When', cell: (row) => moment(row.time) },
                  { title: 'Event', cell: (row) => row.name },
                  { title: 'What', cell: (row) => toldOf(row).title },
                  { title: 'Details', cell: (row) => toldOf(row).details },
                ]}
              />
              {rows.length === limit && limit < 5000 && (
                <Button variant="secondary" onClick={() => change({ limit: String(limit + step * 4) })}>
                  More
                </Button>
              )}
            </>
          )
        }
      </Answered>
    </RecordPage>
  );
}
