import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A process above ours. */
export interface Ancestor {
  readonly pid: number;
  /** Name of its program, without folder. */
  readonly name: string;
  /** Its command line, words apart by blanks. */
  readonly command: string;
  /** Its environment as it was started with; empty where the system does not show it. */
  readonly environment: readonly string[];
}

const words = (file: string): readonly string[] => {
  try {
    return readFileSync(file, 'utf8').split('\0').filter(Boolean);
  } catch {
    return [];
  }
};

const fromProc = (pid: number): (Ancestor & { readonly parent: number }) | undefined => {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The name stands in brackets and may hold blanks and brackets itself.
  const end = stat.lastIndexOf(')');
  return {
    pid,
    name: stat.slice(stat.indexOf('(') + 1, end),
    command: words(`/proc/${pid}/cmdline`).join(' '),
    environment: words(`/proc/${pid}/environ`),
    parent: Number(stat.slice(end + 2).split(' ')[1]),
  };
};

/** Where there is no /proc (macOS, the BSDs). */
const fromPs = (pid: number): (Ancestor & { readonly parent: number }) | undefined => {
  const { status, stdout } = spawnSync('/bin/ps', ['-o', 'ppid=,command=', '-p', String(pid)], {
    encoding: 'utf8',
  });
  const [, parent, command] = /^\s*(\d+)\s+(.*)$/m.exec(stdout ?? '') ?? [];
  if (status !== 0 || parent === undefined || command === undefined) return undefined;
  const name = path.basename(command.split(' ')[0] ?? '');
  return { pid, name, command, environment: [], parent: Number(parent) };
};

const mostAncestors = 100;

/** The processes above this one, nearest first. */
export const ancestors = (): readonly Ancestor[] => {
  const look = process.platform === 'linux' ? fromProc : fromPs;
  const found: Ancestor[] = [];
  for (let pid = process.ppid; pid > 0 && found.length < mostAncestors; ) {
    const one = look(pid);
    if (!one) break;
    found.push(one);
    pid = one.parent;
  }
  return found;
};
