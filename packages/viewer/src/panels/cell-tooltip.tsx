import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2, VizTooltipContent, VizTooltipHeader, VizTooltipWrapper } from '@grafana/ui';
import type { Cell } from './cells-over-time.tsx';

/** A cell under the cursor, and where that is in the window. */
export interface Hovered {
  readonly cell: Cell;
  readonly x: number;
  readonly y: number;
}

const away = 12;

/** As the tooltips of the other plots look. */
const styles = (theme: GrafanaTheme2) => ({
  box: css({
    position: 'fixed',
    zIndex: theme.zIndex.tooltip,
    pointerEvents: 'none',
    maxWidth: 320,
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z2,
  }),
});

/** Tells from when to when a cell goes, of which row it is, and what it stands for. */
export function CellTooltip({
  cell: { from, to, text, color },
  x,
  y,
  row,
  timeZone,
}: Hovered & { readonly row: string; readonly timeZone: string }) {
  const style = useStyles2(styles);
  const side = x > window.innerWidth / 2 ? { right: window.innerWidth - x + away } : { left: x + away };
  const begin = dateTimeFormat(from, { timeZone });
  const end = dateTimeFormat(to, { timeZone, format: 'HH:mm:ss' });
  return (
    <Portal>
      <div className={style.box} style={{ top: y + away, ...side }}>
        <VizTooltipWrapper>
          <VizTooltipHeader item={{ label: `${begin} – ${end}`, value: '' }} />
          <VizTooltipContent items={[{ label: row, value: text, color }]} />
        </VizTooltipWrapper>
      </div>
    </Portal>
  );
}
