import type { Line, Values } from '../../tables/team.ts';

/** What happened, put together from the lines alone: nothing here comes from the tables. */

export interface Call {
  id: string;
  session: string;
  prompt: string | undefined;
  person: string;
  project: string;
  /** Milliseconds. */
  started: number;
  ended: number;
  tool: string;
  decided: string | undefined;
  isRejected: boolean;
  mode: string | undefined;
  success: boolean | undefined;
  ms: number | undefined;
  errorType: string | undefined;
  errorKind: string | undefined;
  verdict: string | undefined;
  pattern: string | undefined;
  server: string | undefined;
  agent: string | undefined;
  agentType: string | undefined;
  language: string | undefined;
  input: number | undefined;
  result: number | undefined;
  file: string | undefined;
}

export interface Turn {
  id: string;
  session: string;
  project: string;
  started: number;
  ended: number;
  branch: string | undefined;
  command: string | undefined;
  mode: string | undefined;
  cost: number;
}

export interface Session {
  id: string;
  person: string;
  project: string;
  machine: string;
  version: string;
  provider: string;
  started: number;
  ended: number;
  events: number;
  prompts: number;
  requests: number;
  calls: number;
  failures: number;
  apiErrors: number;
  retries: number;
  compactions: number;
  cost: number;
  cacheRead: number;
  added: number;
  removed: number;
  commits: number;
  pulls: number;
  endReason: string | undefined;
  lastStop: string | undefined;
}

export interface Event {
  readonly name: string;
  readonly at: number;
  readonly session: string;
  readonly person: string;
  readonly project: string;
  readonly attributes: Values;
}

export interface Point {
  readonly at: number;
  readonly metric: string;
  readonly amount: number;
  readonly type: string;
  readonly person: string;
  readonly provider: string;
}

export interface World {
  readonly sessions: readonly Session[];
  readonly turns: readonly Turn[];
  readonly calls: readonly Call[];
  readonly events: readonly Event[];
  readonly points: readonly Point[];
}

const scales: Readonly<Record<string, number>> = {
  'claude_code.cost.usage': 1e9,
  'claude_code.active_time.total': 1e6,
};
const text = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));
const number = (value: unknown): number | undefined => (value === undefined ? undefined : Number(value));

const made = <Value>(map: Map<string, Value>, key: string, make: () => Value): Value => {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
};

/** Reads the lines in the order in which they were written. */
export const worldOf = (lines: Iterable<Line>): World => {
  const sessions = new Map<string, Session>();
  const turns = new Map<string, Turn>();
  const calls = new Map<string, Call>();
  const events: Event[] = [];
  const points: Point[] = [];

  const sessionOf = (id: string, at: number): Session => {
    const session = made(sessions, id, () => ({
      id,
      person: '',
      project: '',
      machine: '',
      version: '',
      provider: '',
      started: at,
      ended: at,
      events: 0,
      prompts: 0,
      requests: 0,
      calls: 0,
      failures: 0,
      apiErrors: 0,
      retries: 0,
      compactions: 0,
      cost: 0,
      cacheRead: 0,
      added: 0,
      removed: 0,
      commits: 0,
      pulls: 0,
      endReason: undefined,
      lastStop: undefined,
    }));
    session.started = Math.min(session.started, at);
    session.ended = Math.max(session.ended, at);
    return session;
  };
  const turnOf = (id: string | undefined, session: Session, at: number): Turn | undefined => {
    if (id === undefined) return undefined;
    const turn = made(turns, id, () => ({
      id,
      session: session.id,
      project: session.project,
      started: at,
      ended: at,
      branch: undefined,
      command: undefined,
      mode: undefined,
      cost: 0,
    }));
    turn.started = Math.min(turn.started, at);
    turn.ended = Math.max(turn.ended, at);
    return turn;
  };
  const callOf = (id: string, session: Session, prompt: string | undefined, at: number): Call => {
    const call = made(calls, id, () => ({
      id,
      session: session.id,
      prompt,
      person: session.person,
      project: session.project,
      started: at,
      ended: at,
      tool: '',
      decided: undefined,
      isRejected: false,
      mode: undefined,
      success: undefined,
      ms: undefined,
      errorType: undefined,
      errorKind: undefined,
      verdict: undefined,
      pattern: undefined,
      server: undefined,
      agent: undefined,
      agentType: undefined,
      language: undefined,
      input: undefined,
      result: undefined,
      file: undefined,
    }));
    call.started = Math.min(call.started, at);
    call.ended = Math.max(call.ended, at);
    return call;
  };

  const onDecision = (call: Call, attributes: Values) => {
    call.isRejected = attributes['decision'] === 'reject';
    call.decided = text(attributes['source']);
    call.mode = text(attributes['permission_mode']) ?? call.mode;
  };
  const onResult = (call: Call, attributes: Values) => {
    call.success = String(attributes['success']) === 'true';
    call.ms = number(attributes['duration_ms']);
    call.errorType = text(attributes['error_type']);
    call.input = number(attributes['tool_input_size_bytes']);
    call.result = number(attributes['tool_result_size_bytes']);
    call.server = text(attributes['mcp_server_name']) ?? call.server;
    const input = text(attributes['tool_input']);
    call.file = input === undefined ? undefined : (JSON.parse(input) as { file_path: string }).file_path;
  };
  const onCall = (name: string, session: Session, turn: Turn | undefined, attributes: Values, at: number) => {
    const call = callOf(String(attributes['tool_use_id']), session, text(attributes['prompt.id']), at);
    call.tool = String(attributes['tool_name']);
    call.agent = text(attributes['agent_id']) ?? call.agent;
    if (name === 'tool_result') {
      onResult(call, attributes);
      session.calls += 1;
      session.failures += call.success ? 0 : 1;
      return;
    }
    onDecision(call, attributes);
    if (turn) turn.mode = text(attributes['permission_mode']) ?? turn.mode;
  };

  const handlers: Readonly<
    Record<string, (session: Session, turn: Turn | undefined, attributes: Values, at: number) => void>
  > = {
    user_prompt: (session, turn, attributes) => {
      session.prompts += 1;
      if (turn) turn.command = text(attributes['command_name']) ?? turn.command;
    },
    api_request: (session, turn, attributes) => {
      session.requests += 1;
      if (turn) turn.cost += Math.round(Number(attributes['cost_usd']) * 1e9);
    },
    api_error: (session, _turn, attributes) => {
      session.apiErrors += 1;
      session.retries += Math.max(0, Number(attributes['attempt'] ?? 1) - 1);
    },
    compaction: (session) => {
      session.compactions += 1;
    },
    tool_decision: (session, turn, attributes, at) => onCall('tool_decision', session, turn, attributes, at),
    tool_result: (session, turn, attributes, at) => onCall('tool_result', session, turn, attributes, at),
  };

  const onEvent = ({ at, name, attributes, resource }: Line & { kind: 'event' }) => {
    const session = sessionOf(String(attributes['session.id']), at);
    session.person = String(resource['user']);
    session.project = String(resource['project']);
    session.machine = String(attributes['user.id']);
    session.version = String(resource['service.version']);
    session.provider = String(attributes['anthropic.provider']);
    session.events += 1;
    const { id, person, project } = session;
    events.push({ name, at, session: id, person, project, attributes });
    const turn = turnOf(text(attributes['prompt.id']), session, at);
    handlers[name]?.(session, turn, attributes, at);
  };

  const sums: Readonly<Record<string, (session: Session, amount: number) => void>> = {
    'claude_code.cost.usage ': (session, amount) => {
      session.cost += amount;
    },
    'claude_code.token.usage cacheRead': (session, amount) => {
      session.cacheRead += amount;
    },
    'claude_code.lines_of_code.count added': (session, amount) => {
      session.added += amount;
    },
    'claude_code.lines_of_code.count removed': (session, amount) => {
      session.removed += amount;
    },
    'claude_code.commit.count ': (session, amount) => {
      session.commits += amount;
    },
    'claude_code.pull_request.count ': (session, amount) => {
      session.pulls += amount;
    },
  };

  const onPoint = ({ at, metric, value, attributes, resource }: Line & { kind: 'point' }) => {
    const session = sessionOf(String(attributes['session.id']), at);
    const amount = Math.round(value * (scales[metric] ?? 1));
    const type = String(attributes['type'] ?? '');
    const provider = String(attributes['anthropic.provider']);
    points.push({ at, metric, amount, type, person: String(resource['user']), provider });
    sums[`${metric} ${type}`]?.(session, amount);
  };

  const onHookOfCall = ({ row, at }: Line & { kind: 'hook' }, id: string, session: Session) => {
    const call = callOf(id, session, row.promptId, at);
    const { facts, fields } = row;
    call.tool = row.tool ?? call.tool;
    call.agent = row.agentId ?? call.agent;
    call.agentType = text(facts['agentType']) ?? call.agentType;
    call.mode = text(fields?.['permission_mode']) ?? call.mode;
    call.verdict = row.verdict ?? call.verdict;
    call.pattern = row.pattern ?? call.pattern;
    call.server = row.mcpServer ?? call.server;
    call.language = text(facts['language']) ?? call.language;
    if (!/^PostToolUse(?:Failure)?$/.test(row.event)) return;
    call.success = row.event === 'PostToolUse';
    call.ms = number(facts['durationMs']) ?? call.ms;
    if (!call.success) call.errorKind = text(facts['error']);
  };

  const stops: Readonly<
    Record<string, (session: Session, facts: Readonly<Record<string, unknown>>) => void>
  > = {
    SessionEnd: (session, facts) => {
      session.endReason = text(facts['reason']);
    },
    Stop: (session) => {
      session.lastStop = 'ok';
    },
    StopFailure: (session, facts) => {
      session.lastStop = text(facts['error']);
    },
  };

  const onHook = (line: Line & { kind: 'hook' }) => {
    const { at, row } = line;
    const session = sessionOf(row.session, at);
    const turn = turnOf(row.promptId, session, at);
    stops[row.event]?.(session, row.facts);
    if (turn) {
      turn.branch = row.git?.branch ?? turn.branch;
      turn.mode = text(row.fields?.['permission_mode']) ?? turn.mode;
    }
    if (row.toolUseId !== undefined) onHookOfCall(line, row.toolUseId, session);
  };

  for (const line of lines) {
    if (line.kind === 'event') onEvent(line);
    else if (line.kind === 'point') onPoint(line);
    else if (line.kind === 'hook') onHook(line);
  }
  return {
    sessions: [...sessions.values()],
    turns: [...turns.values()],
    calls: [...calls.values()],
    events,
    points,
  };
};
