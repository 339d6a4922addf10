import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';

const styles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    gap: theme.spacing(1),
    width: '100%',
    height: '100%',
    overflow: 'auto',
    padding: theme.spacing(0.5, 1),
    textAlign: 'center',
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: 1.35,
    color: theme.colors.text.secondary,
    overflowWrap: 'anywhere',
  }),
  error: css({ color: theme.colors.error.text, textAlign: 'start' }),
  /** Short texts such as `0` or `none` stand for a number, so they look like one. */
  value: css({
    fontSize: 36,
    fontWeight: theme.typography.fontWeightMedium,
    color: theme.colors.text.primary,
  }),
});

interface MessageProps {
  readonly kind: 'error' | 'empty' | 'wait';
  readonly text: string;
}

/** Between backticks stands what is typed. */
const withCode = (text: string): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places
  text.split('`').map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part));

/** What a panel says when it has nothing to draw. */
export function Message({ kind, text }: MessageProps) {
  const style = useStyles2(styles);
  if (kind === 'wait') return null;
  if (kind === 'error') {
    return (
      <div className={`${style.box} ${style.error}`} role="alert">
        <Icon name="exclamation-triangle" /> <span>{text}</span>
      </div>
    );
  }
  return (
    <div className={text.length <= 6 ? `${style.box} ${style.value}` : style.box} data-testid="no-value">
      <span>{withCode(text)}</span>
    </div>
  );
}
