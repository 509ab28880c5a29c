#!/usr/bin/env bash
# Fails if the program cannot be built for a platform that it is published for.
# Nothing is written; what was compiled comes from the cache the next time.
set -euo pipefail
cd "$(dirname "$0")/.."
for platform in windows/amd64 darwin/arm64; do
	echo "build for $platform"
	GOOS=${platform%/*} GOARCH=${platform#*/} CGO_ENABLED=0 go build -o /dev/null ./app
done
