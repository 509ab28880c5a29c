#!/usr/bin/env bash
# Runs a command with TEST_POSTGRES_URL set to a temporary Postgres server, which
# stops when the command ends: .ci/postgres.sh go test ./models/store/...
set -euo pipefail

here=$(dirname "$0")
"$here/install.sh" postgres || exit "${SKIP_FORBIDDEN:-0}"
# Debian does not put the Postgres programs on the path.
bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1) || bin=$(dirname "$(command -v initdb)")

# In memory if there is enough, since the tests create many databases.
place=${TMPDIR:-/tmp}
if [ "$(df --output=avail -m /dev/shm 2>/dev/null | tail -n 1)" -ge 2048 ] 2>/dev/null; then
	place=/dev/shm
fi
folder=$(mktemp -d -p "$place")
as_owner=()
if [ "$(id -u)" = 0 ]; then # Postgres refuses to run as root
	owner=postgres
	id "$owner" >/dev/null 2>&1 || owner=nobody
	chown "$owner" "$folder"
	as_owner=(runuser -u "$owner" --)
fi

# server runs a Postgres program as the owner of its folder.
server() {
	local program=$1
	shift
	(cd "$folder" && "${as_owner[@]}" "$bin/$program" "$@" >>"$folder/log" 2>&1)
}

stop() {
	server pg_ctl -D "$folder/data" -m immediate stop || true
	rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The data does not outlive the server, so it need not be synced to disk.
settings="-c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c max_connections=300 \
-c dynamic_shared_memory_type=mmap -c fsync=off -c synchronous_commit=off -c full_page_writes=off"

# start tries several random ports, since one may be in use.
start() {
	server initdb -D "$folder/data" -U portico -A trust -E UTF8 --locale=C --no-sync || return 1
	for _ in 1 2 3 4 5; do
		port=$((20000 + RANDOM % 10000))
		if server pg_ctl -D "$folder/data" -w -t 60 -o "-p $port $settings" start; then
			return 0
		fi
	done
	return 1
}

if ! start; then
	cat "$folder/log" >&2
	exit 1
fi
TEST_POSTGRES_URL="postgres://portico@127.0.0.1:$port/postgres?sslmode=disable" "$@"
