#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# An import that is killed again and again, and then run to its end, has brought in everybody once.
#
#   killed.sh PROGRAM [ROUNDS]
set -eu

program=$1
rounds=${2:-12}
rows=15000
dir=$(mktemp -d /tmp/wm-import.XXXXXX)
trap 'rm -rf "$dir"' EXIT
db=$dir/test.db

fail()
{
	echo "not ok - $*"
	exit 1
}

ask()
{
	sqlite3 -cmd '.timeout 10000' "$db" "$1"
}

import()
{
	"$program" import --db "$db" --programme Spring --role mentee "$dir/people.csv"
}

"$program" migrate --db "$db" >/dev/null 2>&1
ask "INSERT INTO organisation (id, name, created_at) VALUES (1, 'O', 1);
	INSERT INTO programme (template, name, created_at) VALUES ('formal-one-to-one', 'Spring', 1);"
awk -v n=$rows 'BEGIN {
	print "name,email,grade,profession,languages,line manager"
	for (i = 0; i < n; i++)
		printf "Person %d,p%d@example.org,Grade %d,Job %d,\"English, German\",p%d@example.org\n", i, i, i % 7, i % 5, i + 1
}' >"$dir/people.csv"

done_before=0
for i in $(seq "$rounds"); do
	# Not the function: that would be a shell of its own, which dies in its place.
	"$program" import --db "$db" --programme Spring --role mentee "$dir/people.csv" >/dev/null 2>&1 &
	pid=$!
	# Until it is well at work; the next batch is then open, or just being made durable.
	for _ in $(seq 200); do
		[ "$(ask 'SELECT count(*) FROM person')" -le "$done_before" ] || break
		kill -0 $pid 2>/dev/null || break
		sleep 0.02
	done
	kill -9 $pid 2>/dev/null || true
	wait $pid 2>/dev/null || true
	[ "$(ask 'PRAGMA integrity_check')" = ok ] || fail "the database is damaged in round $i"
	now=$(ask 'SELECT count(*) FROM person')
	[ "$now" -ge "$done_before" ] || fail "people were lost in round $i"
	[ "$now" = "$(ask 'SELECT count(*) FROM participant')" ] ||
		fail "somebody is half in after round $i"
	done_before=$now
done
import >/dev/null 2>&1 || fail "the last run did not end well"
[ "$(ask 'SELECT count(*) FROM person')" = $rows ] || fail "not everybody is in"
[ "$(ask 'SELECT count(*) FROM participant')" = $rows ] || fail "not everybody takes part"
[ "$(ask 'SELECT count(*) FROM person WHERE manager IS NOT NULL')" = $((rows - 1)) ] ||
	fail "line managers are missing"
[ "$(ask 'SELECT count(*) FROM person_language')" = $((2 * rows)) ] || fail "languages are missing"
[ "$(ask 'SELECT count(*) FROM field_value')" = $rows ] || fail "answers are missing"
again=$(import 2>/dev/null)
[ "$again" = "0 new, 0 changed, $rows as before, 0 rejected" ] || fail "the same file again: $again"
echo "ok - $rounds kills, $rows people"
