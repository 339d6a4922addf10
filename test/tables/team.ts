import { judge } from '@start-observability/guard/judge.ts';
import { defaults } from '../../src/config/schema.ts';
import { sessionsIn, workdays } from '../../src/demo/calendar.ts';
import type { HookCall } from '../../src/demo/client.ts';
import { play } from '../../src/demo/session.ts';
import { decideCall } from '../../src/hooks/decide/decide-call.ts';
import { recordOf } from '../../src/hooks/journal/event-record.ts';
import type { Hasher } from '../../src/hooks/keyed-hash.ts';
import { readPayload } from '../../src/hooks/payload.ts';
import { digest } from '../../src/ledger/attributes.ts';
import type { LedgerStore } from '../../src/ledger/store.ts';
import { createTogether } from '../../src/store/together.ts';
import type { HookRow } from '../../src/tables/hook-row.ts';
import type { Tables } from '../../src/tables/tables.ts';
import type { SpanRow } from '../../src/tables/write-span.ts';

/** Realistic data, the same for the same seed: what a made-up team's clients and hooks say, one JSON line each. */

export type Values = Readonly<Record<string, string | number | boolean>>;

export type Line =
  | {
      readonly kind: 'event';
      readonly at: number;
      readonly name: string;
      readonly attributes: Values;
      readonly resource: Values;
    }
  | {
      readonly kind: 'point';
      readonly at: number;
      readonly metric: string;
      readonly value: number;
      readonly attributes: Values;
      readonly resource: Values;
    }
  | { readonly kind: 'hook'; readonly at: number; readonly row: HookRow }
  | { readonly kind: 'span'; readonly at: number; readonly row: SpanRow };

export interface TeamOptions {
  readonly now: number;
  readonly days: number;
  readonly seed: string;
  /** How often the team of nine is there, each time with other names. */
  readonly teams?: number;
  /** Of the sessions that there would be, how many there are. */
  readonly share?: number;
}

const policy = defaults().guard;
const privacy = { prompts: 'drop', responses: 'drop', tools: 'drop' } as const;
const hasher: Hasher = {
  hash: (...texts: string[]) => digest(texts.join('\n')),
  code: (...texts: string[]) => digest(texts.join('\n')).slice(0, 8),
} as Hasher;
const judged = new Map<string, ReturnType<typeof judge>>();

const rememberedJudge = (call: Parameters<typeof judge>[0]) => {
  const key = JSON.stringify(call);
  const verdict = judged.get(key) ?? judge(call, policy);
  judged.set(key, verdict);
  return verdict;
};

const decided = new Map<string, ReturnType<typeof decideCall>>();

const hookRowOf = ({ at, payload: body }: HookCall, branch: string): HookRow => {
  const payload = readPayload(body);
  if (!payload) throw new TypeError('not a hook event');
  const key = JSON.stringify([body['cwd'], body['tool_name'], body['tool_input']]);
  const judgement =
    payload.event === 'PreToolUse'
      ? (decided.get(key) ?? decideCall(payload, { policy, hasher, decidedBy: 'service' }))
      : undefined;
  if (judgement) decided.set(key, judgement);
  const isWork = payload.event === 'SessionStart' || payload.event === 'UserPromptSubmit';
  const record = recordOf(payload, {
    hasher,
    privacy,
    delivery: { kind: 'once', id: `${at} ${JSON.stringify(body)}` },
    at,
    judgement: judgement?.judgement,
    git: isWork ? { repository: String(body['cwd']).split('/').at(-1) ?? '', branch } : undefined,
  });
  const made = record.judgement?.verdict === 'allow' ? undefined : record.judgement;
  return {
    identity: digest(record.key),
    at,
    session: record.session,
    event: record.event,
    tool: record.tool,
    mcpServer: record.mcpServer,
    toolUseId: record.toolUseId,
    promptId: record.promptId,
    agentId: record.agentId,
    folder: record.project,
    facts: record.facts as HookRow['facts'],
    verdict: made?.verdict,
    category: made?.category,
    pattern: made?.pattern,
    decidedBy: made?.decidedBy,
    git: record.git,
    fields: record.fields,
    unknown: record.unknown,
  };
};

const providers = ['firstParty', 'bedrock', 'vertex'];
const commands = ['npm test', 'git status', 'ls -la', 'pytest -q'];
const files = ['src/cart.ts', 'src/search.ts', 'README.md', 'api/refund.go'];

/** Half of the calls of tools say what they were called with, as where contents are kept. */
const contentOf = (name: string, attributes: Values, sequence: number): Values => {
  if (name !== 'tool_result' || sequence % 2 === 0) return {};
  if (attributes['tool_name'] === 'Bash')
    return { tool_parameters: JSON.stringify({ bash_command: commands[sequence % commands.length] }) };
  return { tool_input: JSON.stringify({ file_path: files[sequence % files.length] }) };
};

const branches = ['main', 'feature/SHOP-101-cart', 'feature/SHOP-102', 'fix/PAY-7-refund', 'spike'];

const valuesOf = (attributes: Readonly<Record<string, string | number | boolean | undefined>>): Values =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as Values;

type Run = ReturnType<typeof play>;

/** The lines of one session: its events, then its data points, then its hooks. */
function* linesOfRun({ plan, resource: told, events, gains, hooks }: Run): Generator<Line> {
  const resource = valuesOf(told);
  const provider = providers[plan.person.name.charCodeAt(0) % providers.length] as string;
  const branch = branches[drawOf(plan.id) % branches.length] as string;
  for (const [sequence, { at, name, attributes: sent }] of events.entries()) {
    const attributes = {
      ...valuesOf(sent),
      ...contentOf(name, valuesOf(sent), sequence),
      'anthropic.provider': provider,
      'event.name': name,
      'event.sequence': sequence,
    };
    yield { kind: 'event', at, name, attributes, resource };
  }
  for (const { at, metric, value, attributes: sent } of gains) {
    const attributes = { ...valuesOf(sent), 'anthropic.provider': provider };
    yield { kind: 'point', at, metric, value, attributes, resource };
  }
  for (const call of hooks) yield { kind: 'hook', at: call.at, row: hookRowOf(call, branch) };
}

const drawOf = (id: string): number => Number.parseInt(id.slice(0, 4), 16);

/** The sessions of a team, each person with a name that no other team has. */
const plansOf = ({ now, days, seed, teams = 1, share = 1 }: TeamOptions, team: number) =>
  sessionsIn(workdays(now, days), `${seed} ${team}`)
    .filter(({ id }) => drawOf(id) / 0x10000 < share)
    .map((plan) => ({
      ...plan,
      person: { ...plan.person, name: teams > 1 ? `${plan.person.name}${team}` : plan.person.name },
    }));

/** The lines of every session that is over by now, in the order in which sessions began, as a ledger receives them. */
export function* linesOf(options: TeamOptions): Generator<Line> {
  const { now, teams = 1 } = options;
  const plans = Array.from({ length: teams }, (_, team) => plansOf(options, team)).flat();
  for (const plan of plans.toSorted((one, other) => one.from - other.from)) {
    const run = play(plan, rememberedJudge);
    const last = Math.max(run.events.at(-1)?.at ?? 0, run.hooks.at(-1)?.at ?? 0);
    if (last <= now) yield* linesOfRun(run);
  }
}

const scales: Readonly<Record<string, number>> = {
  'claude_code.cost.usage': 1e9,
  'claude_code.active_time.total': 1e6,
};
const linesTogether = 5000;

const writeLine = (tables: Tables, line: Line): void => {
  const time = line.at * 1000;
  if (line.kind === 'hook') {
    tables.hook(line.row, time);
    return;
  }
  if (line.kind === 'span') {
    tables.span(line.row);
    return;
  }
  const attributes = new Map(Object.entries(line.attributes));
  const resource = new Map(Object.entries(line.resource));
  const session = String(line.attributes['session.id'] ?? '');
  if (line.kind === 'event') {
    const identity = digest(`${session} ${line.attributes['event.sequence']} ${line.at} ${line.name}`);
    tables.event({ identity, name: line.name, time, received: time, session, attributes, resource });
  } else {
    const amount = Math.round(line.value * (scales[line.metric] ?? 1));
    tables.point({ metric: line.metric, time, session, amount, attributes, resource });
  }
};

/** Writes lines into tables, some thousands in a transaction. Returns how many. */
export const fill = (store: LedgerStore, tables: Tables, lines: Iterable<Line>): number => {
  const together = createTogether(store, [tables]);
  let count = 0;
  let batch: Line[] = [];
  const flush = () => {
    together(() => {
      for (const line of batch) writeLine(tables, line);
    });
    count += batch.length;
    batch = [];
  };
  for (const line of lines) {
    batch.push(line);
    if (batch.length >= linesTogether) flush();
  }
  flush();
  return count;
};
