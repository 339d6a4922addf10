import { judge } from '@start-observability/guard/judge.ts';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import { expect, vi } from 'vitest';
import { toolLabels } from '../../src/hooks/tool-labels.ts';
import { type HookPayload, scenarios } from '../captures/read.ts';
import type { bearerIn } from './bearer.ts';
import type { Vector } from './prometheus.ts';

/** What the hook-event service must count of what was sent, worked out without the code that counts. */
export interface HookCounts {
  readonly events: Readonly<Record<string, number>>;
  /** By tool, MCP server and outcome. */
  readonly tools: Readonly<Record<string, number>>;
  /** By verdict, pattern and tool. */
  readonly verdicts: Readonly<Record<string, number>>;
  /** Session, id of the call, verdict and pattern of each call that was not simply allowed. */
  readonly blocks: readonly string[];
}

/** Every recorded payload; the sessions of different recordings have the same made-up ids and are told apart here. */
export const hookPayloads = (): readonly HookPayload[] =>
  scenarios().flatMap(({ version, name, hooks }) =>
    hooks.map((payload) => ({ ...payload, session_id: `${version}-${name}-${payload.session_id}` })),
  );

const add = (counts: Record<string, number>, key: string) => {
  counts[key] = (counts[key] ?? 0) + 1;
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A tool call is told once for each event, however often it was sent. */
const distinct = (sent: readonly HookPayload[]): readonly HookPayload[] => [
  ...new Map(
    sent.map((payload, index) => {
      const { session_id, hook_event_name, tool_use_id } = payload;
      return [tool_use_id ? `${session_id} ${hook_event_name} ${tool_use_id}` : index, payload];
    }),
  ).values(),
];

const verdictOf = (payload: HookPayload) => {
  const home = text(payload['transcript_path']).split('/.claude/')[0] ?? '';
  const call = {
    tool: text(payload['tool_name']),
    input: payload['tool_input'],
    cwd: text(payload['cwd']),
    home,
  };
  const verdict = judge(call, defaultPolicy);
  // Where permissions are bypassed the client runs what a hook asks about.
  const isRefused = verdict.decision === 'ask' && payload['permission_mode'] === 'bypassPermissions';
  return isRefused ? { ...verdict, decision: 'deny' as const } : verdict;
};

const outcomeOf = (payload: HookPayload): string | undefined => {
  const { hook_event_name: name } = payload;
  if (name === 'PostToolUse') return 'success';
  if (name === 'PostToolUseFailure') return payload['is_interrupt'] === true ? 'interrupted' : 'failure';
  return name === 'PreToolUse' && verdictOf(payload).decision === 'deny' ? 'denied' : undefined;
};

export const expectedHooks = (sent: readonly HookPayload[]): HookCounts => {
  const events: Record<string, number> = {};
  const tools: Record<string, number> = {};
  const verdicts: Record<string, number> = {};
  const blocks: string[] = [];
  for (const payload of distinct(sent)) {
    add(events, payload.hook_event_name);
    const { tool, mcp_server } = toolLabels(text(payload['tool_name']) || undefined);
    const outcome = outcomeOf(payload);
    if (outcome) add(tools, `${tool} ${mcp_server} ${outcome}`);
    if (payload.hook_event_name !== 'PreToolUse') continue;
    const { decision, pattern } = verdictOf(payload);
    add(verdicts, `${decision} ${pattern || 'none'} ${tool}`);
    if (decision !== 'allow') {
      blocks.push(`${payload.session_id} ${payload['tool_use_id']} ${decision} ${pattern}`);
    }
  }
  return { events, tools, verdicts, blocks: blocks.sort() };
};

const by = async (vector: Vector, promql: string, labels: readonly string[]) => {
  const found = Object.entries(await vector(promql)).map(([key, value]) => {
    const pairs = new Map(key.split(',').map((pair) => pair.split('=') as [string, string]));
    return [labels.map((label) => pairs.get(label) ?? '').join(' '), value] as const;
  });
  return Object.fromEntries(found.filter(([, value]) => value !== 0));
};

/** Waits until PromQL counts exactly that. */
export const expectHooks = async (vector: Vector, expected: HookCounts, timeout = 60_000): Promise<void> => {
  const shows = (metric: string, labels: readonly string[], counts: Readonly<Record<string, number>>) =>
    vi.waitFor(
      async () => expect(await by(vector, `sum by (${labels}) (${metric})`, labels)).toEqual(counts),
      { timeout, interval: 250 },
    );
  await shows('claude_code_hook_events_total', ['event'], expected.events);
  // Sent in any order, what was asked about may be taken for not run.
  await shows(
    'claude_code_hook_tool_uses_total{outcome!="asked_not_run"}',
    ['tool', 'mcp_server', 'outcome'],
    expected.tools,
  );
  await shows('claude_code_guard_verdicts_total', ['verdict', 'pattern', 'tool'], expected.verdicts);
};

/** The audit trail lists each block once, and nothing else. */
export const expectBlocks = async (
  hooks: string,
  headers: ReturnType<typeof bearerIn>,
  { blocks }: HookCounts,
): Promise<void> => {
  const response = await fetch(`${hooks}/api/blocks?limit=1000`, { headers });
  const rows = (await response.json()) as Record<string, string>[];
  const listed = rows.map(
    ({ session, tool_use_id, verdict, pattern }) => `${session} ${tool_use_id} ${verdict} ${pattern}`,
  );
  expect(listed.sort()).toEqual(blocks);
};
