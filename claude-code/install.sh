#!/bin/sh
# Everything that the image of the client fetches, as root in a fresh Ubuntu 22.04 with Node and npm in /usr/local.
# CLAUDE_CODE_VERSION names the client.
set -eu
here=/opt/start-observability
export DEBIAN_FRONTEND=noninteractive

apt-get update
apt-get install --yes --no-install-recommends \
  ca-certificates curl git less libatomic1 procps python3 python3-pip python3-venv ripgrep sudo
ln -sf ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
ln -sf ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx

# The client is a program of its own, in a package for each kind of machine.
npm install --global --ignore-scripts --no-audit --no-fund "@anthropic-ai/claude-code@$CLAUDE_CODE_VERSION"
node /usr/local/lib/node_modules/@anthropic-ai/claude-code/install.cjs

# uv, and with it the MCP server for ADIOS: it starts without a network. There is no ADIOS package for other machines.
python3 -m venv $here/uv
$here/uv/bin/pip install --no-cache-dir uv==0.13.9
ln -sf $here/uv/bin/uv $here/uv/bin/uvx /usr/local/bin/
servers='{}'
if [ "$(uname -m)" = x86_64 ]; then
  uv venv --python python3 $here/scientific
  uv pip install --no-cache --python $here/scientific/bin/python --requirement $here/scientific.txt
  # Compiled now: the folder cannot be written later.
  $here/scientific/bin/python -m compileall -q $here/scientific || true
  printf '#!/bin/sh\nexec %s/scientific/bin/python %s/scientific/mcps/Adios/src/server.py "$@"\n' $here $here \
    >/usr/local/bin/adios-mcp
  chmod 755 /usr/local/bin/adios-mcp
  servers='{"adios":{"type":"stdio","command":"adios-mcp","args":[]}}'
fi

useradd --create-home --shell /bin/bash claude-user
echo 'claude-user ALL=(ALL) NOPASSWD:ALL' >/etc/sudoers.d/claude-user
chmod 440 /etc/sudoers.d/claude-user
printf '{"mcpServers":%s}\n' "$servers" >/home/claude-user/.claude.json
mkdir -p /home/claude-user/workspace /home/claude-user/.claude /home/claude-user/.local/state /etc/claude-code
chown -R claude-user:claude-user /home/claude-user

rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*.deb /root/.npm /root/.cache

{
  echo "claude-code $CLAUDE_CODE_VERSION"
  echo "node $(node --version)"
  git --version
  uv --version
  rg --version | head -n 1
  python3 --version
  sudo --version | head -n 1
  grep -E '^(iowarp-mcps|adios2)==' $here/scientific.txt
  sed -n 's/^PRETTY_NAME=//p' /etc/os-release
} >$here/versions
