#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Measures the release build: pages on a database of 100,000 people and 40,000 relationships, against
# nginx that serves the same bytes on the same machine in the same run; then writing, import, start-up,
# size and memory. Everything listens on 127.0.0.1. docs/performance.md says what each number means.
#
# BENCH_SECONDS (5) for each load, BENCH_PEOPLE and BENCH_PAIRS for another database, BENCH_JOB_PAIRS for that of
# the jobs, BENCH_PAGES="home …" for some of the pages.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
seconds=${BENCH_SECONDS:-5}
people=${BENCH_PEOPLE:-100000}
pairs=${BENCH_PAIRS:-40000}
pages=${BENCH_PAGES:-home manager-home directory search-name search-beginning search-two-words search-slip \
profile relationship meeting manager-list}
job_pairs=${BENCH_JOB_PAIRS:-100000}
news=50000 # people who have something to read in the mail of the day
port=18590 # and the next one for nginx
visits=1000
connections=16
waymark=$build/waymark
kept=bench/.cache
work=$(mktemp -d /tmp/wm-bench.XXXXXX)
pids=

finish()
{
	for p in $pids; do
		kill "$p" 2>/dev/null || true
		wait "$p" 2>/dev/null || true
	done
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

. bench/measure.sh

# ---- what is measured against ----

ninja -C "$build" --quiet bench-helpers
mkdir -p "$kept"
stamp=$(cat schema/*.sql bench/fill*.[ch] bench/words.* | cksum | tr ' ' -)-$people-$pairs-$job_pairs
if [ "$(cat "$kept/stamp" 2>/dev/null)" != "$stamp" ]; then
	echo "making a database of $people people and $pairs relationships; this takes some minutes, once" >&2
	rm -f "$kept"/*
	"$build/bench/bench-fill" "$kept/full.db" "$people" "$pairs"
	"$build/bench/bench-fill" "$kept/jobs.db" "$people" "$job_pairs"
	echo "$stamp" >"$kept/stamp"
fi
cp --reflink=auto "$kept/full.db" "$kept/full.db.key" "$work/"
"$build/bench/bench-fill" --visits "$work/full.db" "$work" "$visits"

# ---- start-up and size, before anything is warm in the process ----

read -r busy _ </proc/loadavg
[ "${busy%.*}" -lt 1 ] || echo "note: the machine is busy with other things (load $busy), so times are too long"
head_line
"$build/bench/bench-startup" $port 21 "$waymark" serve --listen 127.0.0.1:$port --db "$work/full.db" >"$work/startup"
row "start-up, exec to the first answer, median of 21" "$(sed -n 11p "$work/startup")" 100 ms most
row "size of the program" "$(stat -c %s "$waymark" | awk '{ printf "%.1f", $1 / 1048576 }')" 10 MB most

# ---- pages ----

serve
nginx_serve
ask $port /readyz >/dev/null
sleep 40 # the jobs that were due at the start end, and what they needed is given back
row "memory after the start" "$(resident)" 30 MB most
for page in $pages; do
	measure_page "$page"
done
measure_write write "a point on an agenda" write "$seconds"
measure_write note "saving a note" write "$seconds"
measure_write close "closing a meeting" once 1
row "memory under load, most of all pages" "$(cat "$work/most")" - MB most
sleep 50 # the jobs that the writes left end, and after 30 seconds of quiet what a busy time needed is given back
row "memory idle again" "$(resident)" 30 MB most
stop

# ---- jobs ----

measure_jobs

# ---- import ----

measure_import
summary
