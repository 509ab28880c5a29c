#!/usr/bin/env bash
# Runs tests under the race detector, which needs a C compiler:
# .ci/race.sh ./app/server. The database is SQLite; tests that need Postgres are
# skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
.ci/install.sh gcc || exit "${SKIP_FORBIDDEN:-0}"
CGO_ENABLED=1 CI_NO_SKIP= go test -race "$@"
