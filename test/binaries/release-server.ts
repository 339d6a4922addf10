import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { onTestFinished, vi } from 'vitest';
import {
  type ProgramName,
  type ProgramSurroundings,
  platform,
  programs,
} from '../../src/binaries/program.ts';
import type { Progress } from '../../src/binaries/progress.ts';
import { onPath } from '../../src/binaries/search-path.ts';

/** An empty folder that is gone after the test. */
export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'programs-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** What a test server does with a request instead of serving the whole file. */
export interface Fault {
  /** Break the connection after so many bytes. */
  readonly cutAfter?: number;
  /** Send so many bytes, then nothing more. */
  readonly stallAfter?: number;
  readonly status?: number;
  readonly redirectTo?: string;
  readonly ignoreRange?: boolean;
  /** Send only so many bytes of the range that was asked for, as a server may. */
  readonly atMost?: number;
}

export interface Requested {
  readonly path: string;
  readonly range: string | undefined;
}

/** Sends `file` from the byte that the request's range names, wholly or until a fault stops it. */
const send = (file: Buffer, range: string | undefined, fault: Fault, response: http.ServerResponse) => {
  const from = fault.ignoreRange ? 0 : Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
  if (from > 0 && from >= file.length) {
    response.writeHead(416, { 'content-range': `bytes */${file.length}` }).end();
    return;
  }
  const rest = file.subarray(from, fault.atMost && from + fault.atMost);
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': rest.length,
    ...(from > 0 && { 'content-range': `bytes ${from}-${from + rest.length - 1}/${file.length}` }),
  });
  const some = fault.cutAfter ?? fault.stallAfter;
  if (some === undefined) response.end(rest);
  else response.write(rest.subarray(0, some), () => fault.cutAfter !== undefined && response.destroy());
};

/** A web server with files by path. Each request for one takes the next of `faults`, then all goes well. */
export const startServer = async (files: Readonly<Record<string, Buffer>>, faults: Fault[] = []) => {
  const requests: Requested[] = [];
  const server = http.createServer(({ url: name = '', headers: { range } }, response) => {
    requests.push({ path: name, range });
    const file = files[name];
    const fault = (file && faults.shift()) ?? {};
    if (fault.redirectTo) response.writeHead(302, { location: fault.redirectTo }).end();
    else if (!file || fault.status) response.writeHead(fault.status ?? 404).end('no');
    else send(file, range, fault, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
};

/** PATH with nothing but what is needed to unpack: no program of ours, no package tool, no Go. */
export const barePath = async (): Promise<void> => {
  const folder = await temporaryFolder();
  for (const tool of ['tar', 'gzip', 'sh', 'cat', 'echo', 'sleep'])
    await symlink((await onPath(tool)) ?? tool, path.join(folder, tool));
  vi.stubEnv('PATH', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
};

/** A program as a shell script that knows its version, and its modules when it plays a collector. */
export const script = (version: string, modules: readonly string[] = []) =>
  [
    '#!/bin/sh',
    `case $1 in components) echo "${modules.map((module) => `module: ${module} v1`).join('\n')}" ;;`,
    `*) echo "program, version ${version} (branch: HEAD)" ;; esac`,
    '',
  ].join('\n');

/** The files of an official release of `name`, by their official paths: the archive, and its checksum. */
export const releaseOf = async (name: ProgramName, version: string): Promise<Record<string, Buffer>> => {
  const here = platform();
  const { release, project } = programs[name];
  if (!here) throw new Error('no release for this platform');
  const url = new URL(release.url(here));
  const archive = path.posix.basename(url.pathname);
  const folder = await temporaryFolder();
  const leading = release.strip ? archive.replace('.tar.gz', '') : '.';
  for (const program of Object.values(programs).filter((other) => other.project === project)) {
    const file = path.join(folder, leading, program.inside.release ?? '');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, script(version), { mode: 0o755 });
  }
  // Something that does not compress, so that the archive has a size to cut.
  await writeFile(path.join(folder, leading, 'LICENSE'), createHash('sha512').update(name).digest());
  // Beside what is packed: tar complains about a folder that changes under its hands.
  const packed = path.join(await temporaryFolder(), 'packed.tar.gz');
  await execa('tar', ['-czf', packed, '-C', folder, leading]);
  const bytes = await readFile(packed);
  const sum = createHash('sha256').update(bytes).digest('hex');
  const sums = path.posix.join(path.posix.dirname(url.pathname), release.checksums(archive));
  return {
    [url.pathname]: bytes,
    [sums]: Buffer.from(`${'0'.repeat(64)}  other.tar.gz\n${sum}  ${archive}\n`),
  };
};

/** A mirror folder with `files` at their paths. */
export const mirrorFolder = async (files: Readonly<Record<string, Buffer>>): Promise<string> => {
  const folder = await temporaryFolder();
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), bytes);
  }
  return folder;
};

/** Surroundings with an empty cache that remember what was reported. */
export const surroundings = async (options: Partial<ProgramSurroundings> = {}) => {
  const reported: Progress[] = [];
  const here: ProgramSurroundings = {
    bin: path.join(await temporaryFolder(), 'bin'),
    configured: {},
    report: (progress) => reported.push(progress),
    ...options,
  };
  return { here, reported };
};
