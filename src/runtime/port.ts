import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import net from 'node:net';
import { promisify } from 'node:util';
import { commandOf } from './process.ts';

const run = promisify(execFile);

export interface PortListener {
  readonly pid: number;
  readonly command: string;
}

const canListen = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });

/**
 * True when the loopback interface's port can be had. macOS lets a program take it although another listens on all
 * interfaces, so there that is tried, too.
 */
export const isFree = async (port: number): Promise<boolean> =>
  (await canListen(port, '127.0.0.1')) &&
  (process.platform === 'linux' || (await canListen(port, '0.0.0.0')));

/** Sockets that listen on `port`. @see proc_net_tcp(5): local address, state 0A is LISTEN, tenth column the inode */
const inodes = async (port: number): Promise<ReadonlySet<string>> => {
  const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0');
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  const rows = tables.flatMap((table) => table.split('\n').map((row) => row.trim().split(/\s+/)));
  const listening = rows.filter(([, local, , state]) => state === '0A' && local?.endsWith(`:${hexadecimal}`));
  return new Set(listening.map((row) => `socket:[${row[9]}]`));
};

const holds = async (pid: string, sockets: ReadonlySet<string>): Promise<boolean> => {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(
    descriptors.map((descriptor) => readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')),
  );
  return targets.some((target) => sockets.has(target));
};

const onLinux = async (port: number): Promise<number | undefined> => {
  const sockets = await inodes(port);
  if (sockets.size === 0) return undefined;
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) if (await holds(pid, sockets)) return Number(pid);
  return undefined;
};

const byLsof = async (port: number): Promise<number | undefined> => {
  const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t']).catch(() => ({
    stdout: '',
  }));
  return stdout ? Number(stdout.split('\n')[0]) : undefined;
};

/** The process that listens on a port; undefined when there is none, or it is another user's. */
export const listenerOn = async (port: number): Promise<PortListener | undefined> => {
  const pid = await (process.platform === 'linux' ? onLinux(port) : byLsof(port));
  return pid ? { pid, command: commandOf(pid) ?? '' } : undefined;
};
