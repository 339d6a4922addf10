import type { AttributeName } from './attributes.ts';

/** A log event of the client. Its record's body is `claude_code.` and the name; nothing else is in the body. */
export interface LogEvent {
  readonly brief: string;
  /** Sent with every record of this name, besides the common ones. */
  readonly attributes: readonly AttributeName[];
  /** Sent with some records only: by version, by switch, by what happened. */
  readonly conditional: readonly AttributeName[];
  /** The client's setting without which the event is not sent at all. */
  readonly switchedBy?: string;
  /** First client version known to send it. */
  readonly since?: string;
  /** Names beyond the catalogue that the event may carry, where the client lets others choose them. */
  readonly others?: RegExp;
}

export interface LogEventDefinition extends Omit<LogEvent, 'attributes' | 'conditional'> {
  readonly attributes?: readonly AttributeName[];
  readonly conditional?: readonly AttributeName[];
}

/** Completes a family of events and keeps their names in the type. */
export const defineEvents = <const Name extends string>(
  family: Readonly<Record<Name, LogEventDefinition>>,
): Readonly<Record<Name, LogEvent>> =>
  Object.fromEntries(
    Object.entries<LogEventDefinition>(family).map(
      ([name, { attributes = [], conditional = [], ...rest }]) => [
        name,
        { ...rest, attributes, conditional },
      ],
    ),
  ) as Record<Name, LogEvent>;

/** Which extension a request to the model was made for. */
export const attributionSet = [
  'agent.name',
  'skill.name',
  'plugin.name',
  'marketplace.name',
  'mcp_server.name',
  'mcp_tool.name',
] as const satisfies readonly AttributeName[];
