#!/usr/bin/env bash
# Fails if a generated file or go.mod is out of date, or if the program does not
# build for another platform.
set -euo pipefail
cd "$(dirname "$0")/.."

generated() { find . -name '*_templ.go' -not -path './.git/*' -exec sha256sum {} + | sort -k 2; }

before=$(generated)
go tool templ generate -log-level error
if ! diff <(printf '%s\n' "$before") <(generated); then
	echo "The files above were out of date with their templates; they have been regenerated." >&2
	exit 1
fi
go mod tidy -diff
.ci/platforms.sh
