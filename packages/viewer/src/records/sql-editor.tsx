import { SQLite, sql } from '@codemirror/lang-sql';
import { useMemo } from 'react';
import { CodeEditor } from '../code-editor.tsx';
import { useAsked } from './api.ts';

interface TableNames {
  readonly name: string;
  readonly brief: string;
  readonly columns: readonly string[];
}

interface SqlEditorProps {
  readonly value: string;
  readonly onRun: (text: string) => void;
  readonly onChange: (text: string) => void;
}

const none: readonly TableNames[] = [];

/** SQL with completion of words, tables and columns. */
export function SqlEditor(props: SqlEditorProps) {
  const found = useAsked<readonly TableNames[]>('/tables');
  const tables = found.state === 'there' ? found.answer : none;
  const language = useMemo(
    () =>
      sql({
        dialect: SQLite,
        schema: Object.fromEntries(
          tables.map(({ name, brief, columns }) => [
            name,
            { self: { label: name, type: 'type', info: brief }, children: [...columns] },
          ]),
        ),
      }),
    [tables],
  );
  return <CodeEditor {...props} language={language} label="SQL" hint="SELECT … – Ctrl+Enter runs" />;
}
