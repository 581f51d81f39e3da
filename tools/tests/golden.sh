#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What the golden tests of the tools have in common; read by `. ../golden.sh` in the directory of the test.
# $out is a directory of its own, gone afterwards.
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT
n=0
failed=0

check() { # name, condition's exit code
	n=$((n + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		failed=1
	fi
}

finish() {
	echo "1..$n"
	exit $failed
}
