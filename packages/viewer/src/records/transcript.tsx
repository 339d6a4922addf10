import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useAsked } from './api.ts';
import { count, timeOfDay } from './format.ts';
import { Answered } from './frame.tsx';

interface Said {
  readonly time: number;
  readonly kind: 'prompt' | 'response' | 'call' | 'result';
  readonly tool: string | null;
  readonly is_sidechain: number;
  /** Length of the whole text. */
  readonly characters: number;
  /** Null where it is not kept. */
  readonly text: string | null;
}

const styles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', display: 'grid', gap: theme.spacing(0.5), margin: 0 }),
  said: css({
    display: 'grid',
    gridTemplateColumns: '92px 110px minmax(0, 1fr)',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    [theme.breakpoints.down('sm')]: {
      gridTemplateColumns: '72px minmax(0, 1fr)',
      '> pre': { gridColumn: '1 / -1' },
    },
  }),
  prompt: css({ background: theme.colors.background.secondary, borderRadius: theme.shape.radius.default }),
  nested: css({ marginLeft: theme.spacing(3) }),
  soft: css({ color: theme.colors.text.secondary }),
  text: css({
    margin: 0,
    padding: 0,
    border: 0,
    background: 'none',
    maxHeight: 320,
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: theme.typography.fontFamilyMonospace,
  }),
});

const who: Readonly<Record<Said['kind'], string>> = {
  prompt: 'Prompt',
  response: 'Answer',
  call: 'Call',
  result: 'Result',
};

function Text({ said: { text, characters } }: { readonly said: Said }) {
  const style = useStyles2(styles);
  if (text === null) return <span className={style.soft}>{count(characters)} characters, not kept</span>;
  // What can be scrolled must be reached by the keyboard.
  return (
    <pre className={style.text} tabIndex={text.length > 2000 ? 0 : undefined}>
      {text}
    </pre>
  );
}

/** What was said in a session, as far as it is kept. */
export function Transcript({ session }: { readonly session: string }) {
  const style = useStyles2(styles);
  const asked = useAsked<{ readonly rows: readonly Said[] }>(
    `/sessions/${encodeURIComponent(session)}/transcript`,
  );
  return (
    <Answered asked={asked}>
      {({ rows }) =>
        rows.length === 0 ? (
          <p className={style.soft}>
            Nothing is kept of what was said. To keep it from now on: start-observability config set
            transcripts.collect true
          </p>
        ) : (
          <ol className={style.list} aria-label="Transcript">
            {rows.map((said, at) => (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a transcript are never reordered
                key={at}
                className={cx(
                  style.said,
                  said.kind === 'prompt' && style.prompt,
                  said.is_sidechain === 1 && style.nested,
                )}
              >
                <span className={style.soft}>{timeOfDay(said.time)}</span>
                <span>
                  {who[said.kind]} {said.tool}
                </span>
                <Text said={said} />
              </li>
            ))}
          </ol>
        )
      }
    </Answered>
  );
}
