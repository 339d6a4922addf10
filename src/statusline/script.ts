import { shellWord } from '../hooks/hook-settings.ts';

export interface StatuslineOptions {
  /** Port of the ledger on the loopback address. */
  readonly port: number;
  /** Absolute path; without it only the session's own cost is shown. */
  readonly curlPath: string | undefined;
  /** The program that passes limits of the plan on. */
  readonly passOn: string;
  /** Folder where the last answer is kept. */
  readonly folder: string;
  /** The file with the token that the ledger wants. */
  readonly secretFile: string;
  /** US dollars a day; undefined: no budget is set. */
  readonly dailyBudget: number | undefined;
  /** Seconds that the ledger has to answer. */
  readonly answerSeconds: number;
}

/**
 * Reads numbers out of the two answers by their keys, which are unique in both: `total_cost_usd` in what the client
 * sends (documented under «status line»), and the keys of the ledger's summary.
 */
const program = `
function number(text, key,   rest) {
  if (!match(text, "\\"" key "\\"[ \\t\\n]*:[ \\t\\n]*-?[0-9]")) return ""
  rest = substr(text, RSTART + RLENGTH - 1)
  if (substr(text, RSTART + RLENGTH - 2, 1) == "-") rest = "-" rest
  match(rest, /^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?/)
  return substr(rest, 1, RLENGTH) + 0
}
function used(window,   at) {
  at = index(ENVIRON["payload"], "\\"" window "\\"")
  return at ? number(substr(ENVIRON["payload"], at), "used_percentage") : ""
}
function limit(name, share) {
  if (share == "") return
  share = int(share)
  add(share >= 95 ? painted(31, name " " share "%") : share >= 80 ? painted(33, name " " share "%") : name " " share "%")
}
function money(amount) { return amount > 0 && amount < 0.005 ? "under $0.01" : sprintf("$%.2f", amount) }
function add(part) { line = line (line == "" ? "" : " · ") part }
function painted(colour, text) { return ENVIRON["NO_COLOR"] == "" ? "\\033[" colour "m" text "\\033[0m" : text }
BEGIN {
  today = number(ENVIRON["answer"], "costTodayUSD")
  session = number(ENVIRON["payload"], "total_cost_usd")
  active = number(ENVIRON["answer"], "sessionsActive")
  budget = ENVIRON["budget"]
  if (today != "") add("today " money(today))
  if (session != "") add("session " money(session))
  if (today != "" && budget != "") {
    left = budget - today
    if (left < 0) add(painted(31, money(-left) " over budget"))
    else if (left <= budget / 5) add(painted(33, money(left) " of " money(budget) " left"))
    else add(money(left) " of " money(budget) " left")
  }
  limit("5h", used("five_hour"))
  limit("week", used("seven_day"))
  if (active != "") add(active " active")
  if (today == "") add(ENVIRON["answer"] == "slow" ? "observability is busy" : "observability is off")
  print line
}`;

/**
 * The command of the client's status line: POSIX sh, absolute paths, nothing from PATH or a proxy. Always prints one
 * short line and ends with 0, whatever is down. A slow ledger does not hold it up: the line then shows its last answer.
 */
export const statuslineScript = ({
  port,
  curlPath,
  passOn,
  folder,
  secretFile,
  dailyBudget,
  answerSeconds,
}: StatuslineOptions): string =>
  `#!/bin/sh
# Written by start-observability; reads the session's JSON on standard input and prints one line.
PATH=/usr/bin:/bin
LC_ALL=C
export PATH LC_ALL
unset LD_PRELOAD ENV BASH_ENV CURL_HOME
umask 077
curl=${shellWord(curlPath ?? '')}
last=${shellWord(`${folder}/statusline.last`)}
secret=${shellWord(secretFile)}
budget=${dailyBudget ?? ''}

payload=
[ -t 0 ] || payload=$(/bin/cat)

# Beside the line, never before it.
case $payload in
  *'"rate_limits"'*) (printf '%s' "$payload" | ${shellWord(passOn)} >/dev/null 2>&1 &) ;;
esac

answer=
if [ -x "$curl" ]; then
  token=
  [ ! -r "$secret" ] || read -r token <"$secret"
  # By standard input, because everybody can read arguments.
  answer=$(printf 'header = "Authorization: Bearer %s"\\n' "$token" | "$curl" -q -s -K - --noproxy '*' --proto '=http' --max-time ${answerSeconds} --max-filesize 4096 \\
    http://127.0.0.1:${port}/api/summary 2>/dev/null)
  case $? in
    0) case $answer in '{"lastData":'*'}') printf '%s\\n' "$answer" 2>/dev/null >"$last" ;; *) answer= ;; esac ;;
    28) answer=slow; [ ! -r "$last" ] || read -r answer <"$last" ;;
    *) answer= ;;
  esac
fi

export payload answer budget
awk ${shellWord(program)} </dev/null 2>/dev/null || echo observability
exit 0
`;
