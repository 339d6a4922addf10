import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, type IconName, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import type { Happening } from './api.ts';
import { timeOfDay } from './format.ts';
import { type Kind, toldOf } from './told.ts';

const marks: Readonly<Record<Kind, { readonly icon: IconName; readonly name: string }>> = {
  prompt: { icon: 'user', name: 'Prompts' },
  request: { icon: 'cloud', name: 'Requests' },
  tool: { icon: 'wrench', name: 'Tools' },
  block: { icon: 'shield', name: 'Guard' },
  error: { icon: 'exclamation-triangle', name: 'Errors' },
  subagent: { icon: 'users-alt', name: 'Subagents' },
  compaction: { icon: 'compress-arrows', name: 'Compactions' },
  other: { icon: 'info-circle', name: 'Everything else' },
};

const styles = (theme: GrafanaTheme2) => ({
  choice: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5),
    border: 0,
    padding: 0,
    margin: 0,
  }),
  list: css({ listStyle: 'none', display: 'grid', gap: 2, fontSize: theme.typography.bodySmall.fontSize }),
  line: css({
    display: 'grid',
    gridTemplateColumns: '92px 20px minmax(0, 1fr)',
    gap: theme.spacing(1),
    alignItems: 'baseline',
    padding: theme.spacing(0.25, 0.5),
    borderRadius: theme.shape.radius.default,
    '&:hover': { background: theme.colors.action.hover },
  }),
  nested: css({ marginLeft: theme.spacing(3) }),
  time: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  details: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  block: css({ color: theme.colors.warning.text }),
  error: css({ color: theme.colors.error.text }),
  prompt: css({ fontWeight: theme.typography.fontWeightMedium }),
});

/** Everything that happened in a session, oldest first; what a subagent did stands further in. */
export function Timeline({ events }: { readonly events: readonly Happening[] }) {
  const style = useStyles2(styles);
  const [hidden, setHidden] = useState<ReadonlySet<Kind>>(new Set(['other']));
  const all = events.map((event) => ({ event, ...toldOf(event) }));
  const kinds = (Object.keys(marks) as Kind[]).filter((kind) => all.some((one) => one.kind === kind));
  const toggle = (kind: Kind) => {
    const next = new Set(hidden);
    if (!next.delete(kind)) next.add(kind);
    setHidden(next);
  };
  return (
    <>
      <fieldset className={style.choice} aria-label="What the timeline shows">
        {kinds.map((kind) => (
          <label key={kind}>
            <input type="checkbox" checked={!hidden.has(kind)} onChange={() => toggle(kind)} />{' '}
            {marks[kind].name} ({all.filter((one) => one.kind === kind).length})
          </label>
        ))}
      </fieldset>
      <ol className={style.list} aria-label="Timeline">
        {all
          .filter(({ kind }) => !hidden.has(kind))
          .map(({ event, kind, title, details }) => (
            <li key={event.id} className={event.attributes['agent_id'] ? style.nested : undefined}>
              <div className={style.line}>
                <span className={style.time}>{timeOfDay(event.time)}</span>
                <Icon name={marks[kind].icon} size="sm" aria-hidden />
                <span>
                  <span
                    className={
                      kind === 'block' || kind === 'error' || kind === 'prompt' ? style[kind] : undefined
                    }
                  >
                    {title}
                  </span>{' '}
                  <span className={style.details}>{details}</span>
                </span>
              </div>
            </li>
          ))}
      </ol>
    </>
  );
}
