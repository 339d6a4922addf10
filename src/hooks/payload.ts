import { isObject, textIn } from '../object.ts';
import { type ClientName, clientOf, inClaudeNames } from './client-shapes.ts';

export {} from './client-shapes.ts';

/** The JSON that a hook is given. Only what every payload has is checked; the rest is read where it is needed. */
export interface Payload {
  readonly client: ClientName;
  /** In the names of Claude Code: `PreToolUse` for every agent's call about to run. */
  readonly event: string;
  /** The event as its sender calls it, which the answer repeats. */
  readonly sentEvent: string;
  readonly session: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Longest name or id that is taken over; real ones have 36 characters. */
const mostCharacters = 200;

/** Session of a payload without one: it is judged and counted, and belongs to no session. */
export const noSession = 'none';

/** Events before something runs, which the guard decides about. */
export const guardedEvents: ReadonlySet<string> = new Set(['PreToolUse', 'PreSkillShellCommand']);

/** Reads a hook's JSON, Claude Code's or a neighbour's. Undefined when it is not a hook event. */
export const readPayload = (body: unknown): Payload | undefined => {
  if (!isObject(body)) return undefined;
  const fields = inClaudeNames(body);
  if (!fields) return undefined;
  const event = textIn(fields['hook_event_name']).slice(0, mostCharacters);
  const session = fields['session_id'];
  const sent = body['hook_event_name'] ?? body['hookEventName'] ?? body['hookName'];
  return {
    client: clientOf(body),
    event,
    sentEvent: typeof sent === 'string' ? sent.slice(0, mostCharacters) : event,
    session: typeof session === 'string' && session !== '' ? session.slice(0, mostCharacters) : noSession,
    fields,
  };
};

/** A text field, cut to a bounded length; undefined when it is absent or of another type. */
export const textOf = ({ fields }: Payload, name: string): string | undefined => {
  const value = fields[name];
  return typeof value === 'string' ? value.slice(0, mostCharacters) : undefined;
};

/** A number that is not negative; older clients write some as text. */
export const numberOf = ({ fields }: Payload, name: string): number | undefined => {
  const given = fields[name];
  const value = typeof given === 'number' || typeof given === 'string' ? Number(given) : Number.NaN;
  return Number.isFinite(value) && value >= 0 ? value : undefined;
};
