import { SceneGridItem, SceneGridLayout, VizPanel } from '@grafana/scenes';
import { foundNothing } from './findings.ts';

type Cells = ReturnType<SceneGridLayout['buildGridLayout']>;
type Cell = Cells[number];

/** Below this width, in pixels, the library puts every panel below the one before. */
const narrow = 768;
const columns = 24;
const half = columns / 2;

/** How high single values are on a phone, in rows of the grid, by kind of panel. */
const singleHeights: Readonly<Record<string, number>> = { stat: 3, gauge: 5 };

/** What stood side by side, several values or words, stands below each other there. */
const wideHeights: Readonly<Record<string, number>> = { stat: 9, text: 7 };

/** Two lines of numbers with their names. */
const lowestOfSeveral = 5;

/** A grid that puts single values in twos where the page is narrow, and everything else below each other. */
export class DashboardGrid extends SceneGridLayout {
  // Panels are not dragged here, and their places on a phone are not to be remembered.
  override onLayoutChange = (): void => undefined;

  override buildGridLayout(width: number, height: number): Cells {
    const cells = super.buildGridLayout(width, height).filter((cell) => {
      const panel = this.#panelOf(cell);
      return !panel || !foundNothing(panel);
    });
    return width < narrow ? this.#inTwos(cells) : cells;
  }

  #inTwos(cells: Cells): Cells {
    const placed: Cell[] = [];
    let y = 0;
    for (let at = 0; at < cells.length; ) {
      const [left, right] = [cells[at], cells[at + 1]] as [Cell, Cell | undefined];
      const h = this.#phoneHeight(left);
      if (right && this.#isSingle(left) && this.#isSingle(right)) {
        const tallest = Math.max(h, this.#phoneHeight(right));
        placed.push({ ...left, x: 0, y, w: half, h: tallest }, { ...right, x: half, y, w: half, h: tallest });
        y += tallest;
        at += 2;
      } else {
        placed.push({ ...left, x: 0, y, h });
        y += h;
        at += 1;
      }
    }
    return placed;
  }

  #panelOf({ i }: Cell): VizPanel | undefined {
    const child = this.getSceneLayoutChild(i);
    const body = child instanceof SceneGridItem ? child.state.body : undefined;
    return body instanceof VizPanel ? body : undefined;
  }

  #kindOf(cell: Cell): { readonly kind: string; readonly width: number } {
    return {
      kind: this.#panelOf(cell)?.state.pluginId ?? '',
      width: this.getSceneLayoutChild(cell.i).state.width ?? columns,
    };
  }

  /** Numbers that need their names beside them: side by side with another panel they would lie on each other. */
  #hasSeveral(cell: Cell): boolean {
    const { textMode } = (this.#panelOf(cell)?.state.options ?? {}) as { textMode?: string };
    return textMode === 'value_and_name';
  }

  #isSingle(cell: Cell): boolean {
    const { kind, width } = this.#kindOf(cell);
    return kind in singleHeights && width <= half && !this.#hasSeveral(cell);
  }

  #phoneHeight(cell: Cell): number {
    // The same room as before, but in the whole width.
    if (this.#hasSeveral(cell))
      return Math.max(lowestOfSeveral, Math.ceil((cell.h * this.#kindOf(cell).width) / half));
    const heights = this.#isSingle(cell) ? singleHeights : wideHeights;
    return heights[this.#kindOf(cell).kind] ?? cell.h;
  }
}
