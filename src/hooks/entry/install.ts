import { constants } from 'node:fs';
import { access, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Policy } from '@start-observability/guard/policy.ts';
import writeFileAtomic from 'write-file-atomic';
import { Failure } from '../../failure.ts';
import { noDecision } from '../decide/client-answer.ts';
import { writePolicy } from '../decide/policy-file.ts';
import { projectPolicyPlace } from '../decide/project-policy.ts';
import { shellWord } from '../hook-settings.ts';

export interface EntryOptions {
  /** Port of the service on the loopback address. */
  readonly port: number;
  /** Absolute paths of the programs; without curl every call costs a Node process. */
  readonly nodePath: string;
  readonly curlPath: string | undefined;
  /** Folder of the entry: itself, the program it falls back to, spool, leaves and policy. */
  readonly folder: string;
  readonly secrets: string;
  /** Whether the service runs in a container, where it does not see projects and what they add to the policy. */
  readonly isContainer?: boolean;
}

/** Seconds the service has to answer before the entry decides by itself. */
export const answerSeconds = 0.4;

const decideName = 'decide.mjs';

const lastResort = JSON.stringify({
  hookSpecificOutput: {
    hookEventName: 'PreToolUse',
    permissionDecision: 'ask',
    permissionDecisionReason:
      'The guard of start-observability cannot run (start-observability doctor says why), and this call could do harm.',
  },
});

/** The service in its container does not see a project's own policy; where there is one, the entry decides. */
const besideProject = `
place=\${CLAUDE_PROJECT_DIR:-}
case $place in /*) ;; *) place= ;; esac
while [ -n "$place" ]; do
  [ -e "$place/${projectPolicyPlace}" ] && here=yes
  place=\${place%/*}
done
`;

/**
 * The command that Claude Code runs: POSIX sh, absolute paths only, nothing from PATH, the current folder or a proxy.
 *
 * It asks the service by curl. Anything but a clear answer (down, slow, too large, another program on the port) makes
 * it ask the same guard in a fresh Node process. When even that is gone, what looks dangerous is put to the person.
 */
export const entryScript = ({
  port,
  nodePath,
  curlPath,
  folder,
  secrets,
  isContainer,
}: EntryOptions): string =>
  `#!/bin/sh
# Written by start-observability; reads a hook's JSON on standard input and prints the answer, or nothing.
PATH=/usr/bin:/bin
export PATH
unset NODE_OPTIONS NODE_PATH LD_PRELOAD ENV BASH_ENV CURL_HOME
umask 077
folder=${shellWord(folder)}
curl=${shellWord(curlPath ?? '')}
node=${shellWord(nodePath)}
cd / || exit 0

payload=$(/bin/cat)

# Tells one event from another, also when curl's request arrived and only its answer was lost.
id=
if [ -r /proc/sys/kernel/random/uuid ]; then read -r id </proc/sys/kernel/random/uuid; fi
[ -n "$id" ] || id="$$-$(/bin/date +%s)-\${CLAUDE_CODE_SESSION_ID:-none}"

holds_files() {
  for file in "$1"/*; do [ -e "$file" ] && return 0; done
  return 1
}

# Gives the service what was decided without it, beside the client and one at a time.
hand_in() {
  holds_files "$folder/spool" && [ -x "$node" ] || return
  if ! /bin/mkdir "$folder/hand-in.lock" 2>/dev/null; then
    /usr/bin/find "$folder/hand-in.lock" -prune -mmin +1 -exec /bin/rmdir {} \\; 2>/dev/null
    return
  fi
  (
    trap '' HUP
    "$node" "$folder/${decideName}" hand-in "$folder" ${port}
    /bin/rmdir "$folder/hand-in.lock"
  ) </dev/null >/dev/null 2>&1 &
}

# While a person's leave waits to be used, the decision is made here.
here=
holds_files "$folder/allowed" && here=yes
${isContainer ? besideProject : ''}
if [ -x "$curl" ] && [ -z "$here" ]; then
  answer=$(printf '%s' "$payload" | "$curl" -q -s --noproxy '*' --proto '=http' --connect-timeout 0.2 \\
    --max-time ${answerSeconds} --max-filesize 65536 -X POST -H 'Content-Type: application/json' -H 'Expect:' \\
    -H "X-Event-Id: $id" -w '%{http_code} %{content_type}' --data-binary @- \\
    http://127.0.0.1:${port}/hooks 2>/dev/null) &&
    case $answer in
      '204 ${noDecision}')
        hand_in
        exit 0
        ;;
      '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny",'*'}}200 application/json'* | \\
        '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"ask",'*'}}200 application/json'*)
        printf '%s' "\${answer%200 application/json*}"
        hand_in
        exit 0
        ;;
    esac
fi

if [ -x "$node" ]; then
  answer=$(printf '%s' "$payload" |
    "$node" "$folder/${decideName}" decide "$folder" ${shellWord(secrets)} "$id" 2>/dev/null) && {
    printf '%s' "$answer"
    [ -z "$here" ] || hand_in
    exit 0
  }
fi

# No service and no Node: nobody can read the call. What looks harmless passes, the rest is the person's to decide.
case $payload in
  *'"PreToolUse"'*) ;;
  *) exit 0 ;;
esac
case $payload in
  *'rm '* | *rmdir* | *unlink* | *delete* | *shred* | *truncate* | *'dd '* | *mkfs* | *' -f'* | *--force* | *--hard* | \\
    *sudo* | *chmod* | *chown* | *eval* | *'| '* | *'|sh'* | *'|bash'* | *'git '* | *.env* | *.ssh* | *.aws* | *.pem* | \\
    *secret* | *credential* | *drop* | *DROP* | *kubectl* | *docker* | *terraform*)
    printf '%s' ${shellWord(lastResort)}
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

export interface InstallOptions extends Omit<EntryOptions, 'curlPath'> {
  /** The bundle to copy beside the entry, `dist/hooks/entry/alone.js`: the entry then outlives the checkout. */
  readonly decideBundle: string;
  readonly policy: Policy;
}

/** The folder of the entry in the home folder of the stack. */
export const entryFolder = (home: string): string => path.join(home, 'hooks');

/** Path of the entry in its folder: what the client's settings name. */
export const entryPath = (folder: string): string => path.join(folder, 'entry');

/**
 * Writes the entry (mode 0700), the program it falls back to and the policy it decides by. Safe to repeat, also while
 * clients use it. Throws a Failure when the bundle is not built.
 */
export const installEntry = async ({ decideBundle, policy, ...options }: InstallOptions): Promise<void> => {
  const { folder } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let program: Buffer;
  try {
    program = await readFile(decideBundle);
  } catch (cause) {
    throw new Failure('The program of the hook entry is missing.', {
      where: decideBundle,
      fix: 'npm run build',
      cause,
    });
  }
  await writeFileAtomic(path.join(folder, decideName), program, { mode: 0o600 });
  writePolicy(folder, policy);
  const script = entryScript({ ...options, curlPath: await findCurl() });
  await writeFileAtomic(entryPath(folder), script, { mode: 0o700 });
};
