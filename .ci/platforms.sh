#!/usr/bin/env bash
# Fails if the program does not build for another supported platform. Writes no
# files; compiled packages are cached.
set -euo pipefail
cd "$(dirname "$0")/.."
for platform in windows/amd64 darwin/arm64; do
	echo "build for $platform"
	GOOS=${platform%/*} GOARCH=${platform#*/} CGO_ENABLED=0 go build -o /dev/null ./app
done
