import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { Link } from 'react-router-dom';
import { money, shortId, text } from '../records/format.ts';
import { RecordTable, type TableColumn } from '../records/table.tsx';

/** A finding of the ledger's API: money that need not have been spent. */
export interface Finding {
  readonly name: string;
  readonly title: string;
  readonly what: string;
  readonly saving_usd: number;
  readonly evidence: readonly { readonly session_id: string | null; readonly subject: string | null }[];
  readonly advice: string;
  readonly estimate: string;
}

/** What a board says about its findings (src/panels/findings.ts), and what was found. */
export interface Findings {
  /** Variables of the board, with the label that each one means. */
  readonly labels: Readonly<Record<string, string>>;
  readonly found?: readonly Finding[];
}

const styles = (theme: GrafanaTheme2) => ({
  frame: css({ height: '100%', overflow: 'auto', a: { color: theme.colors.text.link } }),
  sessions: css({ display: 'flex', gap: theme.spacing(1) }),
  // On a phone wider than the page: narrow lines out of sight would make each row as high as the panel.
  words: css({ whiteSpace: 'normal', minWidth: 240, '@media (max-width: 768px)': { minWidth: 400 } }),
});

/** The sessions that show a finding, each once. */
const sessionsOf = ({ evidence }: Finding): readonly string[] => [
  ...new Set(evidence.flatMap(({ session_id: id }) => id ?? [])),
];

export function FindingsPanel({ title, found = [] }: { readonly title: string } & Pick<Findings, 'found'>) {
  const style = useStyles2(styles);
  const highest = Math.max(...found.map(({ saving_usd: saving }) => saving));
  const columns: readonly TableColumn<Finding>[] = [
    { title: 'Finding', cell: (finding) => text(finding.title) },
    {
      title: 'Saves about',
      isNumber: true,
      cell: ({ saving_usd: saving, estimate }) => <span title={estimate}>{money(saving * 1e9)}</span>,
      share: ({ saving_usd: saving }) => (highest > 0 ? saving / highest : 0),
    },
    {
      title: 'In session',
      cell: (finding) => (
        <div className={style.sessions}>
          {sessionsOf(finding).map((id) => (
            <Link key={id} to={`/sessions/${encodeURIComponent(id)}`}>
              {shortId(id)}
            </Link>
          ))}
        </div>
      ),
    },
    { title: 'What happened', cell: ({ what }) => <div className={style.words}>{what}</div> },
    { title: 'What to do', cell: ({ advice }) => <div className={style.words}>{advice}</div> },
  ];
  return (
    <div className={style.frame}>
      <RecordTable label={title} rows={found} keyOf={({ name }) => name} columns={columns} />
    </div>
  );
}
