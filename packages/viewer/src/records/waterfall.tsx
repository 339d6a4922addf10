import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Span } from './api.ts';
import { duration, timeOfDay } from './format.ts';
import { spanTitle } from './span.ts';

const styles = (theme: GrafanaTheme2) => ({
  trace: css({
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    marginBottom: theme.spacing(0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    summary: { cursor: 'pointer', padding: theme.spacing(0.75, 1) },
  }),
  list: css({ listStyle: 'none', margin: 0, padding: theme.spacing(0, 1, 1) }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr) 72px',
    gap: theme.spacing(1),
    alignItems: 'center',
    padding: theme.spacing(0.25, 0),
    '&:hover': { background: theme.colors.action.hover },
  }),
  name: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  track: css({
    position: 'relative',
    height: 10,
    background: theme.colors.background.secondary,
    borderRadius: 2,
  }),
  bar: css({ position: 'absolute', insetBlock: 0, minWidth: 2, borderRadius: 2 }),
  length: css({ textAlign: 'right', fontVariantNumeric: 'tabular-nums' }),
  failed: css({ color: theme.colors.error.text }),
});

const colors: Readonly<Record<string, string>> = {
  'claude_code.llm_request': '#b877d9',
  'claude_code.tool': '#5794f2',
  'claude_code.tool.execution': '#8ab8ff',
  'claude_code.tool.blocked_on_user': '#8e8e8e',
  'claude_code.hook': '#f2cc0c',
};
const otherColor = '#73bf69';

interface Placed {
  readonly span: Span;
  readonly depth: number;
}

/** The spans below one, each followed by those below it, in the order in which they began. */
const below = (span: Span, children: ReadonlyMap<string, readonly Span[]>, depth = 0): readonly Placed[] => [
  { span, depth },
  // A parent that is its own descendant would never end.
  ...(depth > 20
    ? []
    : (children.get(span.span_id) ?? []).flatMap((child) => below(child, children, depth + 1))),
];

/** The roots of traces: spans whose parent is not here, because it is none or another program's. */
const tracesOf = (spans: readonly Span[]): readonly (readonly Placed[])[] => {
  const ids = new Set(spans.map(({ span_id: id }) => id));
  const children = new Map<string, Span[]>();
  for (const span of spans) {
    const parent = span.parent_span_id;
    if (parent !== null && ids.has(parent)) children.set(parent, [...(children.get(parent) ?? []), span]);
  }
  return spans
    .filter(({ parent_span_id: parent }) => parent === null || !ids.has(parent))
    .map((root) => below(root, children));
};

function Trace({ placed, isOpen }: { readonly placed: readonly Placed[]; readonly isOpen: boolean }) {
  const style = useStyles2(styles);
  const [root] = placed;
  if (!root) return null;
  const from = root.span.time;
  const to = Math.max(...placed.map(({ span }) => span.ended));
  const share = (time: number): number => ((time - from) / Math.max(1, to - from)) * 100;
  const failures = placed.filter(({ span }) => span.failed === 1).length;
  return (
    <details className={style.trace} open={isOpen}>
      <summary>
        {timeOfDay(from)} {spanTitle(root.span)}: {duration((to - from) / 1000)}, {placed.length} spans
        {failures > 0 && <span className={style.failed}>, {failures} failed</span>}
      </summary>
      <ol className={style.list}>
        {placed.map(({ span, depth }) => (
          <li key={span.id} className={style.row}>
            <span
              className={span.failed === 1 ? `${style.name} ${style.failed}` : style.name}
              style={{ paddingLeft: depth * 12 }}
              title={spanTitle(span)}
            >
              {spanTitle(span)}
            </span>
            <span className={style.track}>
              <span
                className={style.bar}
                style={{
                  left: `${share(span.time)}%`,
                  width: `${share(span.ended) - share(span.time)}%`,
                  background: colors[span.name] ?? otherColor,
                }}
              />
            </span>
            <span className={style.length}>{duration(span.duration_ms)}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** Prompts open on their own: more would be a wall. */
const openAtFirst = 3;

/** The traces of a session, one for each prompt: what ran when within it, and for how long. */
export function Waterfall({ spans }: { readonly spans: readonly Span[] }) {
  return (
    <section aria-label="Traces">
      {tracesOf(spans).map((placed, at) => (
        <Trace key={placed[0]?.span.id} placed={placed} isOpen={at < openAtFirst} />
      ))}
    </section>
  );
}
