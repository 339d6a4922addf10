import { createHash } from 'node:crypto';
import type { PlannedSession } from './calendar.ts';
import { projectOf } from './team.ts';

export type DemoValue = string | number | boolean;
export type DemoAttributes = Readonly<Record<string, DemoValue | undefined>>;

/** A log event. Times are milliseconds since 1970. */
export interface DemoLogEvent {
  readonly at: number;
  readonly name: string;
  readonly attributes: DemoAttributes;
}

/** What is added to a metric. */
export interface DemoGain {
  readonly at: number;
  readonly metric: string;
  readonly attributes: DemoAttributes;
  readonly value: number;
}

/** What a hook is given on standard input. */
export interface HookCall {
  readonly at: number;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** All that one session says. */
export interface Run {
  readonly plan: PlannedSession;
  readonly resource: DemoAttributes;
  readonly events: readonly DemoLogEvent[];
  readonly gains: readonly DemoGain[];
  readonly hooks: readonly HookCall[];
}

/** Stands for the client: knows what every event, point and hook of a session carries. */
export interface Client {
  readonly event: (at: number, name: string, attributes?: DemoAttributes) => void;
  readonly gain: (at: number, metric: string, value: number, attributes?: DemoAttributes) => void;
  /** From now on a subagent acts; without one the main session does. */
  readonly actAs: (agent?: { readonly agent_id: string; readonly agent_type: string }) => void;
  readonly hook: (at: number, name: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly home: string;
  readonly cwd: string;
  readonly run: () => Run;
}

/** An id that the same text always gives. */
const uuidOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const byTime = (one: { readonly at: number }, other: { readonly at: number }): number => one.at - other.at;

export const createClient = (plan: PlannedSession): Client => {
  const { person, id } = plan;
  const project = projectOf(plan.project);
  const home = `/home/${person.name}`;
  const cwd = `${home}/${project.name}`;
  const events: DemoLogEvent[] = [];
  const gains: DemoGain[] = [];
  const hooks: HookCall[] = [];
  const common = {
    'user.id': createHash('sha256').update(person.name).digest('hex'),
    'session.id': id,
    'anthropic.provider': 'firstParty',
    'terminal.type': person.terminal,
  };

  let agent: { readonly agent_id: string; readonly agent_type: string } | undefined;
  let prompts = 0;
  const promptId = () => (prompts === 0 ? undefined : uuidOf(`${id} ${prompts}`));
  const correlation = () => ({
    ...(prompts > 0 && { 'prompt.id': promptId() }),
    ...(agent && { agent_id: agent.agent_id }),
  });

  return {
    home,
    cwd,
    event: (at, name, attributes = {}) =>
      events.push({ at, name, attributes: { ...common, ...correlation(), ...attributes } }),
    gain: (at, metric, value, attributes = {}) =>
      gains.push({ at, metric, value, attributes: { ...common, ...attributes } }),
    actAs: (acting) => {
      agent = acting;
    },
    hook: (at, name, fields = {}) => {
      // Each prompt has an id, which events and hooks name until the next one.
      if (name === 'UserPromptSubmit') prompts += 1;
      hooks.push({
        at,
        payload: {
          session_id: id,
          transcript_path: `${home}/.claude/projects/${cwd.replaceAll('/', '-')}/${id}.jsonl`,
          cwd,
          hook_event_name: name,
          ...(prompts > 0 && { prompt_id: promptId() }),
          ...agent,
          ...fields,
        },
      });
    },
    run: () => ({
      plan,
      resource: {
        'service.name': 'claude-code',
        'service.version': plan.version,
        'app.entrypoint': 'cli',
        'host.arch': 'arm64',
        'os.type': 'darwin',
        team: project.team,
        project: project.name,
        'vcs.repository.name': project.name,
        user: person.name,
      },
      events: events.sort(byTime),
      gains: gains.sort(byTime),
      hooks: hooks.sort(byTime),
    }),
  };
};
