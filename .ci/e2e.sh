#!/usr/bin/env bash
# Runs the browser scenarios and the clients that others wrote against the
# program, beside a Postgres server for what is tried on both databases.
set -euo pipefail
cd "$(dirname "$0")/.."
.ci/install.sh chromium fonts clients || exit "${SKIP_FORBIDDEN:-0}"
.ci/postgres.sh go test -tags e2e -timeout 20m ./app/e2e/...
