import { shellWord } from '../hooks/hook-settings.ts';

/**
 * The program that stands before another status line. It passes the limits of the plan on beside it and then
 * becomes their command: output, errors, exit code, signals and the client's time limit are theirs.
 */
export const wrapScript = (passOn: string, catPath: string): string =>
  `#!/bin/sh
# Written by start-observability. $1: the status line of before, which this becomes.
payload=$(${shellWord(catPath)})
case $payload in
  *'"rate_limits"'*) (printf '%s' "$payload" | ${shellWord(passOn)} >/dev/null 2>&1 &) ;;
esac
exec /bin/sh -c "$1" <<END
$payload
END
`;

interface StatusLineSetting {
  readonly command: string;
}

const isCommand = (setting: unknown): setting is StatusLineSetting =>
  typeof setting === 'object' &&
  setting !== null &&
  typeof (setting as Partial<StatusLineSetting>).command === 'string' &&
  (setting as StatusLineSetting).command.trim() !== '';

/** Somebody's `statusLine` with our program before its command; undefined where there is nothing to stand before. */
export const wrappedSetting = (theirs: unknown, program: string): object | undefined =>
  isCommand(theirs) && !theirs.command.startsWith(shellWord(program))
    ? { ...theirs, command: `${shellWord(program)} ${shellWord(theirs.command)}` }
    : undefined;
