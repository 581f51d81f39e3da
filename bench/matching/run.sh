#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The matching engine on invented programmes, beside what Debian has for the same problem, all in the same
# run: bench/matching/run.sh [KIND…]. Seconds are of the wall clock, arrays in memory to the proven
# optimum, the best of three. A peer gets PEER_SECONDS (100). "lost" are people who get no mentor
# by the way most tools go: the best pair that is left, again and again (greedy), or first come, first served.
# TABLE=FILE keeps the table with tabs, for bench/matching/plot.awk.
set -eu
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
limit=${PEER_SECONDS:-100}
here=$build/bench
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
table=${TABLE:-$out/table}

ninja -C "$build" bench-matching >"$out/log" 2>&1 || {
	cat "$out/log"
	exit 1
}
for peer in lemon lemon_peers; do
	g++ -O2 -std=c++17 -o "$out/$peer" "bench/matching/$peer.cc" -llemon 2>"$out/log" || {
		cat "$out/log"
		exit 1
	}
done

# value NAME FILE — of a line of name=value
value()
{
	sed -n "s/^\(.* \)\{0,1\}$1=\([^ ]*\).*/\2/p" "$2" | head -n 1
}

# best FILE — the line of the quickest round
best()
{
	awk '{ for (i = 1; i <= NF; i++) if ($i ~ /^seconds=/) { split($i, s, "=");
		if (!t || s[2] < t) { t = s[2]; line = $0 } } } END { print line }' "$1"
}

# peer NAME COMMAND… — how many times longer it takes, for the same count and score; the limit as it
# is reached; or what is wrong with its answer.
peer()
{
	name=$1
	shift
	status=0
	timeout "$limit" "$@" >"$out/peer" 2>"$out/log" || status=$?
	if [ "$status" -eq 124 ]; then
		awk -v a="$limit" -v b="$seconds" 'BEGIN { printf "> %.0f", a / b }' >"$out/$name"
	elif [ "$status" -ne 0 ]; then
		echo "fails" >"$out/$name"
	elif [ "$(value count "$out/peer")" != "$count" ] || [ "$(value "$sum" "$out/peer")" != "$score" ]; then
		echo "other: $(value count "$out/peer")" >"$out/$name"
	else
		awk -v a="$(value seconds "$out/peer")" -v b="$seconds" 'BEGIN { printf "%.1f", a / b }' >"$out/$name"
	fi
	case $status in
	0) value seconds "$out/peer" ;;
	124) echo "$limit" ;; # at least
	*) echo 0 ;;
	esac >"$out/$name.seconds"
}

# ---- one mentor each: assign ----
[ $# -gt 0 ] || set -- S M L L1 XL XLT few rich geo hub chain wide
row='%-6s %8s %8s %14s %8s %5s %8s %8s %8s %8s %8s %8s %8s\n'
# shellcheck disable=SC2059 # the same for all rows
printf "$row" kind pairs matched score seconds MB simplex scaling scipy networkx glpk greedy first
printf 'kind\tpairs\tmatched\tscore\tseconds\tMB\tsimplex\tscaling\tscipy\tnetworkx\tglpk\tgreedy\tfirst\n' >"$table"
for kind; do
	"$here/bench-ours" "$kind" 3 >"$out/all"
	best "$out/all" >"$out/line"
	"$here/bench-greedy" "$kind" >"$out/others"
	seconds=$(value seconds "$out/line")
	count=$(value count "$out/line")
	score=$(value score "$out/line")
	sum=score
	grep -q proven "$out/line" || echo "$kind: not proven"
	"$here/bench-ours" "$kind" --write "$out/instance"
	for how in simplex scaling; do
		peer $how "$out/lemon" "$out/instance" $how
	done
	for how in scipy networkx glpk; do
		echo - >"$out/$how"
		case $kind in S | M) peer $how bench/matching/peers.py "$out/instance" $how ;; esac
	done
	cp "$out/simplex.seconds" "$out/lemon.$kind"
	lost=$((count - $(sed -n 's/^greedy count=\([0-9]*\).*/\1/p' "$out/others")))
	lost2=$((count - $(sed -n 's/^first-come count=\([0-9]*\).*/\1/p' "$out/others")))
	set -- "$kind" "$(value pairs "$out/line")" "$count" "$score" "$seconds" "$(value mb "$out/line")" \
		"$(cat "$out/simplex")" "$(cat "$out/scaling")" "$(cat "$out/scipy")" "$(cat "$out/networkx")" \
		"$(cat "$out/glpk")" "$lost" "$lost2"
	# shellcheck disable=SC2059
	printf "$row" "$@"
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$@" >>"$table"
done
echo "simplex, scaling (LEMON), scipy, networkx, glpk: how many times longer they take for the same answer"

# aim WHAT VALUE UNIT AIM STRETCH [KIND THEN] — the value beside its aims; and, for seconds, as times of LEMON's
# network simplex on KIND in this very run: how many times quicker this is, and how many times quicker the aim
# was where it was written down, with THEN seconds for LEMON. That is what does not depend on the machine.
aim()
{
	lemon=
	[ ! -s "$out/lemon.${6:-}" ] || lemon=$(cat "$out/lemon.$6")
	awk -v what="$1" -v v="$2" -v unit="$3" -v a="$4" -v s="$5" -v lemon="$lemon" -v before="${7:-}" 'BEGIN {
		printf "%-60s %8s %-2s  aim %5s  stretch %5s  %-11s", what, v, unit, a, s, \
			(v <= s ? "stretch met" : v <= a ? "met" : "missed")
		if (lemon > 0 && v > 0)
			printf "  LEMON x %.1f, aim x %.1f: %s", lemon / v, before / a, \
				(lemon / v >= before / a ? "met" : "missed")
		print ""
	}'
}

# ---- the aims ----
echo
while read -r kind ambitious stretch before; do
	s=$(awk -F '\t' -v k="$kind" '$1 == k { print $5 }' "$table")
	[ -z "$s" ] || aim "assign, $kind" "$s" s "$ambitious" "$stretch" "$kind" "$before"
done <<'AIMS'
M .004 .002 .056
L .15 .08 2.07
L1 .25 .15 8.46
XL .6 .35 11.8
XLT .9 .5 78
geo .9 .5 18.4
AIMS
for kind in XL XLT; do
	mb=$(awk -F '\t' -v k="$kind" '$1 == k { print $6 }' "$table")
	[ -z "$mb" ] || aim "memory, $kind" "$mb" MB 160 110
done
if [ -n "$(awk -F '\t' '$1 == "XL"' "$table")" ]; then
	"$here/bench-resident" XL 1000 >"$out/line"
	aim "one arrival on XL, half of all" "$(awk -v v="$(value arrival_us "$out/line")" 'BEGIN { print v / 1000 }')" ms 1 .05
	for what in quota1 quota2some; do
		"$here/bench-ours" XL 3 2 $what >"$out/all"
		best "$out/all" >"$out/line"
		aim "quota on XL ($what), beside XL without" "$(awk -v v="$(value seconds "$out/line")" \
			-v plain="$(awk -F '\t' '$1 == "XL" { print $5 }' "$table")" \
			'BEGIN { printf "%+.0f", 100 * (v / plain - 1) }')" % 30 10
	done
	for fair in bottleneck leximin; do
		case $fair in bottleneck) a=1 b=.5 ;; *) a=3 b=1.5 ;; esac
		timeout "$limit" "$here/bench-ours" XL 3 2 $fair >"$out/all" || {
			aim "$fair on XL, given up" "$limit" s $a $b XL 11.8
			continue
		}
		best "$out/all" >"$out/line"
		aim "$fair on XL" "$(value seconds "$out/line")" s $a $b XL 11.8
	done
	"$here/bench-ours" XL --write "$out/instance"
	from=$(date +%s.%N)
	"$build/waymark" solve assign --certificate "$out/certificate" "$out/instance" >"$out/answer"
	aim "XL, text file to text file with certificate" "$(awk -v a="$from" -v b="$(date +%s.%N)" \
		'BEGIN { printf "%.2f", b - a }')" s 1.5 .9 XL 11.8
	"$build/waymark" solve check "$out/instance" "$out/answer" "$out/certificate"
fi
"$here/bench-stable" 2 >"$out/all"
best "$out/all" >"$out/line"
aim "stable, 1M x 100k, lists of 10" "$(value seconds "$out/line")" s .35 .2 XL 11.8
"$here/bench-peers" peers everyone 2 >"$out/all"
best "$out/all" >"$out/line"
seconds=$(value seconds "$out/line") count=$(value count "$out/line") score=$(value weight "$out/line") sum=weight
"$here/bench-peers" peers --write "$out/instance"
peer lemon_peers "$out/lemon_peers" "$out/instance" everyone
cp "$out/lemon_peers.seconds" "$out/lemon.peers"
aim "peers, 200k people, 4M pairs, exact" "$seconds" s 4 1.5 peers 50.7
case $(cat "$out/lemon_peers") in
fails | other*) echo "   LEMON's weighted matching on it: $(cat "$out/lemon_peers")" ;;
esac
"$here/bench-circles" 1000 140 1 10000000 >"$out/line"
aim "circles, 1,000 people, $(value gap "$out/line") (of .5) below the bound" "$(value cpu "$out/line")" s .1 .1
"$here/bench-circles" >"$out/line"
aim "circles, the same, $(value gap "$out/line") below it" "$(value cpu "$out/line")" s .5 .5
"$here/bench-candidates" strict 1000000 100000 50 >"$out/line"
aim "candidates, 1M x 100k, the best 50 of each" "$(value seconds "$out/line")" s 25 10 XL 11.8
if timeout $((3 * limit)) "$here/bench-programme" strict 1000000 100000 300000 >"$out/line"; then
	aim "1M x 100k, people and rules to the proven answer" "$(value seconds "$out/line")" s 40 20 XL 11.8
	aim "   its memory" "$(value mb "$out/line")" MB 4096 4096
else
	aim "1M x 100k, people and rules, given up" $((3 * limit)) s 40 20 XL 11.8
fi
