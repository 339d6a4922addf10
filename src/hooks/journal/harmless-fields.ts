import type { HookField } from '../../catalogue/hook-event.ts';
import { hookField, isHookEventName } from '../../catalogue/hook-events.ts';
import { withoutAccount } from '../../redaction/account-number.ts';
import type { Payload } from '../payload.ts';

export type FieldValue = string | number | boolean;

export interface HarmlessFields {
  /** Fields that the catalogue calls public or pseudonymous. */
  readonly fields?: Readonly<Record<string, FieldValue>>;
  /** Names of fields that the catalogue does not have; never their values. */
  readonly unknown?: readonly string[];
}

const longestCharacters = 200;
const mostUnknown = 20;

/** What records keep under names of their own. */
const keptElsewhere: ReadonlySet<string> = new Set([
  'hook_event_name',
  'session_id',
  'prompt_id',
  'tool_use_id',
  'tool_name',
  'agent_id',
  'duration_ms',
  'mcp_server',
]);

const fieldValue = (value: unknown): FieldValue | undefined => {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return withoutAccount(value).slice(0, longestCharacters);
  if (value === null || value === undefined) return undefined;
  const text = JSON.stringify(value);
  return text.length <= longestCharacters ? text : undefined;
};

const isHarmless = ({ privacy }: HookField): boolean => privacy === 'public' || privacy === 'pseudonymous';

/** What of a payload may be kept as it is, and what a newer client added. */
export const harmlessFields = ({ event, fields }: Payload): HarmlessFields => {
  if (!isHookEventName(event)) return {};
  const harmless: Record<string, FieldValue> = {};
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(fields).slice(0, 200)) {
    const known = hookField(event, name);
    if (!known) {
      if (/^\w{1,60}$/.test(name) && unknown.length < mostUnknown) unknown.push(name);
      continue;
    }
    const kept = isHarmless(known) && !keptElsewhere.has(name) ? fieldValue(value) : undefined;
    if (kept !== undefined) harmless[name] = kept;
  }
  return {
    ...(Object.keys(harmless).length > 0 && { fields: harmless }),
    ...(unknown.length > 0 && { unknown }),
  };
};
