import { css } from '@emotion/css';
import { type DataFrame, FieldType, formattedValueToString, getFieldDisplayName } from '@grafana/data';

const mostSeries = 12;

/** Hidden, and read by screen readers. */
export const onlyRead = css({
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
});

/** What a drawing says, in words: of each series its last and its highest value. */
const wordsOf = (frames: readonly DataFrame[]): readonly string[] =>
  frames.flatMap((frame) =>
    frame.fields
      .filter(({ type }) => type === FieldType.number)
      .flatMap((field) => {
        const values = [...field.values].filter((value) => Number.isFinite(value)) as number[];
        const [last] = values.slice(-1);
        if (last === undefined) return [];
        const text = (value: number) =>
          field.display ? formattedValueToString(field.display(value)) : String(value);
        const highest = values.reduce((most, value) => Math.max(most, value), last);
        return [
          `${getFieldDisplayName(field, frame, [...frames])}: ${text(last)}${values.length > 1 ? `, highest ${text(highest)}` : ''}`,
        ];
      }),
  );

/** The text alternative of what is drawn on a canvas; "Show as table" in the panel's menu has every value. */
export function ToldSeries({ frames }: { readonly frames: readonly DataFrame[] }) {
  const words = wordsOf(frames);
  const more = words.length > mostSeries ? ` and ${words.length - mostSeries} more` : '';
  return <p className={onlyRead}>{`${words.slice(0, mostSeries).join('; ')}${more}`}</p>;
}
