#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh PO2C: golden tests of po2c. Each directory with a file `expected` must fail with that text;
# good/ must compile, and the compiled tables must answer as golden says.
tool=$(realpath "$1")
cd "$(dirname "$0")" || exit 1
# shellcheck source=tools/tests/golden.sh
. ../golden.sh
export LSAN_OPTIONS=print_suppressions=0

for expected in */expected; do
	case=$(dirname "$expected")
	arguments=$(cat "$case/arguments" 2>/dev/null)
	# shellcheck disable=SC2086
	(cd "$case" && "$tool" de.po $arguments -o "$out/words.c") 2>"$out/said"
	code=$?
	diff -u "$expected" "$out/said" && [ $code -eq 1 ]
	check "must fail: $case" $?
done

"$tool" good/de.po -o "$out/good.c" 2>"$out/said" &&
	${CC:-cc} -std=gnu17 -Wall -Wextra -Werror -I ../../../src use.c "$out/good.c" -o "$out/use" &&
	"$out/use" >"$out/answers" && diff -u golden "$out/answers"
check "good: tables answer" $?
"$tool" good/de.po -o "$out/again.c" && cmp "$out/good.c" "$out/again.c"
check "good: the same input gives the same file" $?
"$tool" missing.po -o "$out/x.c" 2>/dev/null
[ $? -eq 1 ]
check "must fail: a file that is not there" $?
finish
