import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A process that cannot be taken for another one: numbers are given out again, the time of the start is not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, as the system reports it; compared, never read. */
  readonly started: string;
}

const text = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

/** What `ps` says in one column; undefined when there is no such process. */
const ps = (pid: number, column: string): string | undefined => {
  try {
    const answer = execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return answer.trim() || undefined;
  } catch {
    return undefined;
  }
};

const boot = text('/proc/sys/kernel/random/boot_id')?.trim();

/** Fields of /proc/PID/stat from the third on; the second, the name, may hold blanks and brackets. */
const stat = (pid: number): readonly string[] | undefined => {
  const line = text(`/proc/${pid}/stat`);
  return line?.slice(line.lastIndexOf(')') + 2).split(' ');
};

/** When a process started; undefined when it does not run (any more). @see proc_pid_stat(5): field 3 state, 22 starttime */
const startOf = (pid: number): string | undefined => {
  if (boot === undefined) return ps(pid, 'stat')?.startsWith('Z') ? undefined : ps(pid, 'lstart');
  const fields = stat(pid);
  return fields && fields[0] !== 'Z' && fields[0] !== 'X' ? `${boot}/${fields[19]}` : undefined;
};

/** The process that has the number `pid` now. */
export const identify = (pid: number): ProcessIdentity | undefined => {
  const started = startOf(pid);
  return started === undefined ? undefined : { pid, started };
};

export const isAlive = ({ pid, started }: ProcessIdentity): boolean => startOf(pid) === started;

/** Resident memory in bytes. */
export const residentBytes = (pid: number): number | undefined => {
  const kibibytes = text(`/proc/${pid}/status`)?.match(/^VmRSS:\s+(\d+) kB/m)?.[1] ?? ps(pid, 'rss');
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
};

/** The command line of a process, as far as this user may read it. */
export const commandOf = (pid: number): string | undefined =>
  text(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim() || ps(pid, 'command');

/** The variables a process was started with, where the system shows them (Linux, same user). */
export const environmentOf = (pid: number): readonly string[] =>
  text(`/proc/${pid}/environ`)?.split('\0') ?? [];

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself, or its group did.
  }
};

const gone = async (target: ProcessIdentity, milliseconds: number): Promise<boolean> => {
  const deadline = Date.now() + milliseconds;
  while (isAlive(target)) {
    if (Date.now() > deadline) return false;
    await pause(20);
  }
  return true;
};

/** Whether anything of a process group is left. */
const isGroupAlive = (leader: number): boolean => {
  try {
    process.kill(-leader, 0);
    return true;
  } catch {
    return false;
  }
};

/** Ends a process that leads a group, with all that it started: a compiler, for one, outlives its caller. */
export const endGroup = async (leader: ProcessIdentity, graceMs = 10_000): Promise<void> => {
  if (!isAlive(leader)) return;
  signal(-leader.pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (isGroupAlive(leader.pid) && Date.now() < deadline) await pause(20);
  if (isGroupAlive(leader.pid)) signal(-leader.pid, 'SIGKILL');
  await gone(leader, 5_000);
};

/** Asks a process to end, and after `graceMs` ends it with its whole group. Never touches another that got its number. */
export const end = async (target: ProcessIdentity, graceMs = 10_000): Promise<void> => {
  if (!isAlive(target)) return;
  signal(target.pid, 'SIGTERM');
  // A stopped process receives no signal before it continues.
  signal(target.pid, 'SIGCONT');
  if (await gone(target, graceMs)) return;
  signal(-target.pid, 'SIGKILL');
  signal(target.pid, 'SIGKILL');
  await gone(target, 5_000);
};
