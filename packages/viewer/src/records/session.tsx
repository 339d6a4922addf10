import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { type Row, type SessionAnswer, useAsked } from './api.ts';
import { CostCurve } from './cost-curve.tsx';
import { count, duration, moment, money, text } from './format.ts';
import { Answered, RecordPage } from './frame.tsx';
import { SessionFacts, TimeSplit, tokenKinds } from './session-facts.tsx';
import { RecordTable } from './table.tsx';
import { Timeline } from './timeline.tsx';
import { Transcript } from './transcript.tsx';
import { Waterfall } from './waterfall.tsx';

const styles = (theme: GrafanaTheme2) => ({
  title: css({ fontSize: theme.typography.h4.fontSize, margin: theme.spacing(1, 0) }),
});

function Whole({
  answer: { session, models, toolCalls, files, timeline, spans },
}: {
  readonly answer: SessionAnswer;
}) {
  const style = useStyles2(styles);
  const [isOpen, setIsOpen] = useState(false);
  const failed = toolCalls.filter(
    (call) => call['success'] === 0 || call['success'] === false || call['verdict'] === 'deny',
  );
  return (
    <>
      <SessionFacts session={session} />
      <section>
        <h2 className={style.title}>Where the time went</h2>
        <TimeSplit session={session} />
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
      {files.length > 0 && (
        <section>
          <h2 className={style.title}>Files touched</h2>
          <RecordTable
            label="Files touched"
            rows={files}
            keyOf={(row) => String(row['file'])}
            columns={[
              { title: 'File', cell: (row) => text(row['file']) },
              { title: 'Reads', isNumber: true, cell: (row) => count(row['reads']) },
              { title: 'Changes', isNumber: true, cell: (row) => count(row['changes']) },
              { title: 'Failed', isNumber: true, cell: (row) => count(row['failures']) },
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
      <section>
        <h2 className={style.title}>Transcript</h2>
        {isOpen ? (
          <Transcript session={String(session['session_id'])} />
        ) : (
          <Button variant="secondary" icon="file-alt" onClick={() => setIsOpen(true)}>
            Show what was said
          </Button>
        )}
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
