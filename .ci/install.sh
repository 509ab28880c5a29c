#!/usr/bin/env bash
# Installs missing tools that the tests need, if possible:
# .ci/install.sh gcc postgres chromium fonts apache clients all-clients
# Debian packages are only installed as root; clients are built from the packages
# of their languages. Fails, with a line for each, if something is still missing.
set -uo pipefail

clients=$(dirname "$0")/../fixtures/clients

has() {
	case $1 in
	gcc) compiles_c ;;
	postgres) command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ;;
	chromium) command -v chromium >/dev/null || command -v chromium-browser >/dev/null ;;
	fonts) fc-list 2>/dev/null | grep 'Noto Sans CJK' >/dev/null ;;
	apache) [ -e /usr/lib/apache2/modules/mod_auth_openidc.so ] ;;
	npm) command -v npm >/dev/null ;;
	python) python3 -c 'import ensurepip, venv' 2>/dev/null ;;
	maven) command -v mvn >/dev/null && command -v javac >/dev/null ;;
	cargo) command -v cargo >/dev/null ;;
	clients) make --question -C "$clients" ordinary >/dev/null 2>&1 ;;
	all-clients) make --question -C "$clients" all >/dev/null 2>&1 ;;
	*)
		echo "unknown tool: $1" >&2
		return 1
		;;
	esac
}

# compiles_c checks the compiler that Go would use, and the C headers.
compiles_c() { echo '#include <stdlib.h>' | "$(go env CC)" -fsyntax-only -x c - 2>/dev/null; }

install() {
	case $1 in
	gcc) debian gcc libc6-dev ;;
	postgres) debian postgresql ;;
	chromium) debian chromium ;;
	fonts) debian fontconfig fonts-noto-cjk ;;
	apache) debian apache2-bin libapache2-mod-auth-openidc ;;
	npm) debian nodejs npm ;;
	python) debian python3-venv ;;
	maven) debian maven default-jdk-headless ;;
	cargo) debian gcc libc6-dev cargo-web rustc-web || debian gcc libc6-dev cargo rustc ;;
	clients) build ordinary npm python maven ;;
	all-clients) build all npm python maven cargo ;;
	esac
}

# build makes as many of the clients as the tools allow.
build() {
	local target=$1 tool
	shift
	for tool in "$@"; do
		need "$tool" || echo "clients that need $tool cannot be built: it is not installed and could not be" >&2
	done
	quietly make --keep-going -C "$clients" "$target"
}

debian() {
	[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
	export DEBIAN_FRONTEND=noninteractive
	quietly apt-get update && quietly apt-get install --yes --no-install-recommends "$@"
}

# quietly shows a command's output only if it failed.
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
		echo "skipped: the tests that need $thing, which is missing and could not be installed" >&2
		status=1
	fi
done
exit $status
