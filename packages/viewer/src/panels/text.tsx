import { css } from '@emotion/css';
import { type PanelProps, renderMarkdown, renderTextPanelMarkdown, textUtil } from '@grafana/data';
import { type Findings, FindingsPanel } from './findings.tsx';
import type { Panel } from './panel.tsx';
import { type Records, RecordsPanel } from './records.tsx';

interface TextOptions {
  readonly mode: 'markdown' | 'html' | 'code';
  readonly content: string;
  /** Rows that stand here; the content is for those who cannot draw them. */
  readonly records?: Records;
  readonly findings?: Findings;
}

const scroll = css({ height: '100%', overflow: 'auto', overflowWrap: 'anywhere' });

function Draw(props: PanelProps<TextOptions>) {
  const { records, findings } = props.options;
  if (findings) return <FindingsPanel title={props.title} found={findings.found ?? []} />;
  return records ? <RecordsPanel {...props} records={records} /> : <Words {...props} />;
}

function Words({ options: { mode, content = '' }, replaceVariables }: PanelProps<TextOptions>) {
  const text = replaceVariables(content, {}, mode === 'html' ? 'html' : 'text');
  if (mode === 'code') return <pre className={scroll}>{text}</pre>;
  const html =
    mode === 'html'
      ? textUtil.sanitizeTextPanelContent(text)
      : (renderTextPanelMarkdown ?? renderMarkdown)(text);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized by the line above, and allowed no script by the page's policy
  return <div className={`markdown-html ${scroll}`} dangerouslySetInnerHTML={{ __html: html }} />;
}

export const text: Panel<TextOptions> = {
  draw: Draw,
  options: { mode: 'markdown', content: '' },
  withoutData: true,
};
