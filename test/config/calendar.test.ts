import { describe, expect, test } from 'vitest';
import { createCalendar, firstDayOf, isZone, secondsLeft } from '../../src/config/calendar.ts';

const at = (text: string) => Date.parse(text);
const hours = 3600;

describe('a day of Berlin', () => {
  const calendar = createCalendar('Europe/Berlin');

  test('begins and ends at its own midnight', () => {
    expect(calendar(at('2026-11-29T22:59:59Z'))).toEqual({
      day: '2026-11-29',
      hour: 23,
      weekday: 7,
      week: '2026-W48',
      monday: '2026-11-23',
      month: '2026-11',
    });
    expect(calendar(at('2026-11-29T23:00:00Z'))).toMatchObject({
      day: '2026-11-30',
      hour: 0,
      week: '2026-W49',
      monday: '2026-11-30',
    });
  });

  test('has 23 hours when the clock goes forward, and 25 when it goes back', () => {
    expect(secondsLeft(calendar, 'daily', at('2026-03-29T00:00:00+01:00'))).toBe(23 * hours);
    expect(secondsLeft(calendar, 'daily', at('2026-10-25T00:00:00+02:00'))).toBe(25 * hours);
    expect(calendar(at('2026-03-29T01:00:00Z'))).toMatchObject({ day: '2026-03-29', hour: 3 });
    const twice = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map((text) => calendar(at(text)));
    expect(twice).toEqual([twice[0], twice[0]]);
    expect(twice[0]).toMatchObject({ day: '2026-10-25', hour: 2 });
  });

  test('lies in a week that begins on Monday, also over the change of the clock', () => {
    expect(calendar(at('2026-10-25T22:30:00Z')).monday).toBe('2026-10-19');
    expect(calendar(at('2026-10-25T23:30:00Z')).monday).toBe('2026-10-26');
    expect(secondsLeft(calendar, 'weekly', at('2026-10-19T00:00:00+02:00'))).toBe((7 * 24 + 1) * hours);
  });
});

test('a month ends with its own last day', () => {
  const calendar = createCalendar('UTC');
  expect(secondsLeft(calendar, 'monthly', at('2028-02-28T00:00:00Z'))).toBe(48 * hours);
  expect(firstDayOf('monthly', calendar(at('2026-12-31T23:59:00Z')))).toBe('2026-12-01');
});

test.each([
  ['Asia/Kathmandu', '2026-01-01T18:15:00Z'],
  ['Australia/Lord_Howe', '2026-06-01T13:30:00Z'],
  ['Pacific/Kiritimati', '2026-01-01T10:00:00Z'],
])('midnight in %s is where it is there, by the quarter of an hour', (zone, midnight) => {
  const calendar = createCalendar(zone);
  expect(calendar(at(midnight)).hour).toBe(0);
  expect(calendar(at(midnight) - 1).hour).toBe(23);
});

test('what is no time zone is none', () => {
  expect(['Europe/Berlin', 'UTC', 'Mars/Olympus', ''].map(isZone)).toEqual([true, true, false, false]);
});

test.for([
  ['2027-01-01T12:00:00Z', '2026-W53', 5],
  ['2026-01-01T12:00:00Z', '2026-W01', 4],
  ['2024-12-30T12:00:00Z', '2025-W01', 1],
  ['2026-11-29T23:59:00Z', '2026-W48', 7],
] as const)('%s is in week %s, day %d', ([time, week, weekday]) => {
  expect(createCalendar('UTC')(at(time))).toMatchObject({ week, weekday });
});
