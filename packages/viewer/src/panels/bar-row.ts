/**
 * The row whose bar is drawn over a moment; none where no bar is.
 * @param step how long a bar is
 * @param before how much of it lies before the row's time
 */
export const rowUnder = (
  times: readonly number[],
  moment: number,
  step: number,
  before: number,
): number | undefined => {
  const row = times.findIndex((time) => moment >= time - before && moment < time - before + step);
  return row < 0 ? undefined : row;
};
