import { isHookEventName } from '../../catalogue/hook-events.ts';
import type { Handling } from '../../config/schema.ts';
import { isObject, textIn } from '../../object.ts';
import type { BudgetStop } from '../budgets/stop.ts';
import type { ClientName } from '../client-shapes.ts';
import { languageOf } from '../file-language.ts';
import type { Hasher } from '../keyed-hash.ts';
import { numberOf, type Payload, textOf } from '../payload.ts';
import { nameLabel, toolLabels } from '../tool-labels.ts';
import { type Delivery, eventKey } from './event-key.ts';
import type { GitWork } from './git-work.ts';
import { type HarmlessFields, harmlessFields } from './harmless-fields.ts';
import { redact } from './redact.ts';

/** Contents that are kept only when the configuration says so. */
export interface KeptContents {
  readonly prompts: Handling;
  readonly responses: Handling;
  readonly tools: Handling;
}

/** What the guard made of a call, as it is counted and remembered. */
export interface Judgement {
  readonly verdict: 'allow' | 'ask' | 'deny' | 'would_ask' | 'would_deny' | 'allowed_once' | 'allowed_off';
  readonly category: string;
  readonly pattern: string;
  /** `entry`: decided in the client's own process while the service did not answer. */
  readonly decidedBy: 'service' | 'entry';
  /** Stands for exactly this call: the same for every try of it. No approval can be made from it. */
  readonly code: string;
}

/** What is counted of an event: bounded words and numbers, nothing that a person wrote. */
export interface HookFacts {
  readonly source?: string;
  readonly reason?: string;
  readonly trigger?: string;
  readonly notificationType?: string;
  readonly agentType?: string;
  readonly error?: string;
  readonly language?: string;
  readonly durationMs?: number;
  readonly interrupted?: true;
  readonly unsandboxed?: true;
  /** The client asks about nothing. */
  readonly bypassed?: true;
  /** The used-up budget that stopped it: period, label, answer. */
  readonly budget?: readonly [period: string, label: string, answer: string];
  /** Keyed hash of tool and input: tells whether two events are about the same call. */
  readonly call?: string;
  /** The same, of every call in a batch. */
  readonly calls?: readonly string[];
}

/** An event as the journal keeps it, and as the entry spools it. Contents only where switched on. */
export interface EventRecord {
  readonly key: string;
  /** Milliseconds since 1970, by the clock of the receiver: hooks carry no time. */
  readonly at: number;
  readonly session: string;
  /** Name in the catalogue, else `other`. */
  readonly event: string;
  /** Absent: Claude Code. */
  readonly client?: Exclude<ClientName, 'claude'>;
  readonly tool?: string;
  readonly mcpServer?: string;
  readonly toolUseId?: string;
  readonly promptId?: string;
  readonly agentId?: string;
  /** Keyed hash of the working folder; its name too when tool contents are kept. */
  readonly project?: string;
  readonly facts: HookFacts;
  readonly judgement?: Judgement;
  readonly content?: Readonly<Record<string, string>>;
  /** Repository, branch and worktree, at the start of a session and at each prompt. */
  readonly git?: GitWork;
  readonly fields?: HarmlessFields['fields'];
  readonly unknown?: readonly string[];
}

const toolErrors: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/^exit code \d+/i, 'exit_code'],
  [/timed? ?out/i, 'timeout'],
  [/interrupt|abort|cancel/i, 'interrupted'],
  [/no such file|does not exist|not found|enoent/i, 'not_found'],
  [/permission|denied|eacces|eperm/i, 'permission'],
  [/invalid|validation/i, 'invalid_input'],
];

const toolError = (text: string): string =>
  toolErrors.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';

const callHash = (hasher: Hasher, tool: unknown, input: unknown): string =>
  hasher.hash(textIn(tool), JSON.stringify(input) ?? '');

const batchCalls = (payload: Payload, hasher: Hasher): readonly string[] | undefined => {
  const calls = payload.fields['tool_calls'];
  if (!Array.isArray(calls)) return undefined;
  return calls
    .filter(isObject)
    .slice(0, 1000)
    .map((call) => callHash(hasher, call['tool_name'], call['tool_input']));
};

const editTools = new Set(['Edit', 'MultiEdit', 'Write', 'NotebookEdit']);

const editedLanguage = (tool: string | undefined, input: unknown): string | undefined => {
  if (!tool || !editTools.has(tool) || !isObject(input)) return undefined;
  const file = input['file_path'] ?? input['notebook_path'];
  return typeof file === 'string' ? languageOf(file) : 'unknown';
};

const failureOf = (payload: Payload): string | undefined => {
  const error = textOf(payload, 'error');
  if (error === undefined) return undefined;
  return payload.event === 'StopFailure' ? nameLabel(error) : toolError(error);
};

const factsOf = (payload: Payload, hasher: Hasher): HookFacts => {
  const { fields } = payload;
  const tool = textOf(payload, 'tool_name');
  const input = fields['tool_input'];
  const word = (name: string) => (fields[name] === undefined ? undefined : nameLabel(textOf(payload, name)));
  const facts = {
    source: word('source'),
    reason: payload.event === 'SessionEnd' ? word('reason') : undefined,
    trigger: word('trigger'),
    notificationType: word('notification_type'),
    // An empty type marks internal agents such as compaction; it must stay different from none.
    agentType: fields['agent_type'] === '' ? '' : word('agent_type'),
    error: failureOf(payload),
    language: editedLanguage(tool, input),
    durationMs: numberOf(payload, 'duration_ms'),
    interrupted: fields['is_interrupt'] === true ? (true as const) : undefined,
    unsandboxed: isObject(input) && input['dangerouslyDisableSandbox'] === true ? (true as const) : undefined,
    bypassed: fields['permission_mode'] === 'bypassPermissions' ? (true as const) : undefined,
    call: tool === undefined ? undefined : callHash(hasher, tool, input),
    calls: batchCalls(payload, hasher),
  };
  return defined(facts);
};

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

const defined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Defined<T>;

/** Fields with contents, by the switch that lets them in. */
const contents: readonly (readonly [field: string, privacy: keyof KeptContents])[] = [
  ['prompt', 'prompts'],
  ['last_assistant_message', 'responses'],
  ['tool_input', 'tools'],
  ['error', 'tools'],
  ['file_path', 'tools'],
  ['message', 'tools'],
];

const contentOf = (
  { fields }: Payload,
  hasher: Hasher,
  privacy: KeptContents,
): Readonly<Record<string, string>> | undefined => {
  const kept = contents.filter(([field, key]) => privacy[key] !== 'drop' && fields[field] !== undefined);
  if (kept.length === 0) return undefined;
  return Object.fromEntries(
    kept.map(([field, key]) => {
      const value = fields[field];
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return [field, privacy[key] === 'hash' ? hasher.hash(text) : redact(text)];
    }),
  );
};

const projectOf = (payload: Payload, hasher: Hasher, privacy: KeptContents): string | undefined => {
  const folder = payload.fields['cwd'];
  if (typeof folder !== 'string') return undefined;
  const hash = hasher.hash(folder);
  return privacy.tools === 'keep' ? `${folder.split('/').at(-1)?.slice(0, 64)} ${hash}` : hash;
};

export interface RecordOptions {
  readonly hasher: Hasher;
  readonly privacy: KeptContents;
  readonly delivery: Delivery;
  readonly at: number;
  readonly judgement?: Judgement | undefined;
  readonly git?: GitWork | undefined;
  readonly budgetStop?: Pick<BudgetStop, 'period' | 'label' | 'answer'> | undefined;
}

/** Reduces a payload to what may be kept. This is the only place where contents pass on their way to the disk. */
export const recordOf = (
  payload: Payload,
  { hasher, privacy, delivery, at, judgement, git, budgetStop }: RecordOptions,
): EventRecord => {
  const { client, event, session } = payload;
  const toolUseId = textOf(payload, 'tool_use_id');
  const toolName = textOf(payload, 'tool_name');
  const labels = toolName === undefined ? undefined : toolLabels(toolName);
  return {
    key: eventKey(session, event, toolUseId, delivery, payload.fields),
    at,
    session,
    event: isHookEventName(event) ? event : 'other',
    facts: {
      ...factsOf(payload, hasher),
      ...(budgetStop && { budget: [budgetStop.period, budgetStop.label, budgetStop.answer] as const }),
    },
    ...defined({
      client: client === 'claude' ? undefined : client,
      tool: labels?.tool,
      mcpServer: labels?.mcp_server || undefined,
      toolUseId,
      promptId: textOf(payload, 'prompt_id'),
      agentId: textOf(payload, 'agent_id'),
      project: projectOf(payload, hasher, privacy),
      judgement,
      content: contentOf(payload, hasher, privacy),
      git: git && Object.keys(git).length > 0 ? git : undefined,
      ...harmlessFields(payload),
    }),
  };
};
