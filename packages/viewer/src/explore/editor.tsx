import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import type { GrafanaTheme2 } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import { tags } from '@lezer/highlight';
import { PromQLExtension } from '@prometheus-io/codemirror-promql';
import { useEffect, useRef } from 'react';
import { prometheusPath } from '../prometheus/api.ts';

const colours = (theme: GrafanaTheme2): Extension => {
  const paint = theme.visualization.getColorByName;
  return syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.name, color: theme.colors.text.primary },
      { tag: tags.number, color: paint(theme.isDark ? 'light-green' : 'dark-green') },
      { tag: tags.string, color: paint(theme.isDark ? 'light-orange' : 'dark-orange') },
      { tag: tags.keyword, color: paint(theme.isDark ? 'light-blue' : 'dark-blue') },
      { tag: tags.function(tags.variableName), color: paint(theme.isDark ? 'light-blue' : 'dark-blue') },
      { tag: tags.labelName, color: paint(theme.isDark ? 'light-purple' : 'dark-purple') },
      { tag: tags.operator, color: theme.colors.text.secondary },
      { tag: tags.comment, color: theme.colors.text.disabled, fontStyle: 'italic' },
      { tag: tags.invalid, color: theme.colors.error.text },
    ]),
  );
};

const look = (theme: GrafanaTheme2): Extension =>
  EditorView.theme(
    {
      '&': {
        color: theme.colors.text.primary,
        backgroundColor: theme.components.input.background,
        border: `1px solid ${theme.components.input.borderColor}`,
        borderRadius: theme.shape.radius.default,
        fontSize: '14px',
      },
      '&.cm-focused': { outline: `2px solid ${theme.colors.primary.main}` },
      '.cm-content': {
        fontFamily: theme.typography.fontFamilyMonospace,
        padding: '8px 4px',
        minHeight: '38px',
        caretColor: theme.colors.text.primary,
      },
      '.cm-scroller': { maxHeight: '40vh' },
      '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
        backgroundColor: theme.colors.action.selected,
      },
      '.cm-tooltip': {
        backgroundColor: theme.colors.background.elevated,
        border: `1px solid ${theme.colors.border.medium}`,
        color: theme.colors.text.primary,
      },
      '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
        backgroundColor: theme.colors.action.selected,
        color: theme.colors.text.maxContrast,
      },
      '.cm-tooltip.cm-completionInfo': { maxWidth: '360px', padding: '8px' },
      '.cm-diagnostic': { padding: '4px 8px' },
    },
    { dark: theme.isDark },
  );

interface EditorProps {
  readonly value: string;
  readonly onRun: (expr: string) => void;
  readonly onChange: (expr: string) => void;
}

/** PromQL with completion of metrics, labels and functions, and with errors marked as one types. */
export function Editor({ value, onRun, onChange }: EditorProps) {
  const theme = useTheme2();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const latest = useRef({ value, onRun, onChange });
  latest.current = { value, onRun, onChange };

  useEffect(() => {
    if (!host.current) return undefined;
    const promql = new PromQLExtension().setComplete({
      remote: { url: prometheusPath, httpMethod: 'GET', cache: { initialMetricList: [] } },
    });
    const run = (editor: EditorView) => {
      latest.current.onRun(editor.state.doc.toString());
      return true;
    };
    view.current = new EditorView({
      parent: host.current,
      doc: latest.current.value,
      extensions: [
        history(),
        closeBrackets(),
        bracketMatching(),
        autocompletion(),
        promql.asExtension(),
        colours(theme),
        look(theme),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': 'PromQL expression' }),
        placeholder(
          'sum(increase(claude_code_cost_usage_USD_total[1h])) – Enter runs, Shift+Enter adds a line',
        ),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) latest.current.onChange(state.doc.toString());
        }),
        // Before the ordinary keys, after those of an open completion list.
        keymap.of([...closeBracketsKeymap, ...completionKeymap]),
        Prec.high(keymap.of([{ key: 'Mod-Enter', run }])),
        keymap.of([
          { key: 'Enter', run, shift: () => false },
          ...defaultKeymap,
          ...historyKeymap,
          ...lintKeymap,
        ]),
      ],
    });
    return () => view.current?.destroy();
  }, [theme]);

  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
    }
  }, [value]);
  return <div ref={host} data-testid="promql-editor" />;
}
