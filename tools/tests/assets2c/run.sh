#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh ASSETS2C: golden test of assets2c. Each directory with a file `expected` must fail with that text; the
# other files must come out as golden says.
tool=$(realpath "$1")
cd "$(dirname "$0")" || exit 1
# shellcheck source=tools/tests/golden.sh
. ../golden.sh

for expected in */expected; do
	case=$(dirname "$expected")
	(cd "$case" && "$tool" style.css -o "$out/x.c") 2>"$out/said"
	code=$?
	diff -u "$expected" "$out/said" && [ $code -eq 1 ]
	check "must fail: $case" $?
done

"$tool" plain.js good.css -o "$out/good.c" &&
	${CC:-cc} -std=gnu17 -I ../../../src use.c "$out/good.c" -o "$out/use" &&
	"$out/use" >"$out/is" && diff -u golden "$out/is"
check "a stylesheet loses comments and blanks, a script comments, nothing else changes" $?

finish
