import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { hasRoom } from '../service/room.ts';
import type { Exit, PlannedProcess, SupervisedProcess } from './plan.ts';
import { end, identify, isAlive, type ProcessIdentity } from './process.ts';
import { mustHaveRoom, setDamagedQueuesAside } from './queue-file.ts';

/** Waits between a death and the next start: doubled each time, forgotten after a minute of life. */
const backOff = { firstMs: 500, longestMs: 30_000, forgottenAfterMs: 60_000 } as const;

export interface KeeperOptions {
  readonly log: string;
  /** Called after each change of what `status` returns. */
  readonly onChange: () => void;
  readonly say: (line: string) => void;
  /** Whether the disk of a folder takes more; looks at the disk by default. */
  readonly hasRoom?: (folder: string) => boolean;
}

const isSame = (a: PlannedProcess, b: PlannedProcess): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Keeps one process running until told to stop. */
export class Keeper {
  #planned: PlannedProcess;
  readonly #options: KeeperOptions;
  #identity: ProcessIdentity | undefined;
  #since: string | undefined;
  #restarts = 0;
  #lastExit: Exit | undefined;
  #waitMs: number = backOff.firstMs;
  #timer: NodeJS.Timeout | undefined;
  #isWanted = true;

  constructor(planned: PlannedProcess, options: KeeperOptions) {
    this.#planned = planned;
    this.#options = options;
  }

  get planned(): PlannedProcess {
    return this.#planned;
  }

  get status(): SupervisedProcess {
    return {
      planned: this.#planned,
      restarts: this.#restarts,
      ...(this.#identity && { identity: this.#identity }),
      ...(this.#since && { since: this.#since }),
      ...(this.#lastExit && { lastExit: this.#lastExit }),
    };
  }

  /** Starts the process, or takes over one that an earlier supervisor left, if it still runs and is the one wanted. */
  async start(left?: SupervisedProcess): Promise<void> {
    if (left?.identity && isAlive(left.identity)) {
      if (isSame(left.planned, this.#planned)) {
        this.#adopt(left, left.identity);
        return;
      }
      await end(left.identity);
    }
    if (!this.#planned.held) this.#spawn();
  }

  /** Replaces the process when what is planned for it changed. */
  async replan(planned: PlannedProcess): Promise<void> {
    if (isSame(planned, this.#planned)) return;
    this.#planned = planned;
    await this.stop();
    this.#isWanted = true;
    this.#restarts = 0;
    this.#waitMs = backOff.firstMs;
    this.#lastExit = undefined;
    if (!planned.held) this.#spawn();
  }

  async stop(): Promise<void> {
    this.#isWanted = false;
    clearTimeout(this.#timer);
    const identity = this.#identity;
    if (identity) {
      await end(identity);
      this.#options.say(`${this.#planned.name} stopped`);
    }
    this.#identity = undefined;
    this.#since = undefined;
    this.#options.onChange();
  }

  /**
   * Ends the process while the disk has no room for its queue: it would accept what it then forgets. Senders are refused
   * meanwhile, and come back; it is started again once there is room.
   */
  async endWithoutRoom(): Promise<void> {
    const { name, queue } = this.#planned;
    const isThere = (this.#options.hasRoom ?? hasRoom)(queue ?? '');
    if (!this.#identity || !queue || isThere) return;
    this.#options.say(`${name} is ended until the disk has room for its queue again`);
    await end(this.#identity);
  }

  #spawn(): void {
    try {
      this.#launch();
    } catch (error) {
      // No disk space for the log, no memory for the process: that may pass.
      const message = error instanceof Error ? error.message : String(error);
      this.#down(
        { code: null, signal: null, at: new Date().toISOString() },
        `cannot be started (${message})`,
      );
    }
  }

  #launch(): void {
    const { name, command, args, env, folder } = this.#planned;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#tidyQueue();
    if (this.#planned.queue && existsSync(this.#planned.queue)) mustHaveRoom(this.#planned.queue);
    // Opened for appending, so that the file can be emptied under the process, and the process outlives us.
    const log = openSync(this.#options.log, 'a', 0o600);
    const child = spawn(command, args, { cwd: folder, env, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    child.once('error', (error) => {
      if (child.pid !== undefined) return this.#options.say(`${name}: ${error.message}`);
      this.#down(
        { code: null, signal: null, at: new Date().toISOString() },
        `cannot be started (${error.message})`,
      );
    });
    child.once('exit', (code, signal) => this.#ended(child, code, signal));
    if (child.pid === undefined) return;
    this.#identity = identify(child.pid) ?? { pid: child.pid, started: '' };
    this.#since = new Date().toISOString();
    this.#options.say(`${name} started, pid ${child.pid}`);
    this.#options.onChange();
  }

  /** A damaged queue would end the collector at every start. */
  #tidyQueue(): void {
    const { name, queue } = this.#planned;
    if (!queue || !existsSync(queue)) return;
    try {
      for (const file of setDamagedQueuesAside(queue))
        this.#options.say(`${name}: a damaged file of its queue was set aside: ${file}`);
    } catch (error) {
      this.#options.say(`${name}: its queue cannot be looked at: ${(error as Error).message}`);
    }
  }

  #ended(child: ChildProcess, code: number | null, signal: string | null): void {
    if (child.pid !== this.#identity?.pid) return;
    this.#down({ code, signal, at: new Date().toISOString() });
  }

  #adopt(left: SupervisedProcess, identity: ProcessIdentity): void {
    this.#identity = identity;
    this.#since = left.since;
    this.#restarts = left.restarts;
    this.#lastExit = left.lastExit;
    this.#options.say(`${this.#planned.name} taken over, pid ${identity.pid}`);
    this.#options.onChange();
    void this.#watch(identity);
  }

  /** A process that is not our child sends no event when it ends. */
  async #watch(identity: ProcessIdentity): Promise<void> {
    while (this.#identity === identity && isAlive(identity)) await pause(500);
    if (this.#identity === identity) this.#down({ code: null, signal: null, at: new Date().toISOString() });
  }

  /** @param happened instead of `died` and its reason, where the process never ran */
  #down(exit: Exit, happened?: string): void {
    const livedMs = Date.now() - Date.parse(this.#since ?? exit.at);
    this.#identity = undefined;
    this.#since = undefined;
    if (!this.#isWanted) return;
    this.#lastExit = exit;
    this.#restarts += 1;
    if (livedMs > backOff.forgottenAfterMs) this.#waitMs = backOff.firstMs;
    const why = exit.signal ?? (exit.code === null ? 'reason unknown' : `exit code ${exit.code}`);
    const what = happened ?? `died (${why})`;
    this.#options.say(`${this.#planned.name} ${what}, starting it again in ${this.#waitMs} ms`);
    this.#timer = setTimeout(() => this.#spawn(), this.#waitMs);
    this.#waitMs = Math.min(this.#waitMs * 2, backOff.longestMs);
    this.#options.onChange();
  }
}
