import type { ComponentName } from '../stack/components/component.ts';
import type { EngineName } from './engine.ts';

export const runtimeNames = ['docker', 'podman', 'native'] as const;
export type RuntimeName = (typeof runtimeNames)[number];

export const isInContainers = (name: RuntimeName | undefined): name is EngineName =>
  name === 'docker' || name === 'podman';

/** `down`: it should run and does not; `starting`: it runs and does not answer its ready path (yet). */
export type ComponentState = 'healthy' | 'starting' | 'down';

export interface ComponentStatus {
  readonly name: ComponentName;
  readonly state: ComponentState;
  readonly version: string;
  /** Where people, or other programs of this machine, reach it. */
  readonly ports: readonly number[];
  /** ISO 8601. */
  readonly since?: string;
  readonly memoryBytes?: number;
  readonly pid?: number;
  /** How often the supervisor started it again. */
  readonly restarts: number;
  /** What it said when it ended last, such as `exit code 1`. */
  readonly lastExit?: string;
  /** Why it is not ready, as it says itself. */
  readonly reason?: string;
}

export interface LogOptions {
  /** All components when absent. */
  readonly component?: string;
  readonly follow: boolean;
  /** How many of the last lines. */
  readonly lines: number;
}

/** One way to run the components. All do the same for their caller. */
export interface Runtime {
  readonly name: RuntimeName;
  /** Starts what does not run and completes what half runs; returns once everything is launched, not yet healthy. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Replaces one component, with the present configuration. */
  readonly restart: (component: ComponentName) => Promise<void>;
  /**
   * Stops one component until the returned function is called, so that its data lies still. Does nothing where it
   * does not run. Should the caller die, the next `start` brings it back.
   */
  readonly hold: (component: ComponentName) => Promise<() => Promise<void>>;
  /** Starts a component that was stopped alone. */
  readonly release: (component: ComponentName) => Promise<void>;
  /** Makes the places where the components keep their data, without starting anything. */
  readonly prepare: () => Promise<void>;
  /** Empty when nothing runs. `memory: false` saves time where memory is slow to ask for. */
  readonly status: (options?: { readonly memory?: boolean }) => Promise<readonly ComponentStatus[]>;
  /** False when components run, or should, and nothing starts them again when they die. */
  readonly isSupervised: () => boolean;
  /** Memory in bytes of what keeps the components running, besides their own. */
  readonly overheadBytes: () => number;
  readonly logs: (options: LogOptions) => Promise<void>;
  /** The last lines of a component's log, for a message. */
  readonly lastLines: (component: ComponentName, lines: number) => Promise<string>;
  /** Removes everything that was collected. Only while nothing runs. */
  readonly reset: () => Promise<void>;
}
