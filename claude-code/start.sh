#!/bin/sh
# Begins as root, becomes claude-user, and runs the command: `claude`, `bash`, anything.
set -eu
home=/home/claude-user
workspace=$home/workspace

# The files of the workspace belong to the person outside: claude-user gets that number, so that both may change them.
owner=$(stat -c %u "$workspace")
group=$(stat -c %g "$workspace")
if [ "$owner" = 0 ]; then
  # Made by the engine, or by root: what is inside stays as it is.
  chown claude-user:claude-user "$workspace"
elif [ "$owner" != "$(id -u claude-user)" ] || [ "$group" != "$(id -g claude-user)" ]; then
  groupmod --non-unique --gid "$group" claude-user
  usermod --non-unique --uid "$owner" claude-user >/dev/null
fi
if [ "$(stat -c %u $home)" != "$(id -u claude-user)" ]; then
  find $home -xdev -path "$workspace" -prune -o -exec chown --no-dereference claude-user:claude-user {} +
fi

# A name or an e-mail is consent to be counted by it, where this stack does that.
if [ -n "${USER_NAME:-}${USER_EMAIL:-}" ]; then
  if [ -n "${USER_NAME:-}" ]; then export GIT_AUTHOR_NAME="$USER_NAME" GIT_COMMITTER_NAME="$USER_NAME"; fi
  if [ -n "${USER_EMAIL:-}" ]; then export GIT_AUTHOR_EMAIL="$USER_EMAIL" GIT_COMMITTER_EMAIL="$USER_EMAIL"; fi
  if [ -n "${CLIENT_PEOPLE:-}" ]; then
    echo "start-observability: USER_NAME and USER_EMAIL are used for git alone: $CLIENT_PEOPLE" >&2
  else
    people=$(node -e '
      const given = { "user.name": process.env.USER_NAME, "user.email": process.env.USER_EMAIL };
      const others = (process.env.OTEL_RESOURCE_ATTRIBUTES ?? "").split(",").filter(Boolean);
      const ours = Object.entries(given).filter(([, value]) => value);
      console.log([...others, ...ours.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)].join(","));
    ')
    export OTEL_RESOURCE_ATTRIBUTES="$people"
  fi
fi

export HOME=$home USER=claude-user LOGNAME=claude-user SHELL=/bin/bash
if [ "${CLIENT_SUDO:-no}" = yes ]; then
  exec setpriv --reuid=claude-user --regid=claude-user --init-groups "$@"
fi
exec setpriv --reuid=claude-user --regid=claude-user --init-groups \
  --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
