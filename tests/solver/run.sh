#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The matching engine at length: 120,000 rounds of random problems against two other solvers, the shapes
# that are hard for one method or another, with gcc and clang, with and without sanitizers; then the same
# answers, byte for byte, from both compilers on large invented programmes. ROUNDS=… for more or fewer.
set -eu
cd "$(dirname "$0")/../.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
ROUNDS=${ROUNDS:-120000}
export ROUNDS
flags="-std=gnu17 -D_GNU_SOURCE -g -fno-strict-aliasing -Isrc -I."
engine="$(find src/solver -name '*.c' ! -name '*_test.c')"
base="src/base/arena.c src/base/fatal.c"

# compile COMPILER FLAGS OUTPUT SOURCE… -- LIBRARIES
compile()
{
	compiler=$1 more=$2 to=$3
	shift 3
	# shellcheck disable=SC2086 # lists of words are meant
	"$compiler" $flags $more -o "$out/$to" "$@"
}

for cc in gcc clang; do
	for test in assign assign_fair assign_random assign_change assign_learn assign_floor assign_guard assign_rules candidates circles peers resident resident_random roommates rounds \
		stable_guard stable_random; do
		# shellcheck disable=SC2086
		compile $cc -O2 "$cc-$test" $engine "src/solver/${test}_test.c" $base -lcmocka -lpthread
		"$out/$cc-$test" >"$out/log" 2>&1 || {
			cat "$out/log"
			exit 1
		}
		echo "ok    $cc, $test: $(grep -c '  OK ' "$out/log") tests"
	done
	# shellcheck disable=SC2086
	compile $cc -O2 "$cc-bench" $engine bench/matching/instance*.c bench/matching/ours.c $base -lm -lpthread
done
# shellcheck disable=SC2086
compile gcc "-O1 -fsanitize=address,undefined" asan $engine src/solver/assign_random_test.c $base -lcmocka -lpthread
ROUNDS=$((ROUNDS / 6)) "$out/asan" >"$out/log" 2>&1 || {
	cat "$out/log"
	exit 1
}
echo "ok    under ASan and UBSan"
# shellcheck disable=SC2086
compile gcc "-O1 -fsanitize=thread" tsan-candidates $engine src/solver/candidates_test.c $base -lcmocka -lpthread
ROUNDS=1 "$out/tsan-candidates" >"$out/log" 2>&1 || {
	cat "$out/log"
	exit 1
}
echo "ok    candidates under TSan"
# shellcheck disable=SC2086
compile gcc "-O1 -fsanitize=thread" tsan $engine bench/matching/instance*.c bench/matching/ours.c $base -lm -lpthread
# shellcheck disable=SC2086
for cc in gcc clang; do
	compile $cc -O2 "$cc-peers" $engine bench/matching/instance*.c bench/matching/peers.c $base -lm -lpthread
	compile $cc -O2 "$cc-circles" $engine bench/matching/circles.c $base -lm -lpthread
	"$out/$cc-circles" 1000 140 1 --answer >"$out/$cc.circles"
	"$out/$cc-peers" plane fit --answer >"$out/$cc.peers"
done
cmp "$out/gcc.circles" "$out/clang.circles"
cmp "$out/gcc.peers" "$out/clang.peers"
echo "ok    circles and peers: the same bytes from gcc and clang"
g++ -O2 -std=c++17 -o "$out/lemon_peers" bench/matching/lemon_peers.cc -llemon
for kind in small plane; do
	"$out/gcc-peers" $kind --write "$out/graph"
	for aim in everyone fit; do
		"$out/gcc-peers" $kind $aim | sed 's/.*\(weight=[^ ]*\).*/\1/' >"$out/ours"
		"$out/lemon_peers" "$out/graph" $aim | sed 's/.*\(weight=[^ ]*\).*/\1/' >"$out/lemons"
		cmp "$out/ours" "$out/lemons"
	done
	echo "ok    peers, $kind: as LEMON's weighted matching"
done
# shellcheck disable=SC2086
compile gcc "-O3 -march=x86-64-v3" wide-bench $engine bench/matching/instance*.c bench/matching/ours.c $base -lm -lpthread
for kind in M L1; do
	for threads in 1 2; do
		"$out/gcc-bench" $kind --answer $threads >"$out/gcc.$kind.$threads"
		"$out/clang-bench" $kind --answer $threads >"$out/clang.$kind.$threads"
		cmp "$out/gcc.$kind.1" "$out/gcc.$kind.$threads"
		cmp "$out/gcc.$kind.1" "$out/clang.$kind.$threads"
	done
	"$out/tsan" $kind --answer 2 >"$out/tsan.$kind"
	cmp "$out/gcc.$kind.1" "$out/tsan.$kind"
	if grep -qw avx2 /proc/cpuinfo; then
		"$out/wide-bench" $kind --answer 2 >"$out/wide.$kind"
		cmp "$out/gcc.$kind.1" "$out/wide.$kind"
	fi
	echo "ok    $kind: the same bytes from gcc and clang, one and two threads, with AVX2, and under TSan"
done
for kind in L1 few; do
	"$out/gcc-bench" $kind 1 1 leximin >"$out/line"
	grep -q proven "$out/line"
	"$out/gcc-bench" $kind --answer 1 leximin >"$out/gcc.$kind.fair"
	"$out/clang-bench" $kind --answer 2 leximin >"$out/clang.$kind.fair"
	cmp "$out/gcc.$kind.fair" "$out/clang.$kind.fair"
	echo "ok    $kind: the fairest answer, proven, and the same bytes from both compilers"
done
