import {
  type Cell,
  count,
  dayOf,
  distinct,
  groups,
  hourOf,
  iso,
  type Rows,
  round,
  share,
  sorted,
  sum,
  weekOf,
} from './adding.ts';
import { outcomeOf } from './errors.ts';
import type { Event, Session, World } from './world.ts';

const minutes = ({ started, ended }: Session): number => (ended - started) / 60_000;
const usd = (nano: number): number => nano / 1e9;

const length = (session: Session): readonly [string, number] => {
  const long = minutes(session);
  if (long < 5) return ['under 5', 0];
  if (long < 15) return ['5 to 15', 5];
  if (long < 30) return ['15 to 30', 15];
  if (long < 60) return ['30 to 60', 30];
  return long < 120 ? ['60 to 120', 60] : ['over 120', 120];
};

const ticketOf = (branch: string | undefined): string | undefined => /[A-Z]+-\d+/.exec(branch ?? '')?.[0];
const howEnded = ({ endReason }: Session): string => endReason ?? 'silent';

/** A line of a reconstruction: time, place among those of the same time, what, detail, outcome, duration, cost. */
type Happened = readonly [number, number, Cell, Cell, Cell, Cell, Cell];

const happenings: Readonly<
  Record<string, (of: (name: string) => string | undefined, at: number) => Happened>
> = {
  user_prompt: (of, at) => [at, 1, 'prompt', of('command_name') ?? null, null, null, null],
  api_request: (of, at) => [
    at,
    2,
    'request',
    of('model') ?? null,
    'ok',
    Number(of('duration_ms')),
    Number(of('cost_usd')),
  ],
  api_error: (of, at) => [
    at,
    3,
    'error',
    of('model') ?? null,
    of('status_code') ?? null,
    Number(of('duration_ms')),
    null,
  ],
  compaction: (of, at) => [
    at,
    5,
    'compaction',
    of('trigger') ?? null,
    of('success') === 'true' ? 'ok' : 'failed',
    Number(of('duration_ms')),
    null,
  ],
};

const happened = ({ name, at, attributes }: Event): readonly Happened[] => {
  const of = (attribute: string) =>
    attributes[attribute] === undefined ? undefined : String(attributes[attribute]);
  const line = happenings[name]?.(of, at);
  return line ? [line] : [];
};

/** The answers of the `session-` queries. */
export const expectedSessions: Readonly<Record<string, (world: World, session: string) => Rows>> = {
  'session-recent': ({ sessions }) =>
    sessions
      .toSorted((one, other) => other.started - one.started || (one.id < other.id ? -1 : 1))
      .slice(0, 100)
      .map((s) => [
        s.id,
        s.person,
        s.project,
        iso(s.started),
        iso(s.ended),
        round(minutes(s), 1),
        s.events,
        s.prompts,
        s.calls,
        s.failures,
        usd(s.cost),
        howEnded(s),
      ]),
  'session-durations': ({ sessions }) =>
    groups(sessions, length)
      .toSorted((one, other) => Number(one.key[1]) - Number(other.key[1]))
      .map(({ key: [name], items }) => [
        name ?? null,
        items.length,
        share(items.length, sessions.length),
        usd(sum(items, (s) => s.cost)),
        usd(sum(items, (s) => s.cost)) / items.length,
      ]),
  'session-intensity': ({ sessions }) =>
    sorted(
      sessions
        .filter((s) => minutes(s) >= 5)
        .map((s) => {
          const long = minutes(s);
          return [
            s.id,
            s.person,
            s.project,
            round(long, 1),
            round(s.events / long, 2),
            round((60 * s.prompts) / long, 2),
            s.prompts ? round(s.calls / s.prompts, 2) : null,
            round((60 * usd(s.cost)) / long, 4),
          ];
        }),
      -5,
      1,
    ).slice(0, 50),
  'session-long-running': ({ sessions }) =>
    sessions
      .filter((s) => minutes(s) >= 60)
      .toSorted(
        (one, other) =>
          other.ended - other.started - (one.ended - one.started) || (one.id < other.id ? -1 : 1),
      )
      .slice(0, 50)
      .map((s) => [
        s.id,
        s.person,
        s.project,
        round(minutes(s), 1),
        s.prompts,
        s.compactions,
        s.cacheRead,
        usd(s.cost),
      ]),
  'session-reconstruction': ({ events, calls }, session) => {
    const ofCalls = calls
      .filter((call) => call.session === session)
      .map((call) => [call.ended, 4, 'tool', call.tool, outcomeOf(call), call.ms ?? null, null] as const);
    const ofEvents = events.filter((event) => event.session === session).flatMap((event) => happened(event));
    return sorted([...ofEvents, ...ofCalls], 1, 2, 4, 6).map(([at, , ...rest]) => [iso(Number(at)), ...rest]);
  },
  'session-daily': ({ points, events }) => {
    const people = new Map<string, Set<string>>();
    const note = (day: string, person: string) => people.set(day, (people.get(day) ?? new Set()).add(person));
    for (const { at, person } of [...points, ...events]) note(dayOf(at), person);
    const names = [...people.keys()].toSorted().reverse();
    const of = (day: string, metric: string, type = '') =>
      sum(
        points.filter((p) => p.metric === metric && (type === '' || p.type === type) && dayOf(p.at) === day),
        (p) => p.amount,
      );
    return names.map((day) => {
      const cost = of(day, 'claude_code.cost.usage');
      const commits = of(day, 'claude_code.commit.count');
      return [
        day,
        people.get(day)?.size ?? 0,
        of(day, 'claude_code.session.count'),
        count(events, (e) => e.name === 'user_prompt' && dayOf(e.at) === day),
        of(day, 'claude_code.lines_of_code.count', 'added'),
        of(day, 'claude_code.lines_of_code.count', 'removed'),
        commits,
        of(day, 'claude_code.pull_request.count'),
        usd(cost),
        commits ? usd(cost) / commits : null,
      ];
    });
  },
  'session-peak-hours': ({ points, events }) => {
    const cost = points.filter((p) => p.metric === 'claude_code.cost.usage');
    const all = sum(cost, (p) => p.amount);
    return groups(events, ({ at }) => [hourOf(at)])
      .toSorted((one, other) => Number(one.key[0]) - Number(other.key[0]))
      .map(({ key: [hour], items }) => {
        const inHour = events.filter((e) => hourOf(e.at) === hour);
        const spent = sum(
          cost.filter((p) => hourOf(p.at) === hour),
          (p) => p.amount,
        );
        return [
          hour ?? null,
          distinct(items, (item) => item.person),
          count(inHour, (e) => e.name === 'user_prompt'),
          count(inHour, (e) => e.name === 'api_request'),
          usd(spent),
          share(spent, all),
        ];
      });
  },
  'session-completeness': ({ sessions }) => {
    const steps: readonly (readonly [string, (s: Session) => boolean])[] = [
      ['prompt', (s) => s.prompts > 0],
      ['tool call', (s) => s.calls > 0],
      ['lines changed', (s) => s.added + s.removed > 0],
      ['commit', (s) => s.commits > 0],
      ['pull request', (s) => s.pulls > 0],
      ['last turn ended well', (s) => s.lastStop === 'ok'],
      ['ended by the person', (s) => s.endReason !== undefined],
    ];
    return steps.map(([name, holds]) => [
      name,
      count(sessions, holds),
      share(count(sessions, holds), sessions.length),
    ]);
  },
  'session-people': ({ sessions }) =>
    groups(sessions, (s) => [s.person])
      .toSorted((one, other) => sum(other.items, (s) => s.cost) - sum(one.items, (s) => s.cost))
      .map(({ key: [person], items }) => [
        person ?? null,
        items.length,
        sum(items, (s) => s.prompts),
        sum(items, (s) => s.calls),
        share(
          sum(items, (s) => s.failures),
          sum(items, (s) => s.calls),
        ),
        sum(items, (s) => s.added + s.removed),
        sum(items, (s) => s.commits),
        usd(sum(items, (s) => s.cost)),
        usd(sum(items, (s) => s.cost)) / items.length,
      ]),
  'session-features': ({ turns }) => {
    const all = sum(turns, (t) => t.cost);
    return groups(turns, (t) => [t.project, ticketOf(t.branch) ?? t.branch ?? 'unattributed'])
      .toSorted((one, other) => sum(other.items, (t) => t.cost) - sum(one.items, (t) => t.cost))
      .map(({ key: [project, feature], items }) => [
        project ?? null,
        feature ?? null,
        distinct(items, (t) => t.session),
        items.length,
        round(sum(items, (t) => t.ended - t.started) / 3.6e6, 2),
        usd(sum(items, (t) => t.cost)),
        share(
          sum(items, (t) => t.cost),
          all,
        ),
      ]);
  },
  'session-success': ({ sessions }) =>
    sorted(
      groups(sessions, (s) => [s.project]).map(({ key: [project], items }) => {
        const well = count(items, (s) => s.lastStop === 'ok');
        const known = count(items, (s) => s.lastStop !== undefined);
        return [project ?? null, items.length, well, known - well, items.length - known, share(well, known)];
      }),
      -2,
      1,
    ),
  'session-weekly': ({ sessions }) => {
    const weeks = groups(sessions, (s) => [weekOf(s.started)]).toSorted((one, other) =>
      String(one.key[0]) < String(other.key[0]) ? -1 : 1,
    );
    return weeks
      .map(({ key: [week], items }, index): Cell[] => {
        const cost = sum(items, (s) => s.cost);
        const before = weeks[index - 1];
        return [
          week ?? null,
          items.length,
          distinct(items, (s) => s.person),
          usd(cost),
          usd(cost) / items.length,
          share(
            sum(items, (s) => s.failures),
            sum(items, (s) => s.calls),
          ),
          before ? cost / sum(before.items, (s) => s.cost) - 1 : null,
        ];
      })
      .reverse();
  },
};
