import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { Compartment, type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import type { GrafanaTheme2 } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';

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

interface CodeEditorProps {
  readonly value: string;
  readonly onRun: (text: string) => void;
  readonly onChange: (text: string) => void;
  /** Its syntax and what it completes; it may change while a person types. */
  readonly language: Extension;
  /** What is asked for, for those who do not see it. */
  readonly label: string;
  readonly hint: string;
  /** Whether Enter runs the text, too, and Shift with Enter adds a line; Ctrl with Enter always runs it. */
  readonly isOneLine?: boolean;
}

/** Text in a language, with completion and colours. */
export function CodeEditor({ value, onRun, onChange, language, label, hint, isOneLine }: CodeEditorProps) {
  const theme = useTheme2();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const latest = useRef({ value, onRun, onChange, language });
  const slot = useRef(new Compartment());
  latest.current = { value, onRun, onChange, language };

  useEffect(() => {
    if (!host.current) return undefined;
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
        slot.current.of(latest.current.language),
        colours(theme),
        look(theme),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label }),
        placeholder(hint),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) latest.current.onChange(state.doc.toString());
        }),
        // Before the ordinary keys, after those of an open completion list.
        keymap.of([...closeBracketsKeymap, ...completionKeymap]),
        Prec.high(keymap.of([{ key: 'Mod-Enter', run }])),
        keymap.of([
          ...(isOneLine ? [{ key: 'Enter', run, shift: () => false }] : []),
          ...defaultKeymap,
          ...historyKeymap,
          ...lintKeymap,
        ]),
      ],
    });
    return () => view.current?.destroy();
  }, [theme, label, hint, isOneLine]);

  useEffect(() => {
    view.current?.dispatch({ effects: slot.current.reconfigure(language) });
  }, [language]);

  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
    }
  }, [value]);
  return <div ref={host} />;
}
