import { PanelBuilder as TextBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';
import type { Panel, PanelOptions } from './panel.ts';
import { labelsOf } from './records.ts';
import { grid } from './style.ts';

/**
 * What was spent and need not have been, in the range and the choices of the board; each row leads to the sessions
 * that show it. Our pages draw it, and leave it out while nothing is found; Grafana shows a link to the report.
 */
export const worthALook = ({ width = 24, height = grid.table }: PanelOptions = {}): Panel => ({
  width,
  height,
  build: (place) => {
    const title = 'Worth a look';
    const range = 'since=${__from:date:iso}&until=${__to:date:iso}';
    const panel = new TextBuilder()
      .title(title)
      .description(
        'What was spent and need not have been, by how much it would have saved: an estimate. A row leads to the sessions that show it.',
      )
      .mode(TextMode.Markdown)
      .content(`[What could have been saved](${place.pagesUrl}/report?${range})`)
      .build();
    return { ...panel, options: { ...panel.options, findings: { labels: labelsOf(place) } } };
  },
});
