import type { Attributes } from './column.ts';
import { callFacts, modelOf, sumsOfEvent, turnFacts } from './contributions.ts';
import type { RowsOfEvents } from './rows-of-events.ts';
import { textOf } from './rows-of-events.ts';

/** A log event, each known by its identity. Times are microseconds since 1970. */
export interface EventRow {
  readonly identity: string;
  readonly name: string;
  readonly time: number;
  readonly received: number;
  /** Empty where the client sends none. */
  readonly session: string;
  readonly attributes: Attributes;
  readonly resource: Attributes;
}

/** Writes a log event: its own row, and what it adds to others. False where it is there already. */
export const writeEvent = (rows: RowsOfEvents, event: EventRow): boolean => {
  const { identity, name, time, received, attributes, resource } = event;
  const origin = rows.origins.numberOf(attributes, resource);
  const session = rows.sessionOf(event.session, time, origin);
  const id = rows.list(identity, { time, received, name, session });
  if (id === undefined) return false;
  const turn = rows.turnOf(textOf(attributes.get('prompt.id')), { time, session, origin });
  const place = { time, session, turn, origin, model: modelOf(attributes) };
  const call = rows.callOf(textOf(attributes.get('tool_use_id')), callFacts(name, attributes), place);
  const unknown = rows.writer.write('event', name, { id, time, session, origin, turn, call }, attributes);
  rows.noteUnknown(name, unknown, time);

  for (const [measure, amount] of sumsOfEvent(name, attributes)) rows.add(place, measure, amount);
  const facts = turn === null ? undefined : turnFacts(name, attributes);
  for (const [fact, value] of Object.entries(facts ?? {})) rows.turns.set(turn as number, fact, value);
  const repository = textOf(attributes.get('vcs.repository.name') ?? resource.get('vcs.repository.name'));
  if (session !== null) rows.sessions.set(session, 'repository', repository);
  return true;
};
