#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh HTML2C: what the compiler of templates refuses, word for word; what it writes; what the
# written C does when it runs; and that errors of the C compiler name the line of the template.
#
# To take over a wanted change of the output: KEEP=1 tools/tests/html2c/run.sh …
set -u
tool=$(realpath "${1:?usage: run.sh HTML2C}")
cd "$(dirname "$0")" || exit 1
here=$(pwd)
src=$here/../../../src
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT
cc=${CC:-cc}
flags="-std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Werror"
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

# Cases of a file into $out/N.name, N.html and N.err.
cases() {
	awk -v out="$out" '
		/^=== / { n++; body = 0; print substr($0, 5) > (out "/" n ".name"); printf "" > (out "/" n ".err"); next }
		!n { next }
		/^--- / { said = 1; print "case.html:" substr($0, 5) > (out "/" n ".err"); next }
		said && $0 == "" { said = 0; next }
		said { print > (out "/" n ".err"); next }
		{ print > (out "/" n ".html") }
		END { print n > (out "/cases") }' "$1"
}

cases refused.txt
total=$(cat "$out/cases")
i=0
while [ $i -lt "$total" ]; do
	i=$((i + 1))
	mkdir "$out/$i"
	cp "$out/$i.html" "$out/$i/case.html"
	(cd "$out/$i" && "$tool" --routes "$here/routes.h" case.html -o x) >"$out/said" 2>&1
	status=$?
	diff -u "$out/$i.err" "$out/said" >&2 && [ $status -eq 1 ] && [ ! -e "$out/$i/x.c" ]
	report "refused: $(cat "$out/$i.name")" $?
	rm -rf "${out:?}/$i"
done

# Errors that only the compiler of C can see.
cases compiled.txt
total=$(cat "$out/cases")
i=0
while [ $i -lt "$total" ]; do
	i=$((i + 1))
	mkdir "$out/$i"
	cp "$out/$i.html" "$out/$i/case.html"
	(cd "$out/$i" && "$tool" case.html -o x) >"$out/said" 2>&1
	good=$?
	(cd "$out/$i" && $cc $flags -I"$src" -I"$here" -c x.c -o x.o) >"$out/said" 2>&1
	[ $? -ne 0 ] && [ $good -eq 0 ] && grep -q "^$(sed 's/ *$//' "$out/$i.err")" "$out/said"
	status=$?
	[ $status -eq 0 ] || cat "$out/said" >&2
	report "refused by the compiler of C: $(cat "$out/$i.name")" $status
	rm -rf "${out:?}/$i"
done

# A page with everything.
"$tool" --routes routes.h page.html -o "$out/page.html"
report "accepted: page.html" $?
if [ -n "${KEEP:-}" ]; then
	cp "$out/page.html.c" page.html.c.golden
	cp "$out/page.html.h" page.html.h.golden
fi
diff -u page.html.c.golden "$out/page.html.c" >&2 && diff -u page.html.h.golden "$out/page.html.h" >&2
report "written as before" $?
mkdir "$out/plan" && cp routes.h "$out/plan/plan.gen.h"
$cc $flags -fsanitize=address,undefined -g -I"$src" -I"$out" -I. page_main.c "$out/page.html.c" \
	"$src/engine/html/html.c" "$src"/base/arena.c "$src"/base/buf.c "$src"/base/fatal.c \
	"$src"/base/str.c -o "$out/run"
report "compiles" $?
"$out/run" >"$out/said"
status=$?
if [ -n "${KEEP:-}" ]; then
	cp "$out/said" page.out
fi
diff -u page.out "$out/said" >&2 && [ $status -eq 0 ]
report "the page is as expected, byte for byte" $?

"$tool" >"$out/said" 2>&1
[ $? -eq 1 ] && grep -q '^usage: ' "$out/said"
report "wrong use is answered with the usage" $?
"$tool" page.html -o /nonexistent/x >"$out/said" 2>&1
[ $? -eq 1 ] && grep -q 'cannot be written' "$out/said"
report "an output that cannot be written is said" $?
"$tool" nowhere.html -o "$out/x" >"$out/said" 2>&1
[ $? -eq 1 ] && grep -q '^nowhere.html:1: cannot be read' "$out/said"
report "a file that is not there is said" $?
echo "1..$count"
[ "$failed" -eq 0 ]
