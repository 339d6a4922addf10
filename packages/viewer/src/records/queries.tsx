import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Alert, Button, Input, useStyles2 } from '@grafana/ui';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router-dom';
import { NamedCombobox } from '../named-combobox.tsx';
import { asked, ranges, useAddress } from './address.ts';
import { ask, Refused, type SavedQuery, type TableAnswer, useAsked } from './api.ts';
import { shortId } from './format.ts';
import { Answered, RecordPage } from './frame.tsx';
import { LabelValue, useLabelLinks } from './label-value.tsx';
import { SqlEditor } from './sql-editor.tsx';
import { RecordTable } from './table.tsx';

const styles = (theme: GrafanaTheme2) => ({
  form: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    alignItems: 'end',
    '> *': { minWidth: 160 },
  }),
  advice: css({ color: theme.colors.text.secondary, maxWidth: 820 }),
});

function AnswerTable({ answer }: { readonly answer: TableAnswer }) {
  const links = useLabelLinks();
  if (answer.rows.length === 0) return <p>No rows.</p>;
  return (
    <RecordTable<TableAnswer['rows'][number]>
      label="Answer"
      rows={answer.rows}
      keyOf={(_, at) => String(at)}
      columns={answer.columns.map((title, at) => ({
        title,
        isNumber: answer.rows.every((row) => row[at] === null || typeof row[at] === 'number'),
        cell: (row) =>
          title === 'session_id' && row[at] ? (
            <Link to={`/sessions/${encodeURIComponent(String(row[at]))}`}>{shortId(row[at])}</Link>
          ) : (
            <LabelValue links={links} label={title} value={row[at]} />
          ),
      }))}
    />
  );
}

function Outcome({ path, init }: { readonly path: string; readonly init?: RequestInit }) {
  const [found, setFound] = useState<TableAnswer | Refused>();
  useEffect(() => {
    let isCurrent = true;
    setFound(undefined);
    ask<TableAnswer>(path, init).then(
      (answer) => isCurrent && setFound(answer),
      (error) => isCurrent && setFound(error as Refused),
    );
    return () => {
      isCurrent = false;
    };
  }, [path, init]);
  if (found === undefined) return <p>Asking …</p>;
  if (found instanceof Refused) {
    return (
      <Alert title={found.message} severity="error">
        {found.fix}
      </Alert>
    );
  }
  return <AnswerTable answer={found} />;
}

/** A saved query: what it answers, its parameters, and what to do about the answer. */
function Saved({ query }: { readonly query: SavedQuery }) {
  const style = useStyles2(styles);
  const [address, change] = useAddress();
  const hasRange = address.has('since') || address.has('from');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const wanted = new URLSearchParams(address);
  if (!hasRange) wanted.set('since', '30d');
  const parameters = asked(
    wanted,
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')),
  );
  return (
    <>
      <p>{query.question}</p>
      <div className={style.form}>
        <NamedCombobox
          name="Range"
          options={[...ranges]}
          value={address.get('since') ?? (hasRange ? null : '30d')}
          placeholder="Range of the board"
          onChange={({ value }) => change({ since: value, from: '', to: '' })}
        />
        {['project', 'person', ...Object.keys(query.parameters ?? {})].map((name) => (
          <Input
            key={`${query.name} ${name}`}
            aria-label={name}
            placeholder={query.parameters?.[name] ?? name}
            onBlur={({ currentTarget: { value } }) => setValues((now) => ({ ...now, [name]: value.trim() }))}
            onKeyDown={({ key, currentTarget: { value } }) =>
              key === 'Enter' && setValues((now) => ({ ...now, [name]: value.trim() }))
            }
          />
        ))}
      </div>
      <Outcome path={`/query/${query.name}?${parameters}`} />
      {query.limits && <p className={style.advice}>{query.limits}</p>}
      <p className={style.advice}>{query.advice}</p>
    </>
  );
}

function FreeQuestion() {
  const style = useStyles2(styles);
  const [sql, setSql] = useState(
    'SELECT project, count(*) AS sessions, sum(cost_nanodollars) / 1e9 AS dollars\nFROM sessions GROUP BY project ORDER BY dollars DESC',
  );
  const [init, setInit] = useState<RequestInit>();
  const run = (asked: string) =>
    setInit({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sql: asked }),
    });
  return (
    <>
      <SqlEditor value={sql} onChange={setSql} onRun={run} />
      <p className={style.advice}>
        Reads only. Names complete as you type, or with Ctrl and Space; Ctrl and Enter run it. Tables and
        columns are explained in docs/sql.md.
      </p>
      <div>
        <Button icon="play" onClick={() => run(sql)}>
          Run
        </Button>
      </div>
      {init && <Outcome path="/query" init={init} />}
    </>
  );
}

const own = { value: '', label: 'A question of your own, in SQL' };

/** `/queries` and `/queries/:name`: the saved queries, and free SQL. */
export function QueriesPage() {
  const { name = '' } = useParams();
  const saved = useAsked<readonly SavedQuery[]>('/query');
  return (
    <RecordPage title="Queries">
      <Answered asked={saved}>
        {(all) => {
          const query = all.find((one) => one.name === name);
          return (
            <>
              <NamedCombobox
                name="Query"
                options={[
                  own,
                  ...all.map((one) => ({ value: one.name, label: one.name, description: one.question })),
                ]}
                value={query?.name ?? ''}
                onChange={({ value }) => locationService.push(value ? `/queries/${value}` : '/queries')}
              />
              {query ? <Saved key={query.name} query={query} /> : <FreeQuestion />}
            </>
          );
        }}
      </Answered>
    </RecordPage>
  );
}
