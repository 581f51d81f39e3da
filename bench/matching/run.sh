#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The matching engine on invented programmes, beside LEMON (network simplex, cost scaling), greedy and
# first come, first served, all in the same run: bench/matching/run.sh [KIND…]. Seconds are of the wall
# clock, arrays in memory to the proven optimum. A peer gets PEER_SECONDS (default 300).
set -eu
cd "$(dirname "$0")/../.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
flags="-O2 -std=gnu17 -D_GNU_SOURCE -fno-strict-aliasing -Isrc -I."
engine="$(find src/solver -name '*.c' ! -name '*_test.c')"
base="src/base/arena.c src/base/fatal.c"
# shellcheck disable=SC2086 # lists of words are meant
{
	gcc $flags -o "$out/ours" $engine bench/matching/instance*.c bench/matching/ours.c $base -lm -lpthread
	gcc $flags -o "$out/greedy" bench/matching/instance*.c bench/matching/greedy.c $base -lm
}
if [ -f /usr/include/lemon/network_simplex.h ]; then
	g++ -O2 -std=c++17 -o "$out/lemon" bench/matching/lemon.cc -llemon
else
	echo "without LEMON: apt-get install liblemon-dev"
fi

# value NAME FILE — of a line of name=value
value()
{
	sed -n "s/.*$1=\([^ ]*\).*/\1/p" "$2" | head -n 1
}

# best FILE — the line of the quickest round
best()
{
	sort -t = -k 5 "$1" | awk '{ for (i = 1; i <= NF; i++) if ($i ~ /^seconds=/) { split($i, s, "=");
		if (!t || s[2] < t) { t = s[2]; line = $0 } } } END { print line }'
}

[ $# -gt 0 ] || set -- M L L1 XL XLT geo
printf '%-5s %9s %8s %12s %8s %6s %9s %9s %8s %8s\n' kind pairs matched score seconds MB \
	simplex scaling greedy first
for kind; do
	rounds=3
	"$out/ours" "$kind" $rounds >"$out/all"
	best "$out/all" >"$out/line"
	"$out/greedy" "$kind" >"$out/others"
	seconds=$(value seconds "$out/line")
	count=$(value count "$out/line")
	grep -q proven "$out/line" || echo "$kind: not proven"
	for how in simplex scaling; do
		echo - >"$out/$how"
		[ -x "$out/lemon" ] || continue
		[ -f "$out/$kind.txt" ] || "$out/ours" "$kind" --write "$out/$kind.txt"
		if timeout "${PEER_SECONDS:-300}" "$out/lemon" "$out/$kind.txt" $how >"$out/peer"; then
			[ "$(value count "$out/peer")" = "$count" ] &&
				[ "$(value score "$out/peer")" = "$(value score "$out/line")" ] ||
				echo "$kind: LEMON's $how says something else: $(cat "$out/peer")"
			awk -v a="$(value ' seconds' "$out/peer")" -v b="$seconds" \
				'BEGIN { printf "x %.1f\n", a / b }' >"$out/$how"
		fi
	done
	rm -f "$out/$kind.txt"
	lost=$((count - $(sed -n 's/^greedy count=\([0-9]*\).*/\1/p' "$out/others")))
	lost2=$((count - $(sed -n 's/^first-come count=\([0-9]*\).*/\1/p' "$out/others")))
	printf '%-5s %9s %8s %12s %8s %6s %9s %9s %8s %8s\n' "$kind" "$(value pairs "$out/line")" "$count" \
		"$(value score "$out/line")" "$seconds" "$(value mb "$out/line")" "$(cat "$out/simplex")" \
		"$(cat "$out/scaling")" "-$lost" "-$lost2"
done
echo "simplex, scaling: how many times longer LEMON takes; greedy, first: people who get no mentor by it"
