import { type Random, randomOf } from './random.ts';
import { type Person, type ProjectName, people } from './team.ts';

/** Times are milliseconds since 1970. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** A session to come. */
export interface PlannedSession extends Window {
  readonly id: string;
  readonly person: Person;
  readonly project: ProjectName;
  readonly startType: 'fresh' | 'resume' | 'continue';
  /** Of the client. */
  readonly version: string;
  readonly random: Random;
}

const hour = 3_600_000;
const day = 24 * hour;
/** How long a team is at work. */
const workday = 10 * hour;
/** Longer than the last sessions of a day go on after it; then the stack sleeps until the next. */
const rest = 5 * hour;
/** The last stretch goes on this long after now. */
const ahead = 12 * hour;

const atHour = (date: Date, hours: number): number =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate(), hours).getTime();

/**
 * When the team works: from Monday to Friday, 8 to 18 o'clock of this machine, and, whatever the day and the hour, the
 * workday that is under way now. So the newest data always reaches the present.
 */
export const workdays = (now: number, days: number): readonly Window[] => {
  const present = { from: now - workday + hour, to: now + ahead };
  const past = Array.from({ length: days }, (_, index) => new Date(now - (days - index) * day))
    .filter((date) => date.getDay() % 6 !== 0)
    .map((date) => ({ from: atHour(date, 8), to: atHour(date, 8) + workday }))
    .filter(({ to }) => to + rest < present.from);
  return [...past, present];
};

/** A day in which nobody misses, so that the present looks alive; on others one of eight does. */
const attends = (random: Random, isLast: boolean): boolean => isLast || !random.chance(0.12);

/** Clients update themselves; a new version reaches everybody within some days. */
const versions = ['2.1.321', '2.1.325', '2.1.329'] as const;

const versionOf = (random: Random, part: number): string =>
  versions[Math.min(Math.floor(part * versions.length + random.between(-0.3, 0.3)), versions.length - 1)] ??
  versions[0];

/** `back` counts workdays from the last one, so that a seed gives the same sessions whatever the time is now. */
const sessionsOn = (
  { from, to }: Window,
  person: Person,
  { back, of, seed }: { readonly back: number; readonly of: number; readonly seed: string },
): readonly PlannedSession[] => {
  const isLast = back === 0;
  const draw = randomOf(seed, person.name, back);
  if (!attends(draw, isLast)) return [];
  const version = versionOf(draw, 1 - back / of);
  const plans: PlannedSession[] = [];
  // Today has more sessions, so that at any moment one is active.
  const pace = workday / (person.sessions * (isLast ? 1.8 : draw.between(0.8, 1.4)));
  const late = isLast ? 0 : (person.from - 8) * hour;
  for (let start = from + late + draw.between(0, pace); start < to; start += draw.around(pace, 0.3)) {
    const minutes = Math.min(draw.around(38, 0.7), 180);
    plans.push({
      id: draw.uuid(),
      person,
      project: draw.pick(person.projects),
      startType: draw.weighted({ fresh: 8, resume: 1, continue: 1 }),
      from: Math.round(start),
      to: Math.round(start + minutes * 60_000),
      version,
      random: randomOf(seed, person.name, back, plans.length),
    });
  }
  return plans;
};

/** Every session of the team, in order of start. */
export const sessionsIn = (windows: readonly Window[], seed: string): readonly PlannedSession[] =>
  windows
    .flatMap((window, index) =>
      people.flatMap((person) =>
        sessionsOn(window, person, { back: windows.length - 1 - index, of: windows.length, seed }),
      ),
    )
    .sort((one, other) => one.from - other.from);
