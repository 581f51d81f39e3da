#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs every fuzzer, two at a time: SECONDS_EACH=600 tests/fuzz/run.sh [name…]
# It begins with what lies in tests/fuzz/seeds. What is found lies in build-fuzz/found; a finding becomes a
# case of a test before it is mended.
set -eu
cd "$(dirname "$0")/../.."
each=${SECONDS_EACH:-600}
[ -f build-fuzz/build.ninja ] || CC=clang meson setup build-fuzz -Dfuzz=true -Db_lundef=false \
	-Db_sanitize=address,undefined -Dc_args=-fsanitize=fuzzer-no-link --buildtype=debugoptimized >build-fuzz.log
ninja -C build-fuzz --quiet
mkdir -p build-fuzz/found build-fuzz/corpus
if [ $# -eq 0 ]; then
	# shellcheck disable=SC2046 # a list of names is meant
	set -- $(cd build-fuzz/tests/fuzz && find . -maxdepth 1 -name 'fuzz_*' -type f -perm -u+x | sed 's|^\./||' | sort)
fi

one() {
	mkdir -p "build-fuzz/corpus/$1" "build-fuzz/seeds/$1"
	[ ! -d "tests/fuzz/seeds/$1" ] || cp -f tests/fuzz/seeds/"$1"/* "build-fuzz/seeds/$1"
	if ASAN_OPTIONS=detect_leaks=1 "build-fuzz/tests/fuzz/$1" -max_total_time="$each" -print_final_stats=1 \
		-artifact_prefix="build-fuzz/found/$1-" -max_len=8192 -timeout=10 -rss_limit_mb=2048 \
		"build-fuzz/corpus/$1" "build-fuzz/seeds/$1" >"build-fuzz/$1.log" 2>&1; then
		runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "build-fuzz/$1.log")
		echo "ok $1: $runs runs in $each s, nothing found"
	else
		echo "not ok $1: see build-fuzz/$1.log"
		tail -n 30 "build-fuzz/$1.log"
		return 1
	fi
}

bad=0
while [ $# -gt 0 ]; do
	first=$1
	second=${2:-}
	shift
	one "$first" &
	pid=$!
	if [ -n "$second" ]; then
		shift
		one "$second" || bad=1
	fi
	wait $pid || bad=1
done
exit $bad
