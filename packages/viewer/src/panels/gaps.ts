/** What a frame needs to be drawn as a curve. */
interface CurveFrame {
  readonly length: number;
  readonly fields: readonly {
    readonly config: { readonly interval?: number | null };
    readonly values: (number | null)[];
  }[];
}

/**
 * A curve with a point without a value wherever steps are missing, so that it ends there. The plot itself does so for the
 * first curve alone.
 */
export const withGaps = <Frame extends CurveFrame>(frame: Frame): Frame => {
  const time = frame.fields.find(({ config }) => config.interval);
  const step = time?.config.interval ?? Number.POSITIVE_INFINITY;
  const fields = frame.fields.map((field) => ({
    ...field,
    values: field.values.flatMap((value, row) =>
      Number(time?.values[row + 1]) - Number(time?.values[row]) > step
        ? [value, field === time ? Number(value) + step : null]
        : value,
    ),
  }));
  return { ...frame, fields, length: fields[0]?.values.length ?? 0 };
};
