import { PromQLExtension } from '@prometheus-io/codemirror-promql';
import { useMemo } from 'react';
import { CodeEditor } from '../code-editor.tsx';
import { prometheusPath } from '../prometheus/api.ts';

interface EditorProps {
  readonly value: string;
  readonly onRun: (expr: string) => void;
  readonly onChange: (expr: string) => void;
}

/** PromQL with completion of metrics, labels and functions, and with errors marked as one types. */
export function Editor(props: EditorProps) {
  const language = useMemo(
    () =>
      new PromQLExtension()
        .setComplete({ remote: { url: prometheusPath, httpMethod: 'GET', cache: { initialMetricList: [] } } })
        .asExtension(),
    [],
  );
  return (
    <CodeEditor
      {...props}
      isOneLine
      language={language}
      label="PromQL expression"
      hint="sum(increase(claude_code_cost_usage_USD_total[1h])) – Enter runs, Shift+Enter adds a line"
    />
  );
}
