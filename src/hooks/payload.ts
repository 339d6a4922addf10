/** The JSON that a hook is given. Only what every payload has is checked; the rest is read where it is needed. */
export interface Payload {
  readonly event: string;
  readonly session: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Longest name or id that is taken over; real ones have 36 characters. */
const longest = 200;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a hook's JSON. Undefined when it is not a hook event: no name or no session. */
export const readPayload = (body: unknown): Payload | undefined => {
  if (!isRecord(body)) return undefined;
  const event = body['hook_event_name'];
  const session = body['session_id'];
  if (typeof event !== 'string' || event === '') return undefined;
  if (typeof session !== 'string' || session === '') return undefined;
  return { event: event.slice(0, longest), session: session.slice(0, longest), fields: body };
};

/** A text field, cut to a bounded length; undefined when it is absent or of another type. */
export const textOf = ({ fields }: Payload, name: string): string | undefined => {
  const value = fields[name];
  return typeof value === 'string' ? value.slice(0, longest) : undefined;
};

/** A number that is not negative; older clients write some as text. */
export const numberOf = ({ fields }: Payload, name: string): number | undefined => {
  const value = Number(fields[name] ?? Number.NaN);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
};
