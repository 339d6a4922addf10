/** One measured figure. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What it should be, where there is a bar. */
  readonly bar?: string;
}

export const print = ({ what, value, unit, bar }: Row): void => {
  const figure =
    value >= 1000 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(3)).toString();
  console.log(
    `${what.padEnd(58)} ${figure.padStart(10)} ${unit.padEnd(5)} ${bar ? `(bar ${bar})` : ''}`.trimEnd(),
  );
};
