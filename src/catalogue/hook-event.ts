import type { Privacy } from './attribute.ts';

export type JsonType = 'string' | 'number' | 'boolean' | 'object' | 'array' | 'null';

/** A field of the JSON that a hook is given. */
export interface HookField {
  readonly brief: string;
  readonly type: JsonType | readonly JsonType[];
  readonly privacy: Privacy;
  /** Not in every payload of the event. */
  readonly optional?: true;
  readonly values?: readonly string[];
  readonly since?: string;
}

export type HookType = 'command' | 'http' | 'mcp_tool' | 'prompt' | 'agent';

/**
 * How a hook can stop what it is told about.
 *
 * - `yes`: by exit code 2 or by a decision in JSON.
 * - `json`: by a decision in JSON only.
 * - `exit`: by any exit code but 0.
 * - `feedback`: it is too late; the model is only told.
 * - `no`: not at all.
 */
export type Blocks = 'yes' | 'json' | 'exit' | 'feedback' | 'no';

/**
 * How this project listens to an event.
 *
 * - `blocking`: through the command entry, because the guard's answer decides.
 * - `http`: by an http hook, which costs no process and fails open.
 * - `command`: by a command hook, where the client sends nothing over http.
 * - `never`: a hook there would change what the client does, or cost more than it is worth.
 */
export type Observe = 'blocking' | 'http' | 'command' | 'never';

export interface HookEvent {
  readonly brief: string;
  readonly types: readonly HookType[];
  /** The field that a matcher is compared with; absent: matchers are ignored. */
  readonly matcher?: string;
  /** Fields besides the common ones. */
  readonly fields: Readonly<Record<string, HookField>>;
  readonly blocks: Blocks;
  readonly observe: Observe;
  /** Seconds the client waits for a hook that sets no `timeout` of its own. */
  readonly timeoutSeconds: number;
  readonly since?: string;
}

/** All kinds of hooks. */
export const anyType = [
  'command',
  'http',
  'mcp_tool',
  'prompt',
  'agent',
] as const satisfies readonly HookType[];
/** Events that are told to a program, not judged by a model. */
export const programs = ['command', 'http', 'mcp_tool'] as const satisfies readonly HookType[];
/** Events at the very start, which are never sent over http. */
export const local = ['command', 'mcp_tool'] as const satisfies readonly HookType[];

/** "Hooks reference", common handler fields: 600 s for command, http and mcp_tool hooks. */
const usualTimeout = 600;

export interface HookEventDefinition extends Omit<HookEvent, 'fields' | 'timeoutSeconds'> {
  readonly fields?: HookEvent['fields'];
  readonly timeoutSeconds?: number;
}

/** Completes a family of hook events and keeps their names in the type. */
export const defineHookEvents = <const Name extends string>(
  family: Readonly<Record<Name, HookEventDefinition>>,
): Readonly<Record<Name, HookEvent>> =>
  Object.fromEntries(
    Object.entries<HookEventDefinition>(family).map(
      ([name, { fields = {}, timeoutSeconds = usualTimeout, ...rest }]) => [
        name,
        { ...rest, fields, timeoutSeconds },
      ],
    ),
  ) as Record<Name, HookEvent>;
