/** What is read of the data; the library's own types are not, so that this can be tested without a browser. */
type Frames = readonly { readonly fields: readonly { readonly values: readonly unknown[] }[] }[];

type TweakAxis = <Axis extends { incrs?: unknown }>(
  axis: Axis,
  field: { readonly config: { readonly unit?: string | undefined } },
) => Axis;

/** Room for the half of the last label that stands beyond the end of the time axis, in pixels. */
export const roomForLastLabel = 32;

/** Written, not computed: the plot knows the digits of 0.005, but not of its neighbour in floating point. */
const decimal = Array.from({ length: 20 }, (_, power) =>
  ['1', '2', '2.5', '5'].map((step) => Number(`${step}e${power - 6}`)),
);
const second = 1;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Steps between ticks that people count time in: 5 minutes, not 250 seconds. In seconds. */
const timeSteps = [
  ...decimal.flat().filter((step) => step < 10 * second),
  ...[10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 30, 90, 180, 365].map((count) => count * day),
];

/** How many of the unit are a second. */
const perSecond: Readonly<Record<string, number>> = { s: 1, ms: 1000 };

/**
 * Steps for values up to a highest one, in seconds. From a minute on labels are whole minutes, from an hour on whole hours:
 * a tick at 90 seconds would be a second `2 mins`.
 */
const timeStepsUpTo = (highest: number): readonly number[] => {
  const unit = [day, hour, minute].find((one) => highest >= one);
  return unit === undefined ? timeSteps : timeSteps.filter((step) => step % unit === 0);
};

const wholeSteps = decimal.flat().filter(Number.isInteger);

/** Ticks of a vertical axis: round times for durations, whole numbers where everything drawn is counted. */
export const ticksFor = (frames: Frames): TweakAxis => {
  const isWhole = (value: unknown) => typeof value !== 'number' || Number.isInteger(value);
  const numbers = frames.flatMap(({ fields }) => fields.flatMap(({ values }) => [...values]));
  const highestIn = (scale: number): number =>
    numbers.reduce<number>(
      // Times are milliseconds since 1970, and no value of a duration.
      (most, value) => (typeof value === 'number' && value < 1e12 ? Math.max(most, value / scale) : most),
      0,
    );
  const counts = frames.every(({ fields }) => fields.every(({ values }) => values.every(isWhole)));
  return (axis, { config }) => {
    const scale = perSecond[config.unit ?? ''];
    if (scale !== undefined)
      return { ...axis, incrs: timeStepsUpTo(highestIn(scale)).map((step) => step * scale) };
    return counts && !axis.incrs ? { ...axis, incrs: wholeSteps } : axis;
  };
};
