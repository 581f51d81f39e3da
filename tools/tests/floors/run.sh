#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What floors lets pass and what it refuses.   run.sh PATH-TO-FLOORS
set -u
tool=$1
case $tool in /*) ;; *) tool=$PWD/$tool ;; esac
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
n=0
bad=0

verdict() { # verdict STATUS NAME
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else
		echo "not ok $n - $2"
		bad=1
	fi
}

order='shell
people # a comment
{ goals meetings }
home'

fresh() {
	rm -rf "$tmp/tree"
	mkdir -p "$tmp/tree/src/features"
	printf '%s\n' "$order" >"$tmp/tree/src/features/order"
}

# A file of the tree; its text comes on standard input, behind the SPDX line.
put() { # put PATH
	mkdir -p "$tmp/tree/$(dirname "$1")"
	{
		echo '/* SPDX-License-Identifier: Apache-2.0 */'
		cat
	} >"$tmp/tree/$1"
}

# Looks at the tree; the arguments are the lines that have to be said, and no others may be.
expect() { # expect NAME LINE...
	name=$1
	shift
	(cd "$tmp/tree" && "$tool" .) >"$tmp/said" 2>&1
	status=$?
	: >"$tmp/want"
	[ $# -eq 0 ] || printf '%s\n' "$@" >"$tmp/want"
	[ $status -eq $(($# > 0)) ] && cmp -s "$tmp/want" "$tmp/said"
	status=$?
	verdict $status "$name"
	[ $status -eq 0 ] || diff "$tmp/want" "$tmp/said" | sed 's/^/# /'
	fresh
}

# One file with one thing that is wrong, in its line 2.
refuse() { # refuse NAME PATH SENTENCE
	put "$2"
	expect "refuses $1" "$2:2: $3"
}

fresh
put src/base/arena.c <<'E'
#include "base/arena.h"
#include <stdlib.h>
E
put src/plan/routes.def <<'E'
ROUTE(GET, "/", home_show, public, -, -)
E
put src/engine/db/sqlite.c <<'E'
#include <sqlite3.h>
#include "base/arena.h"
#include "engine/db/db.h"
#include "solver/assign.h"
#include "plan/plan.gen.h"
#include "words.gen.h"
static const char *q = "SELECT 1";
E
put src/features/goals/goals.c <<'E'
/* #include "app/door.h" and malloc(1) in a comment */
#include <string.h>
#include "features/goals/goals.sql.h"
#include "features/people/people.h"
#include "features/shell/shell.h"
#include "engine/db/db.h"
// #include "features/home/home.h"
static const char *a = "Select a person from the list", *b = "SELECT", *c = "#include \"app/x.h\"";
static const char *d = "\"SELECT 1", e = '"', *f = "free(x) sqlite3_exec(x)";
int x = carefree(1) + y->free;
E
put src/features/goals/goals_test.c <<'E'
#include <cmocka.h>
#include "tests/fixture.h"
static const char *q = "SELECT 1";
int x = malloc(1);
E
put src/app/main.c <<'E'
#include <microhttpd.h>
#include "features/home/home.h"
#include "app/door.h"
E
put src/features/home/home.html <<'E'
{{ include "features/goals/goals.h" }} {{ x }} {{ define y(z text) }}include "app/x.h"{{ end }}
E
echo 'SELECT 1;' >"$tmp/tree/src/features/goals/goals.sql"
expect "a house in order passes"

up="which is above it"
refuse "base on the engine" src/base/a.c "base may not use engine, $up" <<'E'
#include "engine/db/db.h"
E
refuse "base on the solver" src/base/a.h "base may not use the ground floor, $up" <<'E'
#include "solver/assign.h"
E
refuse "the solver on stats" src/solver/a.c "solver and stats do not use each other" <<'E'
#include "stats/mean.h"
E
refuse "stats on the plan" src/stats/a.c "the ground floor may not use plan, $up" <<'E'
#include "plan/plan.gen.h"
E
refuse "the plan on the solver" src/plan/a.h "plan does not use solver" <<'E'
#include "solver/assign.h"
E
refuse "the engine on a room" src/engine/http/a.c "engine may not use features, $up" <<'E'
#  include "features/goals/goals.h"
E
refuse "a room on the app" src/features/home/home.c "features may not use app, $up" <<'E'
#include "app/door.h"
E
refuse "a room on a higher one" src/features/people/people.c "the room people may not use home, $up" <<'E'
#include "features/home/home.h"
E
refuse "a room on one in its braces" src/features/goals/goals.c \
	"the rooms goals and meetings do not use each other" <<'E'
#include "features/meetings/meetings.sql.h"
E
refuse "a test of a room on a higher one" src/features/people/people_test.c \
	"the room people may not use home, $up" <<'E'
#include "features/home/home.h"
E
refuse "a template on a higher room" src/features/shell/shell.html \
	"the room shell may not use goals, $up" <<'E'
{{ include "features/goals/goals.h" }}
E
refuse "a room that is not there" src/features/home/home.c \
	"there is no room gaols in src/features/order" <<'E'
#include "features/gaols/gaols.h"
E
refuse "an include beside the file" src/features/home/home.c \
	'an include names its file from src/ on: "engine/db/db.h"' <<'E'
#include "home.h"
E
refuse "an include by a macro" src/engine/a.c 'an include names its file in "…" or <…>' <<'E'
#include HEADER
E
for header in sqlite3.h libpq-fe.h microhttpd.h malloc.h pthread.h curl/curl.h; do
	refuse "a room on <$header>" src/features/home/home.c \
		"a room may not use <$header>: the engine has a face for it" <<E
#include <$header>
E
done
for call in malloc calloc realloc free strdup; do
	refuse "a room that calls $call" src/features/home/home.c \
		"a room takes its memory from the arena, not from $call" <<E
char *p = $call(x);
E
done
for call in db_run sqlite3_exec PQexec; do
	refuse "a room that calls $call" src/features/home/home.c \
		"a room does not call $call: its SQL stands in a .sql file" <<E
int x = $call(c, s);
E
done
for sql in "SELECT id FROM goal" "  INSERT INTO goal (id) VALUES (1)" "UPDATE goal SET id = 1" \
	"DELETE FROM goal" "CREATE TABLE x (id integer)" "PRAGMA foreign_keys"; do
	refuse "\"$sql\" in a room" src/features/home/home.c \
		"SQL stands in .sql files, where the build checks it" <<E
static const char *q = "$sql";
E
done
refuse "SQL in the app" src/app/main.c "SQL stands in .sql files, where the build checks it" <<'E'
int x = run("SELECT 1");
E
refuse "SQL in the engine" src/engine/jobs/jobs.c \
	"SQL stands in .sql files, where the build checks it" <<'E'
int x = run("SELECT 1");
E

printf 'int x;\n' | put src/app/a.c
sed -i 1d "$tmp/tree/src/app/a.c"
printf 'int x;\n' | put tools/x.h
sed -i 1d "$tmp/tree/tools/x.h"
spdx="1: the first line has to be /* SPDX-License-Identifier: Apache-2.0 */"
expect "refuses a file without a licence" "src/app/a.c:$spdx" "tools/x.h:$spdx"
i=0
while [ $i -lt 600 ]; do
	echo "int x$i;"
	i=$((i + 1))
done | put src/app/a.c
expect "refuses a file that is too long" "src/app/a.c:601: 601 lines: past 600, a file wants to be two"
i=0
while [ $i -lt 599 ]; do
	echo "int x$i;"
	i=$((i + 1))
done | put src/app/a.c
expect "lets a file of 600 lines pass"
mkdir "$tmp/tree/src/features/extra"
expect "refuses a room without a place" "src/features/order:1: the room extra has no place in the order"
printf 'a\n{ b { c }\na\n{ d\n' >"$tmp/tree/src/features/order"
expect "refuses a broken order" "src/features/order:2: braces are not within each other" \
	"src/features/order:3: a is there twice" "src/features/order:5: a brace is open at the end"
rm "$tmp/tree/src/features/order"
expect "refuses a house without an order" "src/features/order:1: cannot be read: No such file or directory"
put src/features/home/home.c <<'E'
int a;
#include "app/door.h"
int b = malloc(1);
E
"$tool" "$tmp/tree" 2>"$tmp/said"
printf '%s\n' "$tmp/tree/src/features/home/home.c:3: features may not use app, $up" \
	"$tmp/tree/src/features/home/home.c:4: a room takes its memory from the arena, not from malloc" |
	cmp -s - "$tmp/said"
verdict $? "says all of it, with the path it was given"

echo "1..$n"
exit $bad
