#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Stable matching of 1,000,000 x 100,000 with lists of ten, beside its aim: bench/matching/stable.sh [ROUNDS]
set -eu
cd "$(dirname "$0")/../.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
gcc -O2 -std=gnu17 -D_GNU_SOURCE -fno-strict-aliasing -Isrc -I. -o "$out/stable" src/solver/stable.c \
	src/solver/stable_check.c src/solver/stable_max.c src/solver/stable_ties.c src/solver/stable_weak.c \
	src/solver/split.c src/base/arena.c src/base/fatal.c bench/matching/stable.c -lpthread
"$out/stable" "${1:-3}"
