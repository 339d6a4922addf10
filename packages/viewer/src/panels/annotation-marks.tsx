import { css } from '@emotion/css';
import { type DataFrame, dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Tooltip, type UPlotConfigBuilder, useStyles2 } from '@grafana/ui';
import { useLayoutEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type uPlot from 'uplot';

interface Mark {
  readonly time: number;
  readonly timeEnd: number;
  readonly title: string;
  readonly text: string;
  readonly tags: readonly string[];
  readonly color: string;
}

function marksOf(frames: readonly DataFrame[]): readonly Mark[] {
  return frames.flatMap((frame) => {
    const column = (name: string) => frame.fields.find((field) => field.name === name)?.values ?? [];
    const [times, ends, titles, texts, tags, colors] = [
      'time',
      'timeEnd',
      'title',
      'text',
      'tags',
      'color',
    ].map(column);
    return (times ?? []).map(
      (time: number, index): Mark => ({
        time,
        timeEnd: ends?.[index] ?? time,
        title: titles?.[index] ?? '',
        text: texts?.[index] ?? '',
        tags: tags?.[index] ?? [],
        color: colors?.[index] ?? 'rgba(0, 211, 255, 1)',
      }),
    );
  });
}

const styles = (theme: GrafanaTheme2) => ({
  line: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    width: 0,
    borderLeft: '1px dashed',
    pointerEvents: 'none',
  }),
  region: css({ position: 'absolute', top: 0, bottom: 0, opacity: 0.12, pointerEvents: 'none' }),
  mark: css({
    position: 'absolute',
    bottom: -5,
    width: 0,
    height: 0,
    padding: 0,
    border: '5px solid transparent',
    borderTop: 0,
    background: 'none',
    transform: 'translateX(-5px)',
    zIndex: 2,
    cursor: 'help',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
});

interface AnnotationMarksProps {
  readonly config: UPlotConfigBuilder;
  readonly frames: readonly DataFrame[];
  readonly timeZone: string;
}

/** Draws annotations over a plot: a line, or a shade for what lasted, with a mark at the foot that tells about it. */
export function AnnotationMarks({ config, frames, timeZone }: AnnotationMarksProps) {
  const style = useStyles2(styles);
  const [plot, setPlot] = useState<uPlot>();
  const [, redraw] = useState(0);
  useLayoutEffect(() => {
    config.addHook('ready', setPlot);
    config.addHook('setScale', (_u, key) => {
      if (key === 'x') redraw((count) => count + 1);
    });
    config.addHook('setSize', () => redraw((count) => count + 1));
  }, [config]);
  if (!plot) return null;
  const width = plot.over.clientWidth;
  const inside = marksOf(frames)
    .map((mark) => ({ mark, from: plot.valToPos(mark.time, 'x'), to: plot.valToPos(mark.timeEnd, 'x') }))
    .filter(({ from, to }) => to >= 0 && from <= width);
  return createPortal(
    inside.map(({ mark, from, to }) => (
      <div key={`${mark.time}-${mark.title}-${mark.text}`}>
        <div className={style.line} style={{ left: Math.max(0, from), borderColor: mark.color }} />
        {to - from > 1 && (
          <div
            className={style.region}
            style={{
              left: Math.max(0, from),
              width: Math.min(to, width) - Math.max(0, from),
              background: mark.color,
            }}
          />
        )}
        <Tooltip
          content={
            <>
              <div>{dateTimeFormat(mark.time, { timeZone })}</div>
              <strong>{mark.title}</strong>
              <div>{mark.text}</div>
              <div>{mark.tags.join(', ')}</div>
            </>
          }
        >
          <button
            type="button"
            className={style.mark}
            aria-label={`${mark.title} ${mark.text}`.trim() || 'annotation'}
            style={{ left: Math.max(0, from), borderBottomColor: mark.color }}
          />
        </Tooltip>
      </div>
    )),
    plot.over,
  );
}
