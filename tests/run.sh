#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Every test, from a clean clone: the C code under the sanitizers and on both databases, then the program
# as it is shipped, over JSON and in a browser. The last line is "N passed, N failed"; a test that was
# skipped counts as failed. What failed is shown with the end of its log, and once more, shortly, at the
# end: a log that is cut says what is wrong. `tests/run.sh NAME…` runs some of the parts: c api browser.
set -u
cd "$(dirname "$0")/.." || exit 1
checked=${BUILD_TEST:-build-test} # with sanitizers
release=${BUILD:-build}		  # as it is shipped
parts=${*:-c api browser}
out=$(mktemp -d /tmp/wm-run.XXXXXX)
passed=0
failed=0
started=$(date +%s)

say()
{
	printf '%4ds  %s\n' $(($(date +%s) - started)) "$*"
}

# count PASSED FAILED WHAT
count()
{
	passed=$((passed + $1))
	failed=$((failed + $2))
	say "$3: $1 passed, $2 failed"
}

# excerpt FILE [LINES]
excerpt()
{
	tail -n "${2:-60}" "$1" | sed 's/^/      | /'
}

# shellcheck disable=SC2317 # called by the trap
finish()
{
	[ -z "${pg:-}" ] || tests/storage/postgres.sh stop "$pg"
	rm -rf "$out"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# once_more WHAT — what failed, a few lines on its standard input, for the end of the log.
once_more()
{
	{
		echo "$1"
		head -n 12 | cut -c 1-400 | sed 's/^/      | /'
	} >>"$out/once-more"
}

result()
{
	say "done"
	[ ! -s "$out/once-more" ] || {
		echo "what failed:"
		cat "$out/once-more"
	}
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
	exit $?
}

wants()
{
	case " $parts " in
	*" $1 "*) return 0 ;;
	esac
	return 1
}

# build DIR OPTIONS… — a build that does not succeed ends everything: nothing else would mean much.
build()
{
	dir=$1
	shift
	: >"$out/build"
	[ -f "$dir/build.ninja" ] || meson setup "$dir" "$@" >"$out/build" 2>&1
	if ! ninja -C "$dir" >>"$out/build" 2>&1; then
		say "$dir does not build"
		grep -E 'error|Error|ERROR|FAILED|undefined' "$out/build" | head -n 20 | sed 's/^/      | /'
		excerpt "$out/build" 20
		failed=$((failed + 1))
		result
	fi
	say "$dir is built"
}

# node_tests NAME FILE… — files of node:test.
node_tests()
{
	name=$1
	shift
	node --test --test-concurrency=2 --test-reporter=tap "$@" >"$out/tap" 2>&1
	status=$?
	good=$(sed -n 's/^# pass //p' "$out/tap" | tail -n 1)
	all=$(sed -n 's/^# tests //p' "$out/tap" | tail -n 1)
	good=${good:-0}
	bad=$((${all:-0} - good))
	[ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
	[ "${all:-0}" -gt 0 ] || bad=1
	if [ "$bad" -gt 0 ]; then
		grep -nE '^ *not ok' "$out/tap" | head -n 20 | sed 's/^/      | /'
		grep -vE '^ *(ok|---|\.\.\.|duration_ms|type:|#)' "$out/tap" >"$out/tap.short"
		excerpt "$out/tap.short" 80
		grep -E '^ *(not ok|error:|expected:|actual:)' "$out/tap" | once_more "$name"
	fi
	count "$good" "$bad" "$name"
}

# npm's packages come while the C code is compiled.
npm_ci()
{
	if [ -z "$(find node_modules/.package-lock.json -newer package-lock.json 2>/dev/null)" ]; then
		PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund >"$out/npm" 2>&1
	fi
	echo $? >"$out/npm.status"
}
npm_ci &
npm_job=$!

build "$release" --buildtype=release
if wants c; then
	build "$checked" -Dtests=true -Db_sanitize=address,undefined --buildtype=debugoptimized
fi

wait "$npm_job"
if [ "$(cat "$out/npm.status")" != 0 ]; then
	excerpt "$out/npm"
	count 0 1 "npm ci"
	result
fi

pg=$(mktemp -d /tmp/wm-pg.XXXXXX)
WAYMARK_TEST_PG=$(tests/storage/postgres.sh start "$pg") || {
	pg=
	count 0 1 "PostgreSQL did not start"
	result
}
export WAYMARK_TEST_PG
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export LSAN_OPTIONS="suppressions=$PWD/tests/leaks.supp:print_suppressions=0"

if wants c; then
	log=$checked/meson-logs/testlog.json
	rm -f "$log"
	meson test -C "$checked" --no-rebuild --print-errorlogs >"$out/meson" 2>&1
	[ -f "$log" ] || echo "no test ran" >"$log"
	good=$(grep -c '"result": "OK"' "$log")
	bad=$(grep -vc '"result": "OK"' "$log")
	[ "$bad" -eq 0 ] || {
		grep -E ' (FAIL|TIMEOUT|ERROR|SKIP|UNEXPECTEDPASS) ' "$out/meson" | sed 's/^/      | /'
		grep -vE '^ *[0-9]+/[0-9]+ .* OK ' "$out/meson" >"$out/meson.short"
		excerpt "$out/meson.short" 120
		grep -E ' (FAIL|TIMEOUT|ERROR|SKIP|UNEXPECTEDPASS) |ERROR: |runtime error|\[ *ERROR|^\[ *LINE' "$out/meson" | once_more "C code"
	}
	count "$good" "$bad" "C code, sanitizers on, SQLite and PostgreSQL"
fi

export WAYMARK="$PWD/$release/waymark"
if wants api; then
	if wants c; then
		WAYMARK=$PWD/$checked/waymark
	fi
	node_tests "over JSON and under attack, sanitizers on" tests/stories/api.test.mjs tests/attack/*.test.mjs
	WAYMARK=$PWD/$release/waymark
	node_tests "over JSON, on SQLite" tests/stories/*.test.mjs tests/rights/*.test.mjs
	WAYMARK_TEST_DB=$WAYMARK_TEST_PG
	export WAYMARK_TEST_DB
	# What hangs on the database itself: who comes first, what is sealed, what follows from days that pass.
	node_tests "over JSON, on PostgreSQL" tests/stories/twice.test.mjs tests/stories/windows.test.mjs \
		tests/stories/life.test.mjs tests/stories/wishes.test.mjs tests/stories/api.test.mjs \
		tests/stories/pages.test.mjs tests/stories/days.test.mjs tests/stories/programs.test.mjs \
		tests/attack/canary.test.mjs tests/rights/*.test.mjs
	unset WAYMARK_TEST_DB
fi

if wants browser; then
	PLAYWRIGHT_JSON_OUTPUT_NAME=$out/browser.json node_modules/.bin/playwright test \
		-c tests/playwright.config.mjs >"$out/browser" 2>&1
	status=$?
	node -e '
		const { stats } = JSON.parse(require("fs").readFileSync(process.argv[1]));
		console.log(stats.expected, stats.unexpected + stats.flaky + stats.skipped);
	' "$out/browser.json" >"$out/browser.n" 2>/dev/null || echo "0 1" >"$out/browser.n"
	read -r good bad <"$out/browser.n"
	[ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
	[ "$bad" -eq 0 ] || {
		excerpt "$out/browser" 150
		node tests/lib/failures.mjs "$out/browser.json" | once_more "in the browser"
	}
	count "$good" "$bad" "in the browser"
fi
result
