#!/usr/bin/env bash
# Runs the browser scenarios and the third-party clients against the program, with
# a Postgres server for what runs on both databases. Arguments are passed to go
# test: .ci/e2e.sh -run TestConsent. CLIENTS=all-clients also builds the clients
# that take minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
# Scenarios skip themselves if something they need is missing; the others still run.
.ci/install.sh chromium fonts apache "${CLIENTS:-clients}" || [ "${SKIP_FORBIDDEN:-0}" = 0 ]
with_postgres=(.ci/postgres.sh)
.ci/install.sh postgres || { [ "${SKIP_FORBIDDEN:-0}" = 0 ] && with_postgres=(); }
"${with_postgres[@]}" go test -tags e2e -timeout 20m ./app/e2e/... "$@"
