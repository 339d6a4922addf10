import { PanelBuilder as TextBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';
import type { boardRecords } from '../queries/board/records.ts';
import type { BoardName } from '../signals/board.ts';
import { linksOf } from './links.ts';
import type { Panel, PanelOptions, PanelPlace } from './panel.ts';
import { grid, valueNames } from './style.ts';

type RecordsQuery = keyof typeof boardRecords;

/** How a column of records is written. `session` leads to the page of the session. */
export type RecordFormat = 'text' | 'money' | 'count' | 'share' | 'minutes' | 'time' | 'session';

export interface RecordColumn {
  /** The column of the query. */
  readonly name: string;
  readonly title: string;
  readonly as: RecordFormat;
  /** The label whose values it has: a value leads to the board of the panel, narrowed to it. */
  readonly label?: string;
  /** The label whose words its values have (`valueNames`). */
  readonly words?: string;
}

export interface RecordsOptions extends PanelOptions {
  readonly title: string;
  readonly description: string;
  /** The board that tells most about what a row is of. */
  readonly board: BoardName;
  readonly query: RecordsQuery;
  readonly columns: readonly RecordColumn[];
  /** Draws the first two columns as day and hour of the week, and the third one as the colour of that hour. */
  readonly layout?: 'week';
  /** False: the choices of the board say nothing about its rows. */
  readonly isNarrowed?: boolean;
  /** What is said where there is no row. */
  readonly empty: string;
}

/** Where a link takes the value of the cell. */
const chosenValue = '${value:percentencode}';

/** The labels of the tables that variables of boards mean. */
const labels: Readonly<Record<string, string>> = {
  team: 'team',
  project: 'project',
  user: 'person',
  model: 'model',
};

/** Variables of a board, with the label of the tables that each one means. */
export const labelsOf = ({ choices }: Pick<PanelPlace, 'choices'>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(labels).filter(([variable]) => choices.includes(variable)));

/**
 * Rows of the ledger's tables, of the range and the choices of the board. Our pages draw them; Grafana has no data
 * source for them and shows a link to the page that does.
 */
export const records = ({
  title,
  description,
  width = 24,
  height = grid.table,
  board,
  query,
  columns,
  layout,
  isNarrowed = true,
  empty,
}: RecordsOptions): Panel => ({
  width,
  height,
  build: (place) => {
    const narrowed = isNarrowed ? labelsOf(place) : {};
    const carried = Object.keys(narrowed)
      .map((variable) => `&\${${variable}:queryparam}`)
      .join('');
    const page = `${place.pagesUrl}/queries/${query}?\${__url_time_range}${carried}`;
    const panel = new TextBuilder()
      .title(title)
      .description(description)
      .mode(TextMode.Markdown)
      .content(`[${title}](${page})`)
      .build();
    const led = columns.map(({ label, words, ...named }) => {
      const column = words === undefined ? named : { ...named, words: valueNames[words] };
      const [link] = label ? linksOf({ board, legend: `{{${label}}}` }, place, {}, () => chosenValue) : [];
      return link ? { ...column, link: link.url } : column;
    });
    const shown = { query, columns: led, ...(layout && { layout }), labels: narrowed, empty, all: page };
    return { ...panel, options: { ...panel.options, records: shown } };
  },
});
