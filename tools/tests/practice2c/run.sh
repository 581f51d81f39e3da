#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh PRACTICE2C: what the compiler of content refuses, word for word, and what it writes.
#
# bad/X.yml is compiled together with kinds.yml (bad/kinds-X.yml in place of it) and must be refused
# with exactly bad/X.err. good.yml must become good.c and good.h, and the C must compile.
# To take over a wanted change of the messages: KEEP=1 tools/tests/practice2c/run.sh …
set -u
tool=$(realpath "${1:?usage: run.sh PRACTICE2C}")
cd "$(dirname "$0")" || exit 1
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT
count=0
failed=0

report() { # name, 0 if good
	count=$((count + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok $count - $1"
	else
		echo "not ok $count - $1"
		failed=$((failed + 1))
	fi
}

for case in bad/*.yml; do
	name=$(basename "$case" .yml)
	case $name in
	kinds-*) set -- "$case" good.yml ;;
	*) set -- kinds.yml "$case" ;;
	esac
	rm -f "$out/x.c" "$out/x.h"
	"$tool" -o "$out/x.c" -h "$out/x.h" "$@" >"$out/said" 2>&1
	status=$?
	if [ -n "${KEEP:-}" ]; then
		cp "$out/said" "bad/$name.err"
	fi
	diff -u "bad/$name.err" "$out/said" >&2 && [ "$status" -eq 1 ] && [ ! -e "$out/x.c" ]
	report "refused: $name" $?
done

"$tool" -o "$out/good.c" -h "$out/good.h" kinds.yml good.yml
report "accepted: good.yml" $?
if [ -n "${KEEP:-}" ]; then
	cp "$out/good.c" "$out/good.h" .
fi
diff -u good.c "$out/good.c" >&2 && diff -u good.h "$out/good.h" >&2
report "written as before" $?
${CC:-cc} -std=gnu17 -Wall -Wextra -Werror -I../../../src -include "$out/good.h" -c "$out/good.c" \
	-o "$out/good.o"
report "compiles" $?
"$tool" good.yml >"$out/said" 2>&1
[ $? -eq 64 ] && grep -q '^usage: ' "$out/said"
report "wrong use is answered with the usage" $?
"$tool" -o /nonexistent/x.c -h "$out/x.h" kinds.yml good.yml >"$out/said" 2>&1
[ $? -eq 1 ] && grep -q 'cannot be written' "$out/said"
report "an output that cannot be written is said" $?
echo "1..$count"
[ "$failed" -eq 0 ]
