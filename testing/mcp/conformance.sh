#!/bin/sh
# Runs the official conformance suite of the Model Context Protocol against a server on the reference SDK (fixture.mjs),
# alone and through the gateway, and compares. By hand: it needs npm and about a minute. The suite wants Node 22, which
# this brings along.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
work=$(mktemp -d)
trap 'kill ${server:-} ${gateway:-} 2>/dev/null || :; rm -rf "$work"' EXIT INT TERM
cd "$work"
printf '{"private":true,"type":"module"}' >package.json
npm install --silent --no-audit --no-fund node@22 @modelcontextprotocol/conformance@0.1.16 \
  @modelcontextprotocol/sdk@1.32.2
cp "$here/testing/mcp/fixture.mjs" .
PATH=$work/node_modules/node/bin:$PATH
port=${MCP_PORT:-3101}
PORT=$port node fixture.mjs >server.log 2>&1 &
server=$!
cat >gateway.yaml <<END
listen: {port: 7686}
policy: observe
limits: {requests-per-minute: 100000, burst: 10000}
mcp:
  servers: [{id: everything, url: "http://127.0.0.1:$port/mcp"}]
END
"$here/sextant" up --data "$work/data" --gateway gateway.yaml --port 7585 --otlp-http-port 4328 --otlp-grpc-port 4327 >up.log 2>&1 &
gateway=$!
until curl -fs http://127.0.0.1:7686/health >/dev/null 2>&1; do kill -0 $gateway; sleep 1; done
run() { # URL NAME
  npx conformance server --suite all --url "$1" 2>/dev/null | sed 's/\x1b\[[0-9;]*m//g' | grep -E '^[✓✗]' | sort >"$2.txt" || :
}
run "http://127.0.0.1:$port/mcp" alone
run http://127.0.0.1:7686/mcp/everything through
cat through.txt
if diff alone.txt through.txt; then
  echo "the same through the gateway as alone: $(grep -c '^✓' through.txt) of $(wc -l <through.txt | tr -d ' ') scenarios pass"
else
  echo "the gateway makes a difference"; exit 1
fi
