#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# shellcheck disable=SC2317 # checks are called by their names
#
# What keeps the house tidy, apart from the tests: format, licences, shell, words, the API's description,
# that gcc and clang both compile everything without a warning. Says one line for each; what is wrong
# is shown below it. `tools/check.sh NAME…` makes some of the checks.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${BUILD:-build}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
bad=0

# The files that are in git, by the ends of their names.
files()
{
	git ls-files -- "$@" | while read -r f; do [ -f "$f" ] && echo "$f"; done
}

# check NAME COMMAND… — the command says what is wrong, and fails.
check()
{
	name=$1
	shift
	case " $only " in
	"  " | *" $name "*) ;;
	*) return ;;
	esac
	if "$@" >"$out/said" 2>&1; then
		echo "ok    $name"
	else
		echo "BAD   $name"
		head -n 40 "$out/said" | sed 's/^/      /'
		bad=1
	fi
}
only=$*

check_format()
{
	files '*.c' '*.h' | grep -v '^tools/tests/' | xargs clang-format --dry-run -Werror
}

check_licence()
{
	files '*.c' '*.h' '*.def' '*.sh' '*.mjs' '*.js' '*.css' | grep -v '^tools/tests/' |
		xargs grep -L 'SPDX-License-Identifier: Apache-2.0' >"$out/without"
	sed 's/$/: no SPDX line/' "$out/without"
	[ ! -s "$out/without" ]
}

check_space()
{
	! git grep -nIE '[[:blank:]]+$' -- . ':!*.golden' ':!*.md' ':!tools/tests' ':!tests/fuzz/corpus'
}

check_shell()
{
	command -v shellcheck >/dev/null || {
		echo "shellcheck is not installed"
		return 1
	}
	files '*.sh' | xargs shellcheck -S warning -e SC3013
}

# Nothing names a machine or where packages came from.
check_places()
{
	! git grep -nIE '"resolved":|registry\.npmjs|(^|[^A-Za-z.])/(home|root)/[a-z]' -- . ':!tools/check.sh'
}

# Links of the documents lead to files that are there.
check_links()
{
	files '*.md' | while read -r page; do
		grep -oE '\]\([^)# ]+' "$page" | sed 's/^](//' | grep -v '^[a-z]*:' | while read -r to; do
			[ -e "$(dirname "$page")/$to" ] || echo "$page: $to is not there"
		done
	done >"$out/broken"
	cat "$out/broken"
	[ ! -s "$out/broken" ]
}

# Both compilers, warnings are errors; the floors are part of every build.
check_gcc()
{
	[ -f "$build/build.ninja" ] || meson setup "$build" --buildtype=release >"$out/meson" || {
		cat "$out/meson"
		return 1
	}
	ninja -C "$build" >"$out/ninja" 2>&1 || {
		grep -E 'error|undefined|floors' "$out/ninja" || tail -n 20 "$out/ninja"
		return 1
	}
}

check_clang()
{
	[ -f build-clang/build.ninja ] || CC=clang meson setup build-clang -Dtests=true >"$out/meson" || {
		cat "$out/meson"
		return 1
	}
	ninja -C build-clang >"$out/ninja" 2>&1 || {
		grep -E 'error|undefined' "$out/ninja" || tail -n 20 "$out/ninja"
		return 1
	}
}

check_words()
{
	tools/words.sh "$build" --check && "$build/tools/po2c" po/de.po -o "$out/words.c" --complete de
}

check_openapi()
{
	[ -d node_modules ] || PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund || return 1
	ninja -C build-clang tests/openapi/openapi_print >"$out/ninja" 2>&1 || {
		tail -n 20 "$out/ninja"
		return 1
	}
	tests/openapi/lint.sh build-clang/tests/openapi/openapi_print
}

check format check_format
check licence check_licence
check space check_space
check shell check_shell
check places check_places
check links check_links
check gcc check_gcc
check words check_words
check clang check_clang
check openapi check_openapi
exit "$bad"
