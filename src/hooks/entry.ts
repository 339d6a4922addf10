import { constants } from 'node:fs';
import { access, chmod, copyFile, mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Failure } from '../failure.ts';
import { shellWord } from './settings.ts';

export interface EntryOptions {
  readonly port: number;
  /** Absolute paths of the programs; without curl every call costs a Node process. */
  readonly nodePath: string;
  readonly curlPath: string | undefined;
  readonly decidePath: string;
  /** The service's data folder, as the client's machine sees it. */
  readonly data: string;
  readonly secrets: string;
}

/** Milliseconds the service has to answer before the entry decides by itself. */
export const answerMilliseconds = 400;

/**
 * The command that Claude Code runs: POSIX sh, absolute paths only, nothing from PATH, the current folder or a proxy.
 *
 * It asks the service by curl. Anything but a clear answer (down, slow, too large, another program on the port) makes
 * it ask the same guard in a fresh Node process. When even that is gone, what looks dangerous is put to the person.
 */
export const entryScript = ({ port, nodePath, curlPath, decidePath, data, secrets }: EntryOptions): string =>
  `#!/bin/sh
# Written by start-observability; reads a hook's JSON on standard input and prints the answer, or nothing.
PATH=/usr/bin:/bin
export PATH
unset NODE_OPTIONS NODE_PATH LD_PRELOAD ENV BASH_ENV CURL_HOME
IFS=' '
umask 077
cd / || exit 0

payload=$(/bin/cat)

# Tells one event from another, also when curl's request arrived and only its answer was lost.
id=
if [ -r /proc/sys/kernel/random/uuid ]; then read -r id </proc/sys/kernel/random/uuid; fi
[ -n "$id" ] || id="$$-$(/bin/date +%s)-\${CLAUDE_CODE_SESSION_ID:-none}"

curl=${curlPath ? shellWord(curlPath) : ''}
if [ -n "$curl" ] && [ -x "$curl" ]; then
  answer=$(printf '%s' "$payload" | "$curl" -q -s --noproxy '*' --proto '=http' --connect-timeout 0.2 \\
    --max-time ${answerMilliseconds / 1000} --max-filesize 65536 -X POST -H 'Content-Type: application/json' -H 'Expect:' \\
    -H "X-Event-Id: $id" -w '%{http_code}' --data-binary @- http://127.0.0.1:${port}/hooks 2>/dev/null)
  if [ $? -eq 0 ]; then
    case $answer in
      204) exit 0 ;;
      '{"hookSpecificOutput":{"hookEventName":"PreToolUse",'*'}}200') printf '%s' "\${answer%200}"; exit 0 ;;
      400) exit 0 ;;
    esac
  fi
fi

node=${shellWord(nodePath)}
if [ -x "$node" ]; then
  answer=$(printf '%s' "$payload" | "$node" ${shellWord(decidePath)} ${shellWord(data)} ${shellWord(secrets)} "$id" 2>/dev/null) && {
    printf '%s' "$answer"
    exit 0
  }
fi

# No service and no Node: nobody can read the call. What looks harmless passes, the rest is the person's to decide.
case $payload in
  *'"PreToolUse"'*) ;;
  *) exit 0 ;;
esac
case $payload in
  *'rm '* | *rmdir* | *unlink* | *delete* | *.env* | *' -f'* | *--force* | *--hard* | *'dd '* | *mkfs* | *sudo* | *chmod* | \\
    *chown* | *'| '* | *eval* | *'.ssh'* | *.aws* | *.pem* | *secret* | *credential* | *'git '* | *drop* | *DROP*)
    printf '%s' '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"ask","permissionDecisionReason":"The guard of start-observability cannot run (start-observability doctor says why), and this call could do harm."}}'
    ;;
esac
exit 0
`;

/** Where curl lies on Linux, macOS and the BSDs. Looked up here, so that the entry never searches. */
const curlPlaces = ['/usr/bin/curl', '/bin/curl', '/usr/local/bin/curl', '/opt/homebrew/bin/curl'];

const isExecutable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

/** Absolute path of curl, if there is one. */
export const findCurl = async (): Promise<string | undefined> => {
  for (const place of curlPlaces) if (await isExecutable(place)) return place;
  return undefined;
};

export interface InstallOptions extends Omit<EntryOptions, 'curlPath' | 'decidePath'> {
  /** Absolute path of the script to write, `<home>/hooks/entry`. */
  readonly entryPath: string;
  /** The bundle to copy beside it, `dist/hooks/decide.js`: the entry then outlives the checkout. */
  readonly decideBundle: string;
}

/** Writes the entry (mode 0700) and what it falls back to. Throws a Failure when the bundle is not built. */
export const installEntry = async ({
  entryPath,
  decideBundle,
  ...options
}: InstallOptions): Promise<void> => {
  const folder = path.dirname(entryPath);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const decidePath = path.join(folder, 'decide.mjs');
  const fresh = `${decidePath}.${process.pid}`;
  try {
    await copyFile(decideBundle, fresh);
  } catch (cause) {
    throw new Failure('The program of the hook entry is missing.', {
      where: decideBundle,
      fix: 'npm run build',
      cause,
    });
  }
  await chmod(fresh, 0o600);
  await rename(fresh, decidePath);
  const script = entryScript({ ...options, decidePath, curlPath: await findCurl() });
  await writeFileAtomic(entryPath, script, { mode: 0o700 });
};
