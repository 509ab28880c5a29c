#!/usr/bin/env bash
# Runs the browser scenarios and the clients that others wrote against the program.
set -euo pipefail
cd "$(dirname "$0")/.."
.ci/install.sh chromium fonts clients || exit "${SKIP_FORBIDDEN:-0}"
go test -tags e2e -timeout 30m ./app/e2e/...
