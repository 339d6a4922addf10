import type { ColumnValue } from './column.ts';
import type { MeasureSum } from './contributions.ts';

/** Where in the source code a session works. */
export interface WorkPlace {
  readonly repository?: string | undefined;
  readonly branch?: string | undefined;
  readonly worktree?: string | undefined;
}

/** A hook event as the hook-event service hands it to the ledger: what may be kept, and nothing else. */
export interface HookRow {
  /** Tells it from every other: the service's key of the event. */
  readonly identity: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly session: string;
  readonly event: string;
  readonly tool?: string | undefined;
  readonly mcpServer?: string | undefined;
  readonly toolUseId?: string | undefined;
  readonly promptId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly folder?: string | undefined;
  readonly git?: WorkPlace | undefined;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly verdict?: string | undefined;
  readonly category?: string | undefined;
  readonly pattern?: string | undefined;
  readonly decidedBy?: string | undefined;
  /** Fields of the payload that the catalogue calls harmless, and contents that are switched on. */
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
  /** Names of fields that the catalogue does not have. */
  readonly unknown?: readonly string[] | undefined;
}

/** The values of a row's columns, by the names they come from. */
export const hookValues = (row: HookRow): ReadonlyMap<string, unknown> => {
  const { facts } = row;
  const values: Readonly<Record<string, unknown>> = {
    ...(facts['agentType'] !== undefined && { agent_type: facts['agentType'] }),
    ...(facts['durationMs'] !== undefined && { duration_ms: facts['durationMs'] }),
    ...(facts['source'] !== undefined && { source: facts['source'] }),
    ...(facts['reason'] !== undefined && { reason: facts['reason'] }),
    ...(facts['trigger'] !== undefined && { trigger: facts['trigger'] }),
    ...(row.event === 'StopFailure' ? { error: facts['error'] } : { error_kind: facts['error'] }),
    ...(facts['interrupted'] === true && { is_interrupt: true }),
    ...row.fields,
    tool_name: row.tool,
    agent_id: row.agentId,
    mcp_server_name: row.mcpServer,
    language: facts['language'],
    project: row.folder,
    verdict: row.verdict,
    category: row.category,
    pattern: row.pattern,
    decided_by: row.decidedBy,
    ...row.git,
  };
  return new Map(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
};

/** What a hook event adds. */
export const hookSums = ({ event, verdict }: HookRow): readonly MeasureSum[] => [
  ['hook_events', 1],
  ...(verdict === 'deny' ? [['blocks', 1] as const] : []),
  ...(verdict === 'ask' ? [['asks', 1] as const] : []),
  ...(event === 'PermissionRequest' ? [['permission_requests', 1] as const] : []),
  ...(event === 'Stop' ? [['stops', 1] as const] : []),
  ...(event === 'StopFailure' ? [['stop_failures', 1] as const] : []),
];

const outcomes: Readonly<Record<string, number>> = { PostToolUse: 1, PostToolUseFailure: 0 };

/** What a hook event says of its tool call. */
export const hookCallFacts = (row: HookRow): Readonly<Record<string, ColumnValue | undefined>> => ({
  tool: row.tool,
  mcp_server: row.mcpServer,
  agent_id: row.agentId,
  agent_type: row.facts['agentType'] as string | undefined,
  permission_mode: row.fields?.['permission_mode'] as string | undefined,
  verdict: row.verdict,
  category: row.category,
  pattern: row.pattern,
  language: row.facts['language'] as string | undefined,
  success: outcomes[row.event],
  duration_ms: row.facts['durationMs'] as number | undefined,
  error_kind: row.event === 'PostToolUseFailure' ? (row.facts['error'] as string | undefined) : undefined,
});
