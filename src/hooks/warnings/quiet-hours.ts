/** `22:00-07:00` as minutes of a day; the end may be on the next day. */
const minutesOf = (hours: string): readonly [from: number, to: number] => {
  const [from = 0, to = 0] = hours.split('-').map((time) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return hour * 60 + minute;
  });
  return [from, to];
};

/** Whether a time lies in the quiet hours of a zone; undefined hours: there are none. */
export const isQuiet = (hours: string | undefined, zone: string | undefined, now: number): boolean => {
  if (hours === undefined) return false;
  const [from, to] = minutesOf(hours);
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const minute = part('hour') * 60 + part('minute');
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
};
