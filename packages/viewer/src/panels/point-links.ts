import { type DataFrame, getLinksSupplier, type InterpolateFunction, type LinkModel } from '@grafana/data';

/**
 * Where a point of a chart leads. Series of different length are put on one axis before they are drawn: the rows are those
 * of that frame, and the time of a row as well. The links that a series came with count its own rows.
 */
export const linksOfPoint = (
  aligned: DataFrame,
  series: number,
  row: number,
  replaceVariables: InterpolateFunction,
  timeZone: string,
): LinkModel[] => {
  const field = aligned.fields[series];
  if (!field) return [];
  // Without the field's own variables: among them is the frame that it came with.
  const links = getLinksSupplier(aligned, field, {}, replaceVariables, timeZone);
  return links({ valueRowIndex: row });
};
