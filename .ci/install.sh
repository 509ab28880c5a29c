#!/usr/bin/env bash
# Installs what the tests need and this machine lacks, where that is possible:
# .ci/install.sh gcc postgres chromium fonts clients
# Debian's packages are installed as root only, npm packages from their lock
# file. Fails, with one line for each, if something stays missing.
set -uo pipefail

clients=$(dirname "$0")/../app/e2e/clients

has() {
	case $1 in
	gcc) compiles_c ;;
	postgres) command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ;;
	chromium) command -v chromium >/dev/null || command -v chromium-browser >/dev/null ;;
	fonts) fc-list 2>/dev/null | grep 'Noto Sans CJK' >/dev/null ;;
	npm) command -v npm >/dev/null ;;
	# npm writes this file when it has installed what the lock file says.
	clients) [ ! -e "$clients/package-lock.json" ] || [ "$clients/node_modules/.package-lock.json" -nt "$clients/package-lock.json" ] ;;
	*)
		echo "nothing is called $1" >&2
		return 1
		;;
	esac
}

# compiles_c asks the compiler that Go would take, and for C's own headers.
compiles_c() { echo '#include <stdlib.h>' | "$(go env CC)" -fsyntax-only -x c - 2>/dev/null; }

install() {
	case $1 in
	gcc) debian gcc libc6-dev ;;
	postgres) debian postgresql ;;
	chromium) debian chromium ;;
	fonts) debian fontconfig fonts-noto-cjk ;;
	npm) debian nodejs npm ;;
	clients) need npm && (cd "$clients" && quietly npm ci --no-audit --no-fund) ;;
	esac
}

debian() {
	[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
	export DEBIAN_FRONTEND=noninteractive
	quietly apt-get update && quietly apt-get install --yes --no-install-recommends "$@"
}

# quietly shows what a command printed only when it failed.
quietly() {
	local output
	output=$("$@" 2>&1) || {
		printf '%s\n' "$output" >&2
		return 1
	}
}

need() {
	has "$1" || { install "$1" && has "$1"; }
}

status=0
for thing in "$@"; do
	if ! need "$thing"; then
		echo "skipped: the tests that need $thing, which is not installed and could not be" >&2
		status=1
	fi
done
exit $status
