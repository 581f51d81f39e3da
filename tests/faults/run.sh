#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The long rounds behind `make faults`: kill -9 a thousand times on each database (ROUNDS), and every
# single operation of the disk made to fail.
set -eu
cd "$(dirname "$0")/../.."
build=${BUILD_FAULTS:-build-faults}
rounds=${ROUNDS:-1000}

[ -f "$build/build.ninja" ] || meson setup "$build" -Dtests=true -Db_sanitize=address,undefined -Doptimization=1 \
	>"$build.log" 2>&1 || {
	cat "$build.log" >&2
	exit 1
}
ninja -C "$build" --quiet tests/faults/kill9 tests/faults/disk_test
"$build/tests/faults/disk_test" 1
"$build/tests/faults/kill9" "$rounds"
tests/storage/on_postgres.sh "$build/tests/faults/kill9" "$rounds"
