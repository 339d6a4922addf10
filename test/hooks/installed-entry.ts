import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import path from 'node:path';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import { onTestFinished } from 'vitest';
import { type EntryPrograms, entryPath, installEntry } from '../../src/hooks/entry/install.ts';
import { socketName } from '../../src/hooks/socket.ts';
import { entryPrograms } from './bundle.ts';
import { secretsIn, temporary } from './open.ts';

const built = entryPrograms();

interface Install {
  readonly sockets?: string;
  readonly secrets?: string;
  readonly port?: number;
  readonly isContainer?: boolean;
  readonly programs?: Partial<EntryPrograms>;
  readonly certificate?: string;
}

/** The entry as `setup` installs it, in a folder of its own. */
export const install = async ({
  sockets = temporary(),
  secrets = secretsIn(temporary()),
  port = 9,
  isContainer = false,
  programs = {},
  certificate,
}: Install = {}) => {
  const folder = path.join(temporary(), 'the entry');
  await installEntry({
    port,
    folder,
    sockets,
    secrets,
    isContainer,
    programs,
    certificate,
    from: built.from,
    policy: defaultPolicy,
  });
  return { entry: entryPath(folder), folder, place: { entry: folder, sockets, secrets } };
};

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** Runs the entry as the client does: by a shell, the JSON on standard input, in some folder. */
export const run = async (
  entry: string,
  payload: unknown,
  env: Record<string, string> = {},
): Promise<Ran> => {
  const child = spawn(`'${entry.replaceAll("'", "'\\''")}'`, {
    shell: true,
    cwd: temporary(),
    env: { HOME: '/nowhere', PATH: '/nowhere', ...env },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (part) => {
    stdout += part;
  });
  child.stderr.on('data', (part) => {
    stderr += part;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(typeof payload === 'string' ? payload : JSON.stringify(payload));
  await once(child, 'close');
  return { stdout, stderr, code: child.exitCode };
};

export const silent: Ran = { stdout: '', stderr: '', code: 0 };
export const decision = ({ stdout }: Ran): string => JSON.parse(stdout).hookSpecificOutput.permissionDecision;
export const spoolOf = (folder: string): string[] => {
  const spool = path.join(folder, 'spool');
  return existsSync(spool) ? readdirSync(spool).filter((name) => !name.startsWith('.')) : [];
};

/** A server on a socket of that folder, as a program that answers in the place of the service. */
export const onSocket = async (sockets: string, listener: RequestListener) => {
  const server = createServer(listener).listen(path.join(sockets, socketName));
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
};
