#!@sh@
# Written by start-observability; reads a hook's JSON on standard input and prints the answer, or nothing.
#
# Asks the hook-event service by a socket that only it can have made, or by TLS with the certificate of a key that only it
# has; without a clear answer the same guard decides in a fresh Node process. No missing or slow part lets a call pass, and the exit code is never 1, which other clients take
# for a pass. Nothing is taken from PATH, the current folder, a proxy or a configuration of curl or Node.
unset NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS LD_PRELOAD ENV BASH_ENV CURL_HOME
unset OPENSSL_CONF OPENSSL_MODULES OPENSSL_ENGINES SSLKEYLOGFILE CURL_SSL_BACKEND
umask 077
folder=@folder@
# Where events wait and locks lie: the folder itself, or one of the user's where the folder is read-only.
state=@state@
sockets=@sockets@
secrets=@secrets@
cat=@cat@
curl=@curl@
node=@node@
# Set where the service runs in a container: it sees no project, and perhaps its socket does not reach us.
container=@container@
port=@port@
# SHA-256 of the service's public key, whose certificate lies in the folder; empty: it answers no TLS.
pin=@pin@

# The folder of the socket, so that a long home does not make the socket's name too long.
cd "$sockets" 2>/dev/null || cd /

# Tells one event from another, also when curl's request arrived and only its answer was lost.
id=
[ -r /proc/sys/kernel/random/uuid ] && read -r id </proc/sys/kernel/random/uuid
if [ -z "$id" ]; then
  # shellcheck disable=SC3028 # Where a shell has no RANDOM, the rest must do.
  id="$$-$PPID-${RANDOM:-0}-${CLAUDE_CODE_SESSION_ID:-none}"
  [ -x /bin/date ] && id="$id-$(/bin/date +%s)"
fi

# Only a process of ours makes a socket that belongs to us, in a folder that belongs to us. In a container of the client
# the folder is a read-only mount of its own, which nobody inside can make, move or cover, not even root.
is_proven() {
  if [ -O @socket@ ] && [ -O . ]; then return 0; fi
  sealed=
  while read -r _ _ _ _ point options _; do
    [ "$point" = "$sockets" ] || continue
    case $options in ro | ro,*) sealed=yes ;; *) sealed= ;; esac
  done </proc/self/mountinfo
  [ -n "$sealed" ]
} 2>/dev/null

holds_files() {
  for file in "$1"/*; do [ -e "$file" ] && return 0; done
  return 1
}

# Takes a lock: a file with the process id of its holder, who is still there. No program is needed for it.
take() {
  if (set -C && echo "$2" >"$1") 2>/dev/null; then return 0; fi
  holder=
  { read -r holder <"$1"; } 2>/dev/null
  if [ -n "$holder" ] && kill -0 "$holder" 2>/dev/null; then return 1; fi
  { echo "$2" >|"$1"; } 2>/dev/null
}

# Gives the service what was decided without it, beside the client and one at a time.
hand_in() {
  holds_files "$state/spool" && [ -x "$node" ] || return
  take "$state/hand-in.lock" $$ || return
  (
    trap '' HUP
    exec "$node" "$folder/alone.mjs" hand-in "$state" "$sockets" "$secrets" "$port" "$folder" "$pin"
  ) </dev/null >/dev/null 2>&1 &
  echo $! >|"$state/hand-in.lock"
}

# Without cat, without Node, or when neither could read: one character at a time, which is slow and needs nothing.
read_slowly() {
  payload=
  while IFS= read -r line; do payload=$payload$line; done
  payload=$payload$line
}

# Nobody can read the call: it is refused, in the form of whoever sent it.
refuse() {
  why='The guard of start-observability cannot run here: Node is missing or broken. A person can repair it in a terminal: start-observability setup, or switch it off for a while: start-observability guard off 30m --reason repair'
  case $payload in
    *'"BeforeTool"'*) printf '{"decision":"deny","reason":"%s"}' "$why" ;;
    *'"PreSkillShellCommand"'*) refuse_event PreSkillShellCommand ;;
    *'"PreToolUse"'*) refuse_event PreToolUse ;;
    *'"toolResult"'*) ;;
    *'"toolName"'* | *'"preToolUse"'*) printf '{"permissionDecision":"deny","permissionDecisionReason":"%s"}' "$why" ;;
    *'"tool.execute.before"'*) printf '{"decision":"block","reason":"%s"}' "$why" ;;
    '')
      # Node has read it and failed: only the exit code that blocks is left.
      if [ -n "$failed" ]; then
        echo "$why" >&2
        exit 2
      fi
      ;;
  esac
  exit 0
}

refuse_event() {
  printf '{"hookSpecificOutput":{"hookEventName":"%s","permissionDecision":"deny","permissionDecisionReason":"%s"}}' "$1" "$why"
}

# Asks the service for at most $1 seconds, in the way $way. Ends the entry when it answered; leaves curl's exit code in
# $asked.
ask_service() {
  case $way in
    socket) set -- "$1" --proto '=http' --unix-socket @socket@ http://localhost/hooks ;;
    tls)
      set -- "$1" --proto '=https' --tlsv1.2 --cacert "$folder/@certificate@" --pinnedpubkey "sha256//$pin" \
        "https://127.0.0.1:$port/hooks"
      ;;
  esac
  answer=$(
    printf '%s' "$payload" | "$curl" -q -s --noproxy '*' --max-filesize 65536 -X POST \
      -H 'Content-Type: application/json' -H 'Expect:' -H "X-Event-Id: $id" -H "X-Home: ${HOME:-}" \
      -H "X-Project: ${CLAUDE_PROJECT_DIR:-}" -w '%{http_code} %{content_type}' --data-binary @- --max-time "$@" \
      2>/dev/null
  )
  asked=$?
  [ "$asked" -eq 0 ] || return
  case $answer in
    '204 @noDecision@') ;;
    '{'*'ecision":"deny"'*'}200 application/json'* | '{'*'ecision":"ask"'*'}200 application/json'* | \
      '{'*'ecision":"block"'*'}200 application/json'* | '{"systemMessage":"'*'}200 application/json'*)
      printf '%s' "${answer%200 application/json*}"
      ;;
    *) return ;;
  esac
  hand_in
  exit 0
}

# The same guard in a process of its own; $1 is what it reads, our payload or standard input.
decide_alone() {
  if [ "$1" = payload ]; then
    answer=$(printf '%s' "$payload" | "$node" "$folder/alone.mjs" decide "$folder" "$state" "$secrets" "$id" 2>/dev/null)
  else
    answer=$("$node" "$folder/alone.mjs" decide "$folder" "$state" "$secrets" "$id" 2>/dev/null)
  fi || return
  printf '%s' "$answer"
  # Where nobody listens, what waits cannot be handed in; a container may answer by TLS then.
  if [ "$asked" != 7 ] || [ -n "$container" ]; then hand_in; fi
  exit 0
}

asked=
failed=
slot=
payload=
[ -x "$cat" ] && payload=$("$cat")
if [ -z "$payload" ]; then
  # No cat, one that does not read, or nothing sent: Node reads standard input itself.
  if [ -x "$node" ]; then
    decide_alone input
    failed=yes
  fi
  read_slowly
  refuse
fi

# What a person granted is used up by one program only: the decision is made here.
alone=
if [ -e "$folder/guard-off" ] || holds_files "$folder/approvals"; then alone=yes; fi
if [ -n "$container" ]; then
  place=${CLAUDE_PROJECT_DIR:-}
  case $place in /*) ;; *) place= ;; esac
  while [ -n "$place" ]; do
    [ -e "$place/@projectPolicy@" ] && alone=yes
    place=${place%/*}
  done
fi

way=
if [ -z "$alone" ] && [ -x "$curl" ]; then
  if [ -S @socket@ ] && is_proven; then
    way=socket
    ask_service @answerSeconds@
  fi
  # No socket, or one that nobody listens on: that of a container in a virtual machine, seen in a shared folder.
  if [ -n "$pin" ] && [ "${asked:-7}" = 7 ]; then
    way=tls
    ask_service @answerSeconds@
  fi
  # Busy, and others already decide alone: more Node processes would make it busier.
  if [ "$asked" = 28 ]; then
    for number in 1 2 3 4; do
      if take "$state/alone.$number" $$; then
        slot=$number
        break
      fi
    done
    [ -n "$slot" ] || ask_service @patienceSeconds@
  fi
fi
[ -S @socket@ ] || asked=7

if [ -x "$node" ]; then decide_alone payload; fi
refuse
