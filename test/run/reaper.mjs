// Waits for the end of its standard input, then ends what a test run left behind and removes the run's folder.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const folder = process.argv[2];
/** Characters of a command line that the message shows. */
const mostShown = 300;

const attempt = (read) => {
  try {
    return read();
  } catch {
    return '';
  }
};

const processes = () =>
  (attempt(() => readdirSync('/proc')) || [])
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid);

/** Whether a process was started by the run: its environment, its words or its folder mention the run's folder. */
const isOurs = (pid) =>
  [
    attempt(() => readFileSync(`/proc/${pid}/environ`, 'utf8')),
    attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
    attempt(() => readlinkSync(`/proc/${pid}/cwd`)),
  ].some((text) => text.includes(folder));

/** A process as a line of the message: its number and the command line, or the program's name where that is gone. */
const described = (pid) => {
  const words = attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
    .replaceAll('\0', ' ')
    .trim();
  return `  ${pid} ${(words || attempt(() => readFileSync(`/proc/${pid}/comm`, 'utf8')).trim()).slice(0, mostShown)}`;
};

const signalAll = (pids, signal) => {
  for (const pid of pids) attempt(() => process.kill(pid, signal));
};

for await (const _ of process.stdin);

// Supervisors start what dies anew, so the first look may miss some.
const graceMs = 3000;
const deadline = Date.now() + graceMs;
let left = processes().filter(isOurs);
if (left.length > 0)
  console.warn(
    [`The tests left ${left.length} processes behind; they are ended:`, ...left.map(described)].join('\n'),
  );
while (left.length > 0) {
  signalAll(left, Date.now() < deadline ? 'SIGTERM' : 'SIGKILL');
  signalAll(left, 'SIGCONT');
  await sleep(100);
  left = processes().filter(isOurs);
}

// Written while a test uses the container engine; a run that was stopped meanwhile leaves it.
const engineNote = path.join(folder, 'engine');
if (existsSync(engineNote))
  attempt(() => execFileSync(readFileSync(engineNote, 'utf8'), ['down'], { stdio: 'ignore' }));

rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
