import type { Cell } from './api.ts';

const number = (value: Cell | undefined): number => (typeof value === 'number' ? value : 0);

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const exactDollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 6,
});

/** Money of the ledger, in nano-dollars: `$12.34`; below a cent as exact as it is. */
export const money = (nanodollars: Cell | undefined): string => {
  const amount = number(nanodollars) / 1e9;
  return Math.abs(amount) < 0.01 && amount !== 0 ? exactDollars.format(amount) : dollars.format(amount);
};

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** `8,030` and `95.1M`. */
export const count = (value: Cell | undefined): string =>
  number(value) >= 1e5 ? compact.format(number(value)) : whole.format(number(value));

/** A length of time in milliseconds: `340 ms`, `4.2 s`, `12 min`, `5 h 54 min`. */
export const duration = (milliseconds: Cell | undefined): string => {
  const value = number(milliseconds);
  if (value < 1000) return `${Math.round(value)} ms`;
  if (value < 60_000) return `${whole.format(value / 1000)} s`;
  const minutes = Math.round(value / 60_000);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

const dayAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** A moment in microseconds since 1970, in the browser's time zone. */
export const moment = (microseconds: Cell | undefined): string =>
  microseconds === null || microseconds === undefined ? '–' : dayAndTime.format(number(microseconds) / 1000);

export const timeOfDay = (microseconds: number): string => clock.format(microseconds / 1000);

/** The beginning of an id, enough to tell it apart; every command and page accepts it. */
export const shortId = (id: Cell | undefined): string => String(id ?? '').slice(0, 8);

export const text = (value: Cell | undefined): string =>
  value === null || value === undefined || value === '' ? '–' : String(value);
