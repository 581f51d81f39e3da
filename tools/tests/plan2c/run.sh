#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Golden and must-fail tests of plan2c.   run.sh PATH-TO-PLAN2C
set -u
tool=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
here=$(dirname "$0")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
n=0
bad=0

verdict() { # verdict STATUS NAME
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; bad=1; fi
}

# The case comes on standard input; its lines 1 and 2 are given.
refuse() { # refuse NAME EXPECTED-LINE
	{ printf 'SUBJECT(goal)\nRIGHT(public, site, ANYONE)\n'; cat; } >"$tmp/case.def"
	rm -f "$tmp/out.c"
	(cd "$tmp" && "$tool" case.def -o out) 2>"$tmp/err"
	status=$?
	[ $status -eq 1 ] && [ ! -e "$tmp/out.c" ] && grep -qF "case.def:$2" "$tmp/err"
	status=$?
	verdict $status "refuses $1"
	[ $status -eq 0 ] || sed 's/^/# /' "$tmp/err"
}

(cd "$here" && "$tool" ok/routes.def ok/rights.def ok/other.def -o "$tmp/plan.gen")
verdict $? "reads a right plan"
sed '/^#line .*plan.gen.c"$/d' "$tmp/plan.gen.c" | diff -u "$here/ok/plan.gen.c" -
verdict $? "writes the tables"
diff -u "$here/ok/plan.gen.h" "$tmp/plan.gen.h"
verdict $? "writes the header"

refuse "a route without a right" '3: this route has no right' <<'E'
ROUTE(GET, "/goals", goal_list)
E
refuse "a dash as right" '3: this route has no right' <<'E'
ROUTE(GET, "/goals", goal_list, -, -, -)
E
refuse "an unknown right" '3: there is no right publik' <<'E'
ROUTE(GET, "/goals", goal_list, publik, -, -)
E
refuse "a right whose subject is not in the path" '4: the right goal_read speaks of a goal' <<'E'
RIGHT(goal_read, goal, SELF)
ROUTE(GET, "/goals/:thing", goal_show, goal_read, -, -)
E
refuse "a word where the subject's id must be" '4: the right goal_read speaks of a goal' <<'E'
RIGHT(goal_read, goal, SELF)
ROUTE(GET, "/goals/=goal", goal_show, goal_read, -, -)
E
refuse "the same method and path twice" '4: GET /goals is there already, in line 3' <<'E'
ROUTE(GET, "/goals", goal_list, public, -, -)
ROUTE(GET, "/goals", aim_list, public, -, -)
E
refuse "the same name twice" '4: the route goal_list is there already, in line 3' <<'E'
ROUTE(GET, "/goals", goal_list, public, -, -)
ROUTE(GET, "/aims", goal_list, public, -, -)
E
refuse "paths that differ by a name only" '4: /goals/:id cannot be told from /goals/:goal' <<'E'
ROUTE(GET, "/goals/:goal", goal_show, public, -, -)
ROUTE(POST, "/goals/:id", goal_update, public, -, -)
E
refuse "an id and a word at the same place" '4: /goals/=word cannot be told from /goals/:goal' <<'E'
ROUTE(GET, "/goals/:goal", goal_show, public, -, -)
ROUTE(GET, "/goals/=word", aim_show, public, -, -)
E
refuse "an unknown standing" '3: there is no standing PARTNER' <<'E'
RIGHT(goal_read, goal, SELF | PARTNER)
E
refuse "an unknown subject" '3: there is no subject gaol' <<'E'
RIGHT(goal_read, gaol, SELF)
E
refuse "a handler that is no REST word" '3: goal_close ends in none of' <<'E'
ROUTE(POST, "/goals/:goal/close", goal_close, public, -, -)
E
refuse "an unknown method" '3: there is no method FETCH' <<'E'
ROUTE(FETCH, "/goals", goal_list, public, -, -)
E
refuse "an unknown route flag" '3: a route has no flag FAST' <<'E'
ROUTE(GET, "/goals", goal_list, public, -, -) FAST
E
refuse "a mark of what is not read" '3: READ(goal_list) is no GET of ONE or MANY' <<'E'
ROUTE(PUT, "/goals/:goal", goal_update, public, -, CHANGED) READ(goal_list)
E
refuse "a mark of what a thread of its own reads" '4: READ(goal_show) is no GET of ONE or MANY' <<'E'
ROUTE(GET, "/goals/:goal", goal_show, public, -, ONE(goal)) SLOW
ROUTE(PUT, "/goals/:goal/aim", aim_update, public, -, CHANGED) READ(goal_show)
E
refuse "a mark of something that the address does not name" '4: /aims/:aim does not name all that /goals/:goal names' <<'E'
ROUTE(GET, "/goals/:goal", goal_show, public, -, ONE(goal))
ROUTE(PUT, "/aims/:aim", aim_update, public, -, CHANGED) READ(goal_show)
E
refuse "a mark for what changes nothing there" '4: only a PUT, a PATCH or a DELETE has READ' <<'E'
ROUTE(GET, "/goals/:goal", goal_show, public, -, ONE(goal))
ROUTE(POST, "/goals/:goal/aim", aim_create, public, -, CHANGED) READ(goal_show)
E
refuse "brackets at another flag" '3: SLOW takes nothing in brackets' <<'E'
ROUTE(GET, "/goals", goal_list, public, -, -) SLOW(goal_show)
E
refuse "a stream that is not read" '3: only a GET can be a STREAM' <<'E'
ROUTE(POST, "/goals", goal_create, public, -, -) STREAM
E
refuse "a list with two ways to leaf" '3: a list has PAGES or AFTER' <<'E'
ROUTE(GET, "/goals", goal_list, public, -, MANY(goal)) PAGES AFTER
E
refuse "a mark behind which one thing begins" '3: only a GET of MANY has AFTER' <<'E'
ROUTE(GET, "/goals", goal_list, public, -, ONE(goal)) AFTER
E
refuse "a file with an output of its own" '3: only a GET without an output' <<'E'
ROUTE(GET, "/goals/file", goal_show, public, -, ONE(goal)) FILE
E
refuse "a form on a GET" '3: a GET reads no form' <<'E'
ROUTE(GET, "/goals", goal_list, public, goal_form, -)
E
refuse "an unknown output" '3: the output is' <<'E'
ROUTE(GET, "/goals", goal_list, public, -, SOME(goal))
E
refuse "a path with a trailing slash" '3: a path does not end with /' <<'E'
ROUTE(GET, "/goals/", goal_list, public, -, -)
E
refuse "a strange path" '3: "Go als" cannot be a part of a path' <<'E'
ROUTE(GET, "/Go als", goal_list, public, -, -)
E
refuse "an unknown job flag" '3: a job has no FOREVER' <<'E'
JOB(match_run, LEASE(60), TRIES(3), FOREVER(1))
E
refuse "a job without a lease" '3: a job needs LEASE(seconds) and TRIES(n)' <<'E'
JOB(match_run, TRIES(3))
E
refuse "a job of no tries" '3: LEASE, TRIES and EVERY hold a number above 0' <<'E'
JOB(match_run, LEASE(60), TRIES(0))
E
refuse "a job twice" '4: the job match_run is there already, in line 3' <<'E'
JOB(match_run, LEASE(60), TRIES(3))
JOB(match_run, LEASE(60), TRIES(3))
E
refuse "an event with something else than listeners" '3: an event has only LISTENER(name)' <<'E'
EVENT(goal_added, HEARER(x))
E
refuse "a setting of an unknown kind" '3: a setting is TEXT, INT, BOOL or SECRET' <<'E'
SETTING(port, FLOAT, "1.5", "The port")
E
refuse "a default that is not of its kind" '3: "many" is no default for INT' <<'E'
SETTING(port, INT, "many", "The port")
E
refuse "an unknown entry" '3: there is no table entry RUOTE' <<'E'
RUOTE(GET, "/goals", goal_list, public, -, -)
E
refuse "an entry that is not closed" '4: this entry is not closed properly' <<'E'
ROUTE(GET, "/goals", goal_list, public, -,
ROUTE(GET, "/aims", aim_list, public, -, -)
E
refuse "a text that is not closed" '3: this text has no closing quote' <<'E'
ROUTE(GET, "/goals, goal_list, public, -, -)
E
refuse "a comment that never ends" '3: this comment never ends' <<'E'
/* ROUTE
E
refuse "several mistakes, all told" '4: there is no right b' <<'E'
ROUTE(GET, "/goals", goal_list, a, -, -)
ROUTE(GET, "/aims", aim_list, b, -, -)
E

echo "1..$n"
exit $bad
