#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# lint.sh OPENAPI_PRINT: a public linter reads the description of the API, by its strict rules.
# Skipped (77) where npm's packages are not installed.
set -u
program=$(realpath "${1:?usage: lint.sh OPENAPI_PRINT}")
cd "$(dirname "$0")" || exit 1
redocly=../../node_modules/.bin/redocly
[ -x "$redocly" ] || { echo "node_modules is not there: run tools/deps.sh test"; exit 77; }
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT
"$program" >"$out/openapi.json" || exit 1
REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true \
	"$redocly" lint "$out/openapi.json" --config redocly.yaml
