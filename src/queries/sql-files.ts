import { type Artefact, markdown, source } from '../artefact/artefact.ts';
import { markdownCell } from '../escape.ts';
import { compile } from './compile.ts';
import { clickhouse, type SqlDialect, sqlite } from './dialect.ts';
import { savedQueries } from './saved-queries.ts';
import type { SavedQuery } from './saved-query.ts';

interface File {
  readonly name: string;
  readonly title: string;
  readonly prefix: string;
}

const files: readonly File[] = [
  { name: 'session-analysis', title: 'Sessions', prefix: 'session-' },
  { name: 'error-analysis', title: 'Errors', prefix: 'error-' },
  { name: 'tool-usage', title: 'Tools', prefix: 'tool-' },
  { name: 'boards', title: 'Boards', prefix: 'board-' },
];

const dialects: readonly (SqlDialect & { readonly folder: string; readonly note: string })[] = [
  {
    ...sqlite,
    folder: 'queries',
    note: 'SQLite 3.44 or later: the ledger, or `sqlite3 -readonly ledger.db`.',
  },
  {
    ...clickhouse,
    folder: 'queries/clickhouse',
    note: 'ClickHouse, as user `telemetry_reader`, whose profile reads them as SQLite does.',
  },
];

const isIn = (prefix: string, name: string): boolean =>
  prefix === 'tool-' ? !/^(?:session|error|board)-/.test(name) : name.startsWith(prefix);

const entriesOf = (prefix: string): readonly (readonly [string, SavedQuery])[] =>
  Object.entries(savedQueries).filter(([name]) => isIn(prefix, name));

const commented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `-- ${line}`.trimEnd())
    .join('\n');

const statement = (name: string, query: SavedQuery, dialect: SqlDialect): string => {
  const { question, columns, advice, limits } = query;
  const about = [
    `${name}: ${question}`,
    ...Object.entries(columns).map(([column, brief]) => `  ${column}: ${brief}`),
    `What to do: ${advice}`,
    ...(limits ? [`What it cannot answer: ${limits}`] : []),
  ].join('\n');
  return `${commented(about)}\n${compile(query, {}, { dialect }).sql.trim()};`;
};

const sqlFile = ({ name, title, prefix }: File, dialect: (typeof dialects)[number]): Artefact => ({
  path: `${dialect.folder}/${name}.sql`,
  text: `-- ${source}\n-- ${title}, the last 30 days. ${dialect.note}\n\n${entriesOf(prefix)
    .map(([query, record]) => statement(query, record, dialect))
    .join('\n\n')}\n`,
});

const readme = (): Artefact => {
  const sections = files.map(({ name, title, prefix }) => {
    const rows = entriesOf(prefix).map(
      ([query, { question, advice }]) => `| \`${query}\` | ${question} | ${markdownCell(advice)} |`,
    );
    return `## ${title} (\`${name}.sql\`)\n\n| query | question | what to do about it |\n| --- | --- | --- |\n${rows.join('\n')}`;
  });
  return markdown(
    'queries/README.md',
    `# Saved queries

Ready-made questions to the ledger. \`start-observability query --saved NAME\` asks one, with \`--since\`, \`--project\`, \`--person\` and
\`--label NAME=VALUE\` to narrow it; \`--explain\` shows its columns and its SQL. The same SQL is in the files here, for SQLite, and in
\`clickhouse/\` for ClickHouse. Tables and columns are in \`docs/sql.md\`.

${sections.join('\n\n')}`,
  );
};

/** `queries/`: every saved query as SQL that people can take elsewhere. */
export const sqlFileArtefacts = (): readonly Artefact[] => [
  ...dialects.flatMap((dialect) => files.map((file) => sqlFile(file, dialect))),
  readme(),
];
