import { shellWord } from '../hooks/hook-settings.ts';
import { socketName } from '../hooks/socket.ts';

export interface PassOnOptions {
  /** Absolute path; without it nothing is passed on. */
  readonly curlPath: string | undefined;
  /** Folder of the hook service's socket. */
  readonly sockets: string;
  /** Port of the hook service, asked where no socket reaches it. */
  readonly hooksPort: number;
  /** The file with the token that the service wants on its port. */
  readonly secretFile: string;
}

/** Seconds after which the wait for the service ends; the status line never waits. */
const longestSeconds = 1;

/**
 * The program that gives the hook service what the client handed to a status line, on standard input: POSIX sh, silent,
 * and called beside the line, never before it.
 */
export const passOnScript = ({ curlPath, sockets, hooksPort, secretFile }: PassOnOptions): string =>
  `#!/bin/sh
# Written by start-observability; gives its hook service the limits of the plan.
PATH=/usr/bin:/bin
export PATH
unset LD_PRELOAD ENV BASH_ENV CURL_HOME
curl=${shellWord(curlPath ?? '')}
secret=${shellWord(secretFile)}
[ -x "$curl" ] || exit 0

send() {
  "$curl" -q -s --noproxy '*' --proto '=http' --max-time ${longestSeconds} --max-filesize 4096 -X POST \\
    -H 'Content-Type: application/json' -H 'Expect:' -H "X-Client: \${CLAUDE_CONFIG_DIR:-\${HOME:-}}" --data-binary @- "$@"
}

# From the folder of the socket, so that a long home does not make its name too long.
if cd ${shellWord(sockets)} 2>/dev/null && [ -S ${socketName} ]; then
  send --unix-socket ${socketName} http://localhost/statusline
elif [ -r "$secret" ] && read -r token <"$secret"; then
  # By a file of its own, because everybody can read arguments.
  send -K /dev/fd/3 http://127.0.0.1:${hooksPort}/statusline 3<<END
header = "Authorization: Bearer $token"
END
fi
exit 0
`;
