import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, LoadingBar, useStyles2 } from '@grafana/ui';
import { type ReactNode, useEffect } from 'react';
import type { Asked } from './api.ts';

const styles = (theme: GrafanaTheme2) => ({
  page: css({
    display: 'grid',
    gap: theme.spacing(2),
    padding: theme.spacing(2),
    minWidth: 0,
    '> *': { minWidth: 0 },
  }),
  title: css({ fontSize: theme.typography.h2.fontSize, margin: 0 }),
  bar: css({ height: 2 }),
  controls: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    '> *': { minWidth: 160, maxWidth: 320 },
  }),
});

/** A page of records with its title, in the tab as well. */
export function RecordPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const style = useStyles2(styles);
  useEffect(() => {
    document.title = `${title} – Claude Code`;
  }, [title]);
  return (
    <div className={style.page}>
      <h1 className={style.title}>{title}</h1>
      {children}
    </div>
  );
}

/** What narrows a list, in a row above it. */
export function Controls({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles2(styles).controls}>{children}</div>;
}

interface AnsweredProps<Answer> {
  readonly asked: Asked<Answer>;
  readonly children: (answer: Answer) => ReactNode;
}

/** What was asked for, a bar while it is on its way, or why it is not there. */
export function Answered<Answer>({ asked, children }: AnsweredProps<Answer>) {
  const style = useStyles2(styles);
  if (asked.state === 'failed') {
    return (
      <Alert title={asked.error.message} severity="error">
        {asked.error.fix}
      </Alert>
    );
  }
  const answer = asked.state === 'there' ? asked.answer : asked.before;
  return (
    <>
      <div className={style.bar}>{asked.state === 'asking' && <LoadingBar width={300} />}</div>
      {answer !== undefined && children(answer)}
    </>
  );
}
