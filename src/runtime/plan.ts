import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../config/home.ts';
import type { ComponentName } from '../stack/components/component.ts';
import type { ProcessIdentity } from './process.ts';

export interface Login {
  readonly user: string;
  readonly passwordFile: string;
}

/** One process to run: everything decided, so that the supervisor needs to know nothing. */
export interface PlannedProcess {
  readonly name: ComponentName;
  readonly version: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment: nothing of the caller's leaks in. */
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  /** Folder of the queue of a collector: what is damaged in it is set aside before the start. */
  readonly queue?: string;
  /** Answers 200 once it is ready. */
  readonly ready: string;
  /** What it wants for that. */
  readonly login?: Login;
  readonly ports: readonly number[];
  /** Digest of the files it reads at its start. A change of any field, this one too, is a reason to restart it. */
  readonly inputs: string;
  /** Counted up to restart it although nothing changed. */
  readonly generation: number;
  /** Not to run for now: its data is being copied. A start forgets it. */
  readonly held?: true;
}

/** `run/plan.json`: what the supervisor is to keep running, in order of start. Written by the command line. */
export interface RunPlan {
  readonly processes: readonly PlannedProcess[];
}

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
  /** ISO 8601. */
  readonly at: string;
}

export interface SupervisedProcess {
  /** Absent while it is down. */
  readonly identity?: ProcessIdentity;
  /** ISO 8601: when the running process was started. */
  readonly since?: string;
  readonly restarts: number;
  readonly lastExit?: Exit;
  readonly planned: PlannedProcess;
}

/** `run/state.json`: what runs. Written by the supervisor. */
export interface State {
  readonly supervisor: ProcessIdentity;
  /** ISO 8601. */
  readonly since: string;
  readonly processes: readonly SupervisedProcess[];
}

export const planPath = (home: Home): string => path.join(home.run, 'plan.json');
export const statePath = (home: Home): string => path.join(home.run, 'state.json');
export const supervisorLock = (home: Home): string => path.join(home.run, 'supervisor.lock');
export const logPath = (home: Home, name: string): string => path.join(home.logs, `${name}.log`);

/** Set in every process we start, so that one that no file lists is still known as ours. */
export const marker = 'START_OBSERVABILITY_PROCESS';
export const markerOf = (home: Home, name: ComponentName): string => `${home.root}:${name}`;

const read = <T>(file: string): T | undefined => {
  try {
    // The pages of a stack that an earlier version started are called viewer.
    return JSON.parse(readFileSync(file, 'utf8').replaceAll('"name":"viewer"', '"name":"pages"')) as T;
  } catch {
    return undefined;
  }
};

export const readPlan = (home: Home): RunPlan | undefined => read<RunPlan>(planPath(home));
export const readState = (home: Home): State | undefined => read<State>(statePath(home));
