import { constants } from 'node:fs';
import { access, chmod, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Policy } from '@start-observability/guard/policy.ts';
import writeFileAtomic from 'write-file-atomic';
import { Failure } from '../../failure.ts';
import { noDecision } from '../decide/client-answer.ts';
import { writePolicy } from '../decide/policy-file.ts';
import { projectPolicyPlace } from '../decide/project-policy.ts';
import { shellWord } from '../hook-settings.ts';
import { certificateFile, pinOf } from '../pinned-certificate.ts';
import { socketName } from '../socket.ts';
import { prepareSpool } from './spool.ts';

export interface EntryPrograms {
  readonly sh: string;
  /** Empty: there is none, and Node does its work. */
  readonly cat: string;
  readonly curl: string;
  readonly node: string;
}

export interface EntryOptions {
  /** Port of the service on the loopback address, for TLS where no socket reaches it. */
  readonly port: number;
  /** Folder of the entry: itself, the program it falls back to, spool, approvals and policy. */
  readonly folder: string;
  /** Where events wait, as a word of a shell; absent: in the folder of the entry. */
  readonly state?: string;
  /** Folder of the service's socket. */
  readonly sockets: string;
  readonly secrets: string;
  /** Whether the service runs in a container, where it does not see projects and what they add to the policy. */
  readonly isContainer?: boolean;
  /** The service's certificate as PEM; absent: the entry does not ask by TLS. */
  readonly certificate?: string | undefined;
}

/** Seconds the service has to answer before the entry decides alone. */
export const answerSeconds = 0.4;

/** Seconds it has when so many entries decide alone that another would only make it slower. */
const patienceSeconds = 5;

/** Name of the program that decides without the service, in the folder of the entry. */
export const aloneFile = 'alone.mjs';

/** Where the programs lie on Linux, macOS and the BSDs. Looked up here, so that the entry never searches. */
const places = (name: string): readonly string[] =>
  ['/usr/bin', '/bin', '/usr/local/bin', '/opt/homebrew/bin', '/run/current-system/sw/bin'].map((folder) =>
    path.join(folder, name),
  );

const isExecutable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

/** Absolute path of a program: in the usual places, else on PATH. Undefined: there is none. */
const findProgram = async (name: string): Promise<string | undefined> => {
  const onPath = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder));
  for (const place of [...places(name), ...onPath.map((folder) => path.join(folder, name))])
    if (await isExecutable(place)) return place;
  return undefined;
};

/** Absolute path of curl, if there is one. */
export const findCurl = (): Promise<string | undefined> => findProgram('curl');

/** Absolute path of cat; empty: there is none. */
export const findCat = async (): Promise<string> => (await findProgram('cat')) ?? '';

const findPrograms = async (): Promise<EntryPrograms> => ({
  sh: (await isExecutable('/bin/sh')) ? '/bin/sh' : ((await findProgram('sh')) ?? '/bin/sh'),
  cat: await findCat(),
  curl: (await findCurl()) ?? '',
  node: process.execPath,
});

/** The entry's text: `entry.sh` with everything that is known at setup put into it. */
export const entryScript = (
  template: string,
  { port, folder, state = shellWord(folder), sockets, secrets, isContainer, certificate }: EntryOptions,
  { sh, cat, curl, node }: EntryPrograms,
): string => {
  const values: Readonly<Record<string, string>> = {
    sh,
    cat: shellWord(cat),
    curl: shellWord(curl),
    node: shellWord(node),
    folder: shellWord(folder),
    state,
    sockets: shellWord(sockets),
    secrets: shellWord(secrets),
    socket: socketName,
    container: isContainer ? 'yes' : "''",
    port: String(port),
    certificate: certificateFile,
    pin: certificate ? shellWord(pinOf(certificate)) : "''",
    projectPolicy: projectPolicyPlace,
    answerSeconds: String(answerSeconds),
    patienceSeconds: String(patienceSeconds),
    noDecision,
  };
  return template.replaceAll(/@(\w+)@/g, (whole, name: string) => values[name] ?? whole);
};

export interface InstallOptions extends EntryOptions {
  /** Folder with `alone.js` and `entry.sh`, `dist/hooks/entry`: copied, so that the entry outlives the checkout. */
  readonly from: string;
  readonly policy: Policy;
  /** Ports on which the ledger and the hook service are asked, where they are not the default ones. */
  readonly stackPorts?: readonly number[];
  /** Other programs than those found on this machine. */
  readonly programs?: Partial<EntryPrograms>;
}

/** The folder of the entry in the home folder of the stack. */
export const entryFolder = (home: string): string => path.join(home, 'hooks');

/** Path of the entry in its folder: what the client's settings name. */
export const entryPath = (folder: string): string => path.join(folder, 'entry');

/** @throws Failure when the checkout is not built */
const built = async (file: string): Promise<Buffer> => {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new Failure('The program of the hook entry is missing.', {
      where: file,
      fix: 'npm run build',
      cause,
    });
  }
};

/**
 * Writes the entry (mode 0700), the program it falls back to and the policy it decides by. Safe to repeat, also while
 * clients use it. Throws a Failure when the bundle is not built.
 */
export const installEntry = async ({
  from,
  policy,
  stackPorts = [],
  programs,
  ...options
}: InstallOptions): Promise<void> => {
  const { folder, sockets, certificate } = options;
  for (const one of [folder, sockets]) {
    await mkdir(one, { recursive: true, mode: 0o700 });
    await chmod(one, 0o700);
  }
  const program = await built(path.join(from, 'alone.js'));
  const template = await built(path.join(from, 'entry.sh'));
  await writeFileAtomic(path.join(folder, aloneFile), program, { mode: 0o600 });
  writePolicy(folder, { policy, stackPorts });
  const beside = path.join(folder, certificateFile);
  if (certificate) await writeFileAtomic(beside, certificate, { mode: 0o600 });
  else await rm(beside, { force: true });
  const script = entryScript(template.toString('utf8'), options, { ...(await findPrograms()), ...programs });
  await writeFileAtomic(entryPath(folder), script, { mode: 0o700 });
  if (!options.state) prepareSpool(folder);
};
