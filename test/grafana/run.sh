#!/usr/bin/env bash
# The boards in a browser, in a real Grafana: test/grafana/run.sh [VERSION], by default the version of compose.yaml.
# Needs Docker with Compose, Node and a registry that has the image. Exit status 77: this machine has no real Grafana.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

skip() {
  echo "test/grafana/run.sh: no real Grafana here: $*" >&2
  exit 77
}

version=${1:-$(sed -n 's#.*image: grafana/grafana:\([0-9.]*\).*#\1#p' compose.yaml)}
case $version in *[!0-9.]* | '') echo "usage: test/grafana/run.sh [VERSION]" >&2; exit 2 ;; esac
image=grafana/grafana:$version

command -v docker >/dev/null || skip "docker is not on PATH"
docker compose version >/dev/null 2>&1 || skip "docker has no Compose"
docker image inspect "$image" >/dev/null 2>&1 || docker pull --quiet "$image" >/dev/null ||
  skip "$image is not here and cannot be fetched"
said=$(docker run --rm --network none --entrypoint grafana "$image" --version 2>&1) ||
  skip "$image is something else: it has no program grafana"
case $said in *"$version"*) ;; *) skip "$image says that it is: $said" ;; esac

home=$(mktemp -d)
export START_OBSERVABILITY_HOME=$home/state
end() {
  ./start-observability uninstall --yes >/dev/null 2>&1 || true
  rm -rf "$home"
}
trap end EXIT
# A signal ends the script by way of EXIT.
trap 'exit 130' INT TERM

./start-observability start --runtime docker
# The stack as it is, with this Grafana.
project=$(docker compose ls --format json --filter name=start-observability |
  node -e 'const all = JSON.parse(require("fs").readFileSync(0)); console.log(all.find(({ ConfigFiles }) => ConfigFiles.startsWith(process.env.START_OBSERVABILITY_HOME))?.Name ?? "")')
[ -n "$project" ] || { echo "test/grafana/run.sh: the stack that was started is not to be found" >&2; exit 1; }
printf 'services: {grafana: {image: "%s"}}\n' "$image" >"$home/grafana.yaml"
docker compose -p "$project" -f "$START_OBSERVABILITY_HOME/generated/compose.yaml" -f "$home/grafana.yaml" \
  up --detach --no-deps --force-recreate grafana

GRAFANA_URL=http://127.0.0.1:3000 GRAFANA_PASSWORD_FILE=$START_OBSERVABILITY_HOME/secrets/grafana-password \
  npx vitest run --mode slow test/grafana/real.slow.test.ts
