# shellcheck shell=sh disable=SC2154 # sourced by run.sh, which sets what is not set here
# SPDX-License-Identifier: Apache-2.0
# Pieces of run.sh: servers, loads, and the lines of the table.

missed=0
rows=0

head_line()
{
	printf '%-58s %12s %10s %7s\n' "" value aim ratio
}

# row WHAT VALUE AIM UNIT most|least: a line, and whether the aim is met. AIM "-": there is none.
row()
{
	if [ "$3" = - ]; then
		printf '%-58s %9s %s\n' "$1" "$2" "$4"
		return
	fi
	rows=$((rows + 1))
	verdict=$(awk -v v="$2" -v a="$3" -v how="$5" 'BEGIN {
		r = a ? v / a : 0
		printf "%.2f %s", r, (how == "most" ? r <= 1 : r >= 1) ? "" : "missed" }')
	case $verdict in *missed) missed=$((missed + 1)) ;; esac
	printf '%-58s %9s %-2s %10s %s\n' "$1" "$2" "$4" "$3" "$verdict"
}

summary()
{
	echo "$((rows - missed)) of $rows aims met"
}

serve()
{
	"$waymark" serve --listen 127.0.0.1:$port --db "$work/full.db" 2>"$work/log" >"$work/out" &
	server=$!
	pids="$pids $server"
	for _ in $(seq 100); do
		curl -fsS -o /dev/null "http://127.0.0.1:$port/readyz" 2>/dev/null && return
		sleep 0.1
	done
	echo "the server did not start:" >&2
	cat "$work/log" >&2
	exit 1
}

stop()
{
	kill "$server"
	wait "$server" || true
}

# The same bytes from files: as many workers as the product has threads, and a log as well.
nginx_serve()
{
	mkdir -p "$work/www"
	chmod 711 "$work"
	cat >"$work/nginx.conf" <<END
worker_processes 2;
pid $work/nginx.pid;
error_log $work/nginx.err;
daemon off;
events { worker_connections 1024; }
http {
	access_log $work/nginx.log;
	default_type "text/html; charset=utf-8";
	types { }
	keepalive_requests 1000000;
	open_file_cache max=2000;
	sendfile on;
	tcp_nopush on;
	client_body_temp_path $work/ngx1;
	proxy_temp_path $work/ngx2;
	fastcgi_temp_path $work/ngx3;
	uwsgi_temp_path $work/ngx4;
	scgi_temp_path $work/ngx5;
	server {
		listen 127.0.0.1:$((port + 1));
		root $work/www;
	}
}
END
	nginx -c "$work/nginx.conf" -p "$work" 2>/dev/null &
	pids="$pids $!"
}

# MB of the server's memory that is in use; and the most since it was last asked.
resident()
{
	awk '/^VmRSS/ { printf "%.1f", $2 / 1024 }' /proc/$server/status
}

peak()
{
	awk '/^VmHWM/ { printf "%.1f", $2 / 1024 }' /proc/$server/status
	echo 5 >/proc/$server/clear_refs
}

ask()
{
	curl -fsS "http://127.0.0.1:$1$2"
}

# load PORT LIST KIND CONNECTIONS SECONDS [FROM]: requests a second. An answer that is not good ends everything.
load()
{
	threads=2
	[ "$4" -gt 1 ] || threads=1
	wrk -t$threads -c"$4" -d"$5"s -s bench/requests.lua "http://127.0.0.1:$1" -- "$2" "$3" "${6:-0}" $threads \
		>"$work/wrk" 2>&1
	awk '/^requests/ { if ($6 + $8) exit 1; printf "%.0f\n", $2 * 1e6 / $4; good = 1 } END { exit !good }' \
		"$work/wrk" || {
		echo "$2 was not answered well:" >&2
		cat "$work/wrk" >&2
		grep -vE "status=[23]" "$work/log" | tail -n 3 >&2
		exit 1
	}
}

# percentile P: of the times that the log noted since mark, in ms.
mark()
{
	marked=$(stat -c %s "$work/log")
}

percentile()
{
	tail -c +$((marked + 1)) "$work/log" | sed -n 's/.* status=[23].* us=\([0-9]*\).*/\1/p' | sort -n >"$work/us"
	awk -v p="$1" '{ v[NR] = $1 } END { k = int(NR * p / 100 + 0.999999); printf "%.2f", v[k < 1 ? 1 : k] / 1000 }' \
		"$work/us"
}

# Saves what the first hundred visits get, for nginx to serve, and says how large a page is in the middle.
save_pages()
{
	mkdir -p "$work/www/$1"
	head -n 100 "$work/$1.txt" | awk -F '\t' -v at="http://127.0.0.1:$port" -v to="$work/www/$1" '{
		printf("%surl = \"%s%s\"\nheader = \"Cookie: waymark=%s\"\nheader = \"Accept: text/html\"\noutput = \"%s/%d.html\"\n",
			NR > 1 ? "next\n" : "", at, $3, $1, to, NR) }' >"$work/curl"
	curl -fsS -K "$work/curl"
	chmod 755 "$work/www" "$work/www/$1"
	for f in "$work/www/$1"/*.html; do
		printf '\t\t/%s/%s\n' "$1" "${f##*/}"
	done >"$work/$1.files"
	stat -c %s "$work/www/$1"/*.html | sort -n | awk '{ v[NR] = $1 } END { printf "%.1f", v[int((NR + 1) / 2)] / 1000 }'
}

# The time that the processors worked for the server so far, in hundredths of a second.
processor()
{
	awk '{ print $14 + $15 }' "/proc/$server/stat"
}

# each BEFORE AFTER FILE: ms of the processors for one of the requests that FILE counts.
each()
{
	awk -v a="$1" -v b="$2" '{ n += $2 } END { printf "%.3f", (b - a) * 10 / n }' "$3"
}

best()
{
	sort -n "$1" | tail -n 1
}

# A second of this server and a second of nginx in turns, so that whatever else the machine does meets both;
# the best second of each counts.
in_turns()
{
	: >"$work/ours"
	: >"$work/nginx"
	: >"$work/counts"
	for _ in $(seq "$seconds"); do
		load $port "$work/$1.txt" get $connections 1 >>"$work/ours"
		grep '^requests' "$work/wrk" >>"$work/counts"
		load $((port + 1)) "$work/$1.files" get $connections 1 >>"$work/nginx"
	done
}

measure_page()
{
	size=$(save_pages "$1")
	load $port "$work/$1.txt" packed 1 1 >/dev/null # warm
	mark
	load $port "$work/$1.txt" packed 1 "$seconds" >/dev/null
	row "$1 ($size kB): server time, half of all" "$(percentile 50)" 2 ms most
	row "$1: server time, 99 of 100" "$(percentile 99)" 10 ms most
	peak >/dev/null
	mark
	before=$(processor)
	in_turns "$1"
	row "$1: processor time of one request" "$(each "$before" "$(processor)" "$work/counts")" - ms most
	row "$1: 99 of 100 with $connections at once" "$(percentile 99)" - ms most
	now=$(peak)
	echo "$now" >>"$work/peaks"
	best "$work/peaks" >"$work/most"
	row "$1: memory with $connections at once" "$now" - MB most
	nginx=$(best "$work/nginx")
	row "$1: requests a second (nginx: $nginx)" "$(best "$work/ours")" $((nginx / 4)) /s least
}

# measure_write LIST WHAT KIND SECONDS: a form with its token and a fresh key, synced to the disk before it is
# answered. What can be done only once (KIND once) has a list that is long enough for SECONDS, twice.
measure_write()
{
	mark
	load $port "$work/$1.txt" "$3" 1 "$4" >"$work/rate"
	sent=$(awk '/^requests/ { print $2 + 16 }' "$work/wrk")
	row "$2: server time, half of all" "$(percentile 50)" 2 ms most
	row "$2: server time, 99 of 100" "$(percentile 99)" 10 ms most
	mark
	before=$(processor)
	load $port "$work/$1.txt" "$3" $connections "$4" "$sent" >"$work/rate"
	grep '^requests' "$work/wrk" >"$work/counts"
	row "$2: processor time of one" "$(each "$before" "$(processor)" "$work/counts")" - ms most
	row "$2: 99 of 100 with $connections at once" "$(percentile 99)" - ms most
	row "$2: requests a second with $connections at once" "$(cat "$work/rate")" - /s least
}

# What is done at night and between, over many more relationships than the pages have: every recurring job once,
# of which the rows below are shown. A new one needs a line: measured_job NAME AIM WHAT.
measure_jobs()
{
	cp --reflink=auto "$kept/jobs.db" "$kept/jobs.db.key" "$work/"
	"$build/bench/bench-fill" --jobs "$work/jobs.db" "$news" >"$work/jobs" 2>"$work/jobs.log" || {
		tail -n 5 "$work/jobs.log" >&2
		exit 1
	}
	measured_job digest_run - "the mails of the day of $news people"
	measured_job reminder_run - "reminders of meetings, promises and preparation"
	measured_job health_night 10 "the signs of $job_pairs relationships"
	measured_job concern_sweep - "concerns that wait for too long"
	measured_job companion_week - "the week of those who keep others company"
	row "most memory while all jobs ran" "$(sed -n 's/^memory //p' "$work/jobs")" - MB most
	rm -f "$work"/jobs.db*
}

measured_job()
{
	took=$(sed -n "s/.* kind=$1 try=1 ms=//p" "$work/jobs.log")
	[ -n "$took" ] || {
		echo "the job $1 did not run" >&2
		exit 1
	}
	row "$3" "$(awk -v ms="$took" 'BEGIN { printf "%.2f", ms / 1000 }')" - s most
	which=$(grep ' kind=.* try=' "$work/jobs.log" | grep -n " kind=$1 try=1 " | cut -d: -f1)
	row "  processor time of it" "$(grep '^cpu' "$work/jobs" | sed -n "${which}p" | awk '{ printf "%.2f", $2 + $3 }')" "$2" s most
}

# A hundred thousand people from a file into an organisation that has nearly none; then the same again, which
# changes nothing.
measure_import()
{
	"$build/bench/bench-fill" "$work/empty.db" 100 10
	"$build/bench/bench-fill" --csv 100000 >"$work/people.csv"
	for what in "import of 100,000 rows" "the same file again"; do
		began=$(date +%s%N)
		(
			"$waymark" import --db "$work/empty.db" --programme 1 --role mentee "$work/people.csv" \
				>"$work/import" 2>&1 && echo 0 >"$work/status" || echo $? >"$work/status"
			times >"$work/times"
		)
		took=$((($(date +%s%N) - began) / 1000000))
		[ "$(cat "$work/status")" = 0 ] || {
			echo "the import failed:" >&2
			tail -n 5 "$work/import" >&2
			exit 1
		}
		row "$what" $((100000 * 1000 / took)) 20000 /s least
		# "0m1.500000s 0m0.250000s" of what the shell has waited for
		row "$what: processor time of one row" "$(awk 'NR == 2 {
			gsub("m", " "); gsub("s", ""); printf "%.3f", ($1 * 60 + $2 + $3 * 60 + $4) / 100 }' "$work/times")" - ms most
	done
}
