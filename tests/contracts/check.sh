#!/usr/bin/env bash
# Holds the contracts to clients' own tools: the OpenAPI document to its linter, the types made from both schemas to the compiler and,
# where the address of a running server is given, that to the audit of GraphQL over HTTP.
#   check.sh [http://localhost:5080]
# What npm brings goes into a folder of its own, the same for the same lock file; 3 means that it could not be brought.
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)"
tools="${CMS_CONTRACT_TOOLS:-${TMPDIR:-/tmp}/cms-contracts-$(id -u)-$(sha256sum "$here/package-lock.json" | cut -c1-12)}"

command -v npm >/dev/null || { echo "npm is missing." >&2; exit 3; }
mkdir -p "$tools"
if [ ! -e "$tools/complete" ]; then
  cp "$here/package.json" "$here/package-lock.json" "$tools/"
  (cd "$tools" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || { echo "npm could not bring the tools." >&2; exit 3; }
  touch "$tools/complete"
fi

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cp "$here"/*.{ts,mjs,cjs,graphql,yaml,json} "$here/../../schema/openapi.json" "$here/../../schema/schema.graphql" "$work/"
ln -s "$tools/node_modules" "$work/node_modules"
cd "$work"
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true CI=true
run() { node_modules/.bin/"$@"; }

run redocly lint --config redocly.yaml --format stylish openapi.json
run openapi-typescript openapi.json --output rest.ts
run graphql-codegen --config codegen.cjs --silent
grep -nE '(:|<|\|) *any\b' rest.ts graphql.ts operations.ts | grep -v '\*' && { echo "There is an 'any' in the generated types." >&2; exit 1; }
run tsc

[ $# -eq 0 ] || node audit.mjs "${1%/}/graphql"
echo "The contracts hold."
