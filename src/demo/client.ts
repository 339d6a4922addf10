import { createHash } from 'node:crypto';
import type { Plan } from './calendar.ts';
import { projectOf } from './team.ts';

export type Value = string | number | boolean;
export type Attributes = Readonly<Record<string, Value | undefined>>;

/** A log event. Times are milliseconds since 1970. */
export interface LogEvent {
  readonly at: number;
  readonly name: string;
  readonly attributes: Attributes;
}

/** What is added to a metric. */
export interface Gain {
  readonly at: number;
  readonly metric: string;
  readonly attributes: Attributes;
  readonly value: number;
}

/** What a hook is given on standard input. */
export interface HookCall {
  readonly at: number;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** All that one session says. */
export interface Run {
  readonly plan: Plan;
  readonly resource: Attributes;
  readonly events: readonly LogEvent[];
  readonly gains: readonly Gain[];
  readonly hooks: readonly HookCall[];
}

/** Stands for the client: knows what every event, point and hook of a session carries. */
export interface Client {
  readonly event: (at: number, name: string, attributes?: Attributes) => void;
  readonly gain: (at: number, metric: string, value: number, attributes?: Attributes) => void;
  readonly hook: (at: number, name: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly home: string;
  readonly cwd: string;
  readonly run: () => Run;
}

const byTime = (one: { readonly at: number }, other: { readonly at: number }): number => one.at - other.at;

export const createClient = (plan: Plan): Client => {
  const { person, id } = plan;
  const project = projectOf(plan.project);
  const home = `/home/${person.name}`;
  const cwd = `${home}/${project.name}`;
  const events: LogEvent[] = [];
  const gains: Gain[] = [];
  const hooks: HookCall[] = [];
  const common = {
    'user.id': createHash('sha256').update(person.name).digest('hex'),
    'session.id': id,
    'anthropic.provider': 'firstParty',
    'terminal.type': person.terminal,
  };

  return {
    home,
    cwd,
    event: (at, name, attributes = {}) => events.push({ at, name, attributes: { ...common, ...attributes } }),
    gain: (at, metric, value, attributes = {}) =>
      gains.push({ at, metric, value, attributes: { ...common, ...attributes } }),
    hook: (at, name, fields = {}) =>
      hooks.push({
        at,
        payload: {
          session_id: id,
          transcript_path: `${home}/.claude/projects/${cwd.replaceAll('/', '-')}/${id}.jsonl`,
          cwd,
          hook_event_name: name,
          ...fields,
        },
      }),
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
