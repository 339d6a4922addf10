import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useParams } from 'react-router-dom';
import { type Row, type SessionAnswer, useAsked } from './api.ts';
import { CostCurve } from './cost-curve.tsx';
import { count, duration, moment, money, text } from './format.ts';
import { Answered, RecordPage } from './frame.tsx';
import { RecordTable } from './table.tsx';
import { Timeline } from './timeline.tsx';
import { Waterfall } from './waterfall.tsx';

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
  title: css({ fontSize: theme.typography.h4.fontSize, margin: theme.spacing(1, 0) }),
});

const tokenKinds = [
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

const factsOf = (session: Row): readonly (readonly [string, string])[] => [
  ['Cost', money(session['cost_nanodollars'])],
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
  ['Person', text(session['person']).slice(0, 24)],
  ['Project', text(session['project'])],
  ['Repository', text(session['repository'])],
  ['Branch', text(session['branch'])],
  ['Client', text(session['client_version'])],
  ['Ended', text(session['end_reason'] ?? session['how_ended'])],
];

function Split({ session }: { readonly session: Row }) {
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

function Whole({
  answer: { session, models, toolCalls, timeline, spans },
}: {
  readonly answer: SessionAnswer;
}) {
  const style = useStyles2(styles);
  const failed = toolCalls.filter(
    (call) => call['success'] === 0 || call['success'] === false || call['verdict'] === 'deny',
  );
  return (
    <>
      <dl className={style.facts}>
        {factsOf(session).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <section>
        <h2 className={style.title}>Where the time went</h2>
        <Split session={session} />
      </section>
      <section>
        <h2 className={style.title}>Cost over the session</h2>
        <CostCurve events={timeline} />
      </section>
      {models.length > 0 && (
        <section>
          <h2 className={style.title}>Models</h2>
          <RecordTable
            label="Models"
            rows={models}
            keyOf={(row, at) => `${row['model']} ${at}`}
            columns={[
              { title: 'Model', cell: (row) => text(row['model']) },
              { title: 'Cost', isNumber: true, cell: (row) => money(row['cost_nanodollars']) },
              ...tokenKinds.map(([name, title]) => ({
                title,
                isNumber: true,
                cell: (row: Row) => count(row[name]),
              })),
            ]}
          />
        </section>
      )}
      {failed.length > 0 && (
        <section>
          <h2 className={style.title}>Tool calls that failed or were blocked</h2>
          <RecordTable
            label="Tool calls that failed or were blocked"
            rows={failed}
            keyOf={(row, at) => `${row['tool_use_id']} ${at}`}
            columns={[
              { title: 'When', cell: (row) => moment(row['started']) },
              { title: 'Tool', cell: (row) => text(row['tool']) },
              { title: 'Why', cell: (row) => text(row['pattern'] ?? row['error_kind'] ?? row['error_type']) },
              { title: 'Verdict', cell: (row) => text(row['verdict']) },
              { title: 'Duration', isNumber: true, cell: (row) => duration(row['duration_ms']) },
            ]}
          />
        </section>
      )}
      {spans.length > 0 && (
        <section>
          <h2 className={style.title}>What ran when</h2>
          <Waterfall spans={spans} />
        </section>
      )}
      <section>
        <h2 className={style.title}>What happened</h2>
        <Timeline events={timeline} />
      </section>
    </>
  );
}

/** `/sessions/:id`: one session, from its totals to each event. */
export function SessionPage() {
  const { id = '' } = useParams();
  const found = useAsked<SessionAnswer>(`/sessions/${encodeURIComponent(id)}`);
  return (
    <RecordPage title={`Session ${id.slice(0, 8)}`}>
      <Answered asked={found}>{(answer) => <Whole answer={answer} />}</Answered>
    </RecordPage>
  );
}
