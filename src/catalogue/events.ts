import { customAttributes } from './attributes/resource.ts';
import { standardAttributes } from './attributes/standard.ts';
import type { AttributeName } from './attributes.ts';
import type { LogEvent } from './event.ts';
import { clientEvents } from './events/client.ts';
import { extensionEvents } from './events/extension.ts';
import { requestEvents } from './events/request.ts';
import { toolEvents } from './events/tool.ts';

/** What any metric, event or span may carry: identity, and what the team set in `OTEL_RESOURCE_ATTRIBUTES`. */
export const commonAttributes = [
  ...Object.keys(standardAttributes),
  ...Object.keys(customAttributes),
] as readonly AttributeName[];

/** What any event may carry besides. Subagent and workflow are absent in the main session. */
export const commonEventAttributes = [
  'event.name',
  'event.timestamp',
  'event.sequence',
  'prompt.id',
  'agent_id',
  'workflow.run_id',
  'workflow.name',
] as const satisfies readonly AttributeName[];

const merged = { ...requestEvents, ...toolEvents, ...extensionEvents, ...clientEvents };

/** `event.name` of any event of the client. */
export type EventName = keyof typeof merged;

/** Every log event, by its `event.name`. */
export const events: Readonly<Record<EventName, LogEvent>> = merged;

export const isEventName = (name: string): name is EventName => Object.hasOwn(events, name);

const common: ReadonlySet<string> = new Set([...commonAttributes, ...commonEventAttributes]);

/** Whether the catalogue knows an attribute on an event. */
export const eventHas = (name: EventName, attribute: string): boolean => {
  const { attributes, conditional, others } = events[name];
  return (
    common.has(attribute) ||
    [...attributes, ...conditional].some((known) => known === attribute) ||
    (others?.test(attribute) ?? false)
  );
};
