import type { Attributes } from './column.ts';
import type { RowsOfEvents } from './rows-of-events.ts';
import { textOf } from './rows-of-events.ts';

/** Something that happened during a span. */
export interface SpanEventRow {
  readonly name: string;
  readonly time: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A span, known by its trace and its own id. Times are microseconds since 1970. */
export interface SpanRow {
  readonly traceId: string;
  readonly spanId: string;
  /** Absent at the root of a trace; that of another program where the client was called within its trace. */
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly time: number;
  readonly ended: number;
  readonly received: number;
  /** Empty where the client sends none. */
  readonly session: string;
  readonly hasFailed: boolean;
  readonly attributes: Attributes;
  readonly resource: Attributes;
  readonly events: readonly SpanEventRow[];
}

/** Writes a span: its place on the list of all, and its own row. False where it is there already. */
export const writeSpan = (rows: RowsOfEvents, span: SpanRow): boolean => {
  const { traceId, spanId, parentSpanId, name, time, ended, attributes, resource, events } = span;
  const origin = rows.origins.numberOf(attributes, resource);
  const session = rows.sessionOf(span.session, time, origin);
  const id = rows.listSpan(span, session, textOf(attributes.get('tool_use_id')));
  if (id === undefined) return false;
  const values = new Map<string, unknown>(attributes);
  values.set('traceId', traceId);
  values.set('spanId', spanId);
  if (parentSpanId !== undefined) values.set('parentSpanId', parentSpanId);
  values.set('endTimeUnixNano', ended);
  if (events.length > 0) values.set('events', events);
  const links = { id, time, session, origin, turn: null, call: null };
  rows.noteUnknown(name, rows.writer.write('span', name, links, values), time);
  return true;
};
