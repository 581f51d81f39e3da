#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A PostgreSQL for tests, which belongs to whoever started it.
#
#   postgres.sh start DIR   makes a cluster in DIR (or starts the one that is there) and prints its URL
#   postgres.sh url DIR     prints the URL again
#   postgres.sh stop DIR    stops it and removes DIR
#   postgres.sh with COMMAND [ARGUMENT…]
#                           runs COMMAND with WAYMARK_TEST_PG set to the URL of a database that lives
#                           exactly as long; the exit status is the command's
#
# DIR should be short and below /tmp: the path of a unix socket holds at most 107 bytes. The server
# listens on that socket only. Nothing is synced: a test that pulls the plug must start its own.
set -eu

die()
{
	echo "postgres.sh: $*" >&2
	exit 1
}

# The newest server that is installed; Debian keeps each version in its own directory.
bin()
{
	if [ -n "${PGBIN:-}" ]; then
		echo "$PGBIN"
		return
	fi
	found=
	for d in /usr/lib/postgresql/*/bin; do
		[ -x "$d/initdb" ] && found=$d
	done
	if [ -z "$found" ] && command -v initdb >/dev/null; then
		found=$(dirname "$(command -v initdb)")
	fi
	[ -n "$found" ] || die "no PostgreSQL server is installed (package postgresql)"
	echo "$found"
}

# The server refuses to run as root, so root hands over to the package's own account.
as_owner()
{
	if [ "$(id -u)" = 0 ]; then
		runuser -u postgres -- "$@"
	else
		"$@"
	fi
}

url()
{
	echo "postgresql://waymark@/waymark?host=$1"
}

running()
{
	[ -f "$1/data/postmaster.pid" ] && as_owner "$BIN/pg_ctl" -D "$1/data" status >/dev/null 2>&1
}

start()
{
	dir=$1
	[ ${#dir} -le 90 ] || die "the path $dir is too long for a unix socket"
	if ! running "$dir"; then
		mkdir -p "$dir"
		[ "$(id -u)" != 0 ] || chown postgres "$dir"
		# A test that runs as somebody else reaches the socket through this directory.
		chmod 711 "$dir"
		if [ ! -f "$dir/data/PG_VERSION" ]; then
			(cd "$dir" && as_owner "$BIN/initdb" -D "$dir/data" -U waymark -A trust -E UTF8 \
				--locale=C --no-sync >"$dir.initdb" 2>&1) || {
				cat "$dir.initdb" >&2
				die "initdb failed"
			}
			rm -f "$dir.initdb"
			cat >>"$dir/data/postgresql.conf" <<-CONF
				listen_addresses = ''
				unix_socket_directories = '$dir'
				unix_socket_permissions = 0777
				fsync = off
				synchronous_commit = off
				full_page_writes = off
				autovacuum = off
				jit = off
				shared_buffers = 64MB
				max_connections = 120
				timezone = 'UTC'
			CONF
		fi
		(cd "$dir" && as_owner "$BIN/pg_ctl" -D "$dir/data" -l "$dir/data/log" -w -t 60 start) \
			>/dev/null 2>&1 || {
			cat "$dir/data/log" >&2 || true
			die "the server did not start"
		}
		as_owner "$BIN/psql" -h "$dir" -U waymark -d postgres -qAtc \
			"SELECT 1 FROM pg_database WHERE datname = 'waymark'" | grep -q 1 ||
			as_owner "$BIN/createdb" -h "$dir" -U waymark waymark
	fi
	url "$dir"
}

stop()
{
	dir=$1
	[ -d "$dir" ] || return 0
	# Only a directory that start made is ever removed.
	[ -f "$dir/data/PG_VERSION" ] || die "$dir holds no cluster"
	if running "$dir"; then
		(cd "$dir" && as_owner "$BIN/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1) ||
			die "the server in $dir did not stop"
	fi
	rm -rf "$dir"
}

with()
{
	dir=$(mktemp -d /tmp/wm-pg.XXXXXX)
	trap 'stop "$dir"' EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM
	WAYMARK_TEST_PG=$(start "$dir")
	export WAYMARK_TEST_PG
	set +e
	"$@"
	exit $?
}

[ $# -ge 2 ] || die "usage: postgres.sh start DIR | url DIR | stop DIR | with COMMAND…"
verb=$1
shift
BIN=$(bin)
case $verb in
start | url | stop)
	case $1 in
	/*) dir=$1 ;;
	*) dir=$PWD/$1 ;;
	esac
	"$verb" "$dir"
	;;
with) with "$@" ;;
*) die "unknown verb: $verb" ;;
esac
