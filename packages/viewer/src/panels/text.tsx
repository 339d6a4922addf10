import { css } from '@emotion/css';
import { type PanelProps, renderMarkdown, renderTextPanelMarkdown, textUtil } from '@grafana/data';
import type { Panel } from './panel.tsx';

interface TextOptions {
  readonly mode: 'markdown' | 'html' | 'code';
  readonly content: string;
}

const scroll = css({ height: '100%', overflow: 'auto', overflowWrap: 'anywhere' });

function Draw({ options: { mode, content = '' }, replaceVariables }: PanelProps<TextOptions>) {
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
