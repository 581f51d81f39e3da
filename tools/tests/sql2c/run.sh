#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Golden and must-fail tests of sql2c, and one that runs what it wrote.   run.sh PATH-TO-SQL2C
set -u
tool=$1
case $tool in /*) ;; *) tool=$PWD/$tool ;; esac
here=$(cd "$(dirname "$0")" && pwd)
src=$here/../../../src
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

# The case comes on standard input. Each further argument is one line that must be said, and nothing
# else may be.
refuse() { # refuse NAME EXPECTED...
	name=$1
	shift
	cat >"$tmp/case.sql"
	rm -f "$tmp/out.c" "$tmp/out.h"
	(cd "$tmp" && "$tool" --schema "$here"/schema/*.sql -- case.sql -o out) 2>"$tmp/err"
	status=$?
	printf 'case.sql:%s\n' "$@" >"$tmp/want"
	[ $status -eq 1 ] && [ ! -e "$tmp/out.c" ] && [ ! -e "$tmp/out.h" ] &&
		cmp -s "$tmp/want" "$tmp/err"
	status=$?
	verdict $status "refuses $name"
	[ $status -eq 0 ] || diff "$tmp/want" "$tmp/err" | sed 's/^/# /'
}

# The same for one step of a schema.
refuse_step() { # refuse_step NAME FILE EXPECTED...
	name=$1
	file=$2
	shift 2
	cat >"$tmp/$file"
	rm -f "$tmp/out.c"
	(cd "$tmp" && "$tool" --emit-schema "$file" -o out) 2>"$tmp/err"
	status=$?
	printf "$file:%s\n" "$@" >"$tmp/want"
	[ $status -eq 1 ] && [ ! -e "$tmp/out.c" ] && cmp -s "$tmp/want" "$tmp/err"
	status=$?
	verdict $status "refuses $name"
	[ $status -eq 0 ] || diff "$tmp/want" "$tmp/err" | sed 's/^/# /'
}

# ---- what it writes ----

(cd "$here" && "$tool" --schema schema/0002_notes.sql schema/0001_ground.sql -- room.sql -o "$tmp/room.sql")
verdict $? "compiles a room"
diff -u "$here/want/room.sql.h" "$tmp/room.sql.h"
verdict $? "writes the header"
diff -u "$here/want/room.sql.c" "$tmp/room.sql.c"
verdict $? "writes the functions"
(cd "$here" && "$tool" --emit-schema schema/*.sql -o "$tmp/schema.gen") &&
	diff -u "$here/want/schema.gen.c" "$tmp/schema.gen.c"
verdict $? "writes the schema of both databases"
: >"$tmp/empty.sql"
(cd "$tmp" && "$tool" --schema "$here"/schema/*.sql -- empty.sql -o empty)
verdict $? "compiles a room without statements"
"$tool" --schema "$here/room.sql" -o 2>"$tmp/err"
[ $? -eq 64 ] && grep -q usage: "$tmp/err"
verdict $? "says how it is used"

# ---- what that does ----

flags="-std=gnu17 -D_GNU_SOURCE -g -Wall -Wextra -Wshadow -Wpointer-arith -Wstrict-prototypes
	-Wmissing-prototypes -Wvla -Wformat=2 -Werror -fsanitize=address,undefined"
# shellcheck disable=SC2086
${CC:-cc} $flags -I"$src" -I"$tmp" -o "$tmp/use" "$here/use.c" "$here/fake_engine.c" "$tmp/room.sql.c" \
	"$tmp/schema.gen.c" "$src"/base/arena.c "$src"/base/buf.c \
	"$src"/base/fatal.c "$src"/base/str.c -lsqlite3
verdict $? "what it writes compiles without a warning"
"$tmp/use" >"$tmp/used"
verdict $? "what it writes runs"
grep -v '^ok' "$tmp/used" | sed 's/^/# /'
sed 's/title, due_on/titel, due_on/' "$here/room.sql" >"$tmp/room.sql"
(cd "$tmp" && "$tool" --schema "$here"/schema/*.sql -- room.sql -o out 2>&1) | grep -q '^room.sql:4: '
verdict $? "a wrong column is an error at its line"
printf '#include "room.sql.h"\nint64_t f(struct goal *g);\nint64_t f(struct goal *g)\n{\n\treturn g->titel;\n}\n' >"$tmp/f.c"
! ${CC:-cc} -I"$src" -I"$tmp" -c "$tmp/f.c" -o "$tmp/f.o" 2>/dev/null
verdict $? "a wrong field is an error of the compiler"

# ---- what it refuses ----

refuse "a wrong column" '4: no such column: titel' <<'E'
-- goal_get(id int) : one goal

SELECT id,
	titel
FROM goal WHERE id = :id;
E
refuse "a wrong table" '2: no such table: gaol' <<'E'
-- goal_list() : many goal
SELECT id FROM gaol;
E
refuse "a wrong column in double quotes" '2: no such column: titel' <<'E'
-- goal_list() : many goal
SELECT id FROM goal WHERE "titel" = 'x';
E
refuse "SQL that is none" '3: near "goal": syntax error' <<'E'
-- goal_list() : many goal
SELECT id
FORM goal;
E
refuse "an undeclared parameter" '2: the parameter :idd is not declared by goal_get' \
	'1: the parameter id of goal_get is not used' <<'E'
-- goal_get(id int) : one goal
SELECT id FROM goal WHERE id = :idd;
E
refuse "a parameter that only a comment and a text use" '1: the parameter id of goal_get is not used' <<'E'
-- goal_get(id int) : one goal
SELECT id -- :id
FROM goal WHERE title = ':id' OR title = 'it''s :id' /* :id */;
E
refuse "a parameter in another style" \
	'2: "?1": parameters are written :name, texts end where they start' <<'E'
-- goal_get() : one goal
SELECT id FROM goal WHERE id = ?1;
E
refuse "a parameter that is declared twice" '1: id is declared twice' <<'E'
-- goal_get(id int, id int) : one goal
SELECT id FROM goal WHERE id = :id;
E
refuse "an expression without a type" \
	'2: the column n of goal_count is an expression and needs a type: -- with n int' <<'E'
-- goal_count() : one goal_count
SELECT count(*) AS n FROM goal;
E
refuse "an expression without a name" \
	'3: "count(*)" cannot name a column: a name is letters, digits and _ (give it one with AS)' <<'E'
-- goal_count() : one goal_count
-- scan: all of them
SELECT count(*) FROM goal;
E
refuse "a type for a column that is not there" \
	'1: "with" gives a type to m, which is no column of goal_count' <<'E'
-- goal_count() : one goal_count
-- with n int, m int
SELECT count(*) AS n FROM goal;
E
refuse "two columns of one name" '2: two columns of pairs are named id' <<'E'
-- pairs() : many pair
SELECT g.id, r.id FROM goal g JOIN relationship r ON r.id = g.relationship;
E
refuse "one struct with two shapes" \
	'5: struct goal is already made in line 1 with other columns: here state text, there title text' \
	'8: struct goal is already made in line 1 with other columns: here no further one, there title text' \
	'11: struct goal is already made in line 1 with other columns: here title int, there title text' <<'E'
-- goal_list() : many goal
SELECT id, title FROM goal;

-- free comment
-- goal_get(id int) : one goal
SELECT id, state FROM goal WHERE id = :id;

-- goal_ids() : many goal
SELECT id FROM goal;

-- goal_numbers() : many goal
-- with title int
SELECT id, 1 AS title FROM goal;
E
refuse "a struct that is declared with another shape" \
	'2: struct goal is already made in line 1 with other columns: here no further one, there at int' <<'E'
-- record goal(id int, at int)
-- goal_list() : many goal
SELECT id FROM goal;
E
refuse "a statement without an end" '2: the statement that starts here has no ";" at its end' \
	'6: no such column: titel' <<'E'
-- goal_list() : many goal
SELECT id
FROM goal

-- goal_get() : many goal
SELECT titel FROM goal;
E
refuse "a statement without an end at the end" '2: the statement that starts here has no ";" at its end' <<'E'
-- goal_list() : many goal
SELECT id FROM goal
E
refuse "a text without an end" '2: the statement that starts here has no ";" at its end' <<'E'
-- goal_list() : many goal
SELECT id FROM goal WHERE title = 'x;
E
refuse "two statements in one line" '2: nothing may follow ";" in its line' <<'E'
-- goal_list() : many goal
SELECT id FROM goal; DELETE FROM goal;
E
refuse "a statement without a prototype" \
	'2: a statement without a prototype: -- name(parameters) : result' <<'E'
-- goal_list is what this would be
SELECT id FROM goal;
E
refuse "a prototype without a statement" '1: goal_list has no statement' '4: goal_get has no statement' <<'E'
-- goal_list() : many goal

-- a comment
-- goal_get(id int) : one goal
E
refuse "two statements of one name" '4: goal_list is already the statement of line 1' <<'E'
-- goal_list() : many goal
SELECT id FROM goal;

-- goal_list() : many other
SELECT id FROM goal;
E
refuse "broken prototypes" \
	'1: "," or ")" is expected behind the parameter, but there is ": many goal"' \
	'4: the type of id is missing' \
	'7: "integer" is no type of id: int ref text real bool blob sealed are' \
	'10: "all" is no result: id, int, text, one STRUCT, many STRUCT or nothing' \
	'13: the prototype ends here, but there is "and more"' \
	'16: a name of a struct is expected, but the line ends' \
	'19: ": result" or nothing is expected, but there is "many goal"' <<'E'
-- goal_list(id int : many goal
SELECT id FROM goal WHERE id = :id;

-- goal_two(id) : many goal
SELECT id FROM goal WHERE id = :id;

-- goal_three(id integer) : many goal
SELECT id FROM goal WHERE id = :id;

-- goal_four() : all goal
SELECT id FROM goal;

-- goal_five() : many goal and more
SELECT id FROM goal;

-- goal_six() : many
SELECT id FROM goal;

-- goal_seven() many goal
SELECT id FROM goal;
E
refuse "names that C cannot use" \
	'1: "int" cannot name a parameter: it is a keyword of C' \
	'4: "struct" cannot name a struct: it is a keyword of C' \
	'7: "while" cannot name a statement: it is a keyword of C' \
	'10: "c" cannot name a parameter: the generated C uses that name itself' \
	'13: "2nd" cannot name a parameter: a name starts with a letter' \
	'17: "default" cannot name a column: it is a keyword of C' <<'E'
-- goal_one(int int) : many goal
SELECT id FROM goal WHERE id = :int;

-- goal_two() : many struct
SELECT id FROM goal;

-- while() : many goal
SELECT id FROM goal;

-- goal_four(c int) : many goal
SELECT id FROM goal WHERE id = :c;

-- goal_five(2nd int) : many goal
SELECT id FROM goal;

-- goal_six() : many other
SELECT id AS "default" FROM goal;
E
refuse "a result that the statement does not have" \
	'1: goal_close returns nothing, but its prototype has a result' \
	'4: goal_list returns columns, but its prototype has no result' \
	'7: goal_two has 2 columns, but its result is one value' \
	'10: the result of goal_title is a number, but its column is text' \
	'13: the result of goal_id is a text, but its column is int' <<'E'
-- goal_close(id int) : id
UPDATE goal SET state = 'done' WHERE id = :id;

-- goal_list()
SELECT id FROM goal;

-- goal_two() : int
SELECT id, weight FROM goal;

-- goal_title() : int
SELECT title FROM goal;

-- goal_id() : text
SELECT id FROM goal;
E
refuse "a scan without a reason" '2: "scan:" has to say why a full scan is right here' <<'E'
-- goal_list() : many goal
-- scan:
SELECT id FROM goal;
E
refuse "JSON of what is not there" '10: the JSON of goal already stands in line 4' \
	'12: "json next:" and names of columns are expected, but there is "title"' \
	'4: name is no column of goal' '5: there is no struct person to make JSON of' \
	'9: picture of file is a blob, which JSON cannot hold' <<'E'
-- goal_list() : many goal
SELECT id, title FROM goal;

-- json goal: id name
-- json person: id

-- file_list() : many file
SELECT id, picture FROM goal;
-- json file: id picture
-- json goal: id
-- record next(title text)
-- json next title
E

# ---- sealed texts ----

refuse "sealed without a scope" \
	'1: body has to say whose key seals it and in which row it lies: sealed(relationship, id)' \
	'4: body has to say whose key seals it and in which row it lies: sealed(relationship, id)' \
	'7: body is sealed with "relation", which is no int parameter' <<'E'
-- note_one(id int, relationship int, body sealed)
INSERT INTO note (id, relationship, body) VALUES (:id, :relationship, :body);

-- note_two(id int, relationship int, body sealed(relationship))
INSERT INTO note (id, relationship, body) VALUES (:id, :relationship, :body);

-- note_three(id int, relationship int, body sealed(relation, id))
INSERT INTO note (id, relationship, body) VALUES (:id, :relationship, :body);
E
refuse "plain text in a sealed column" \
	'2: note.body is sealed: only a sealed parameter may be written to it' \
	'5: note.body is sealed: only a sealed parameter may be written to it' \
	'9: note.body is sealed: only a sealed parameter may be written to it' \
	'12: note has sealed columns: name the columns' \
	'15: body is sealed: it can only be written with VALUES, one row at a time' <<'E'
-- note_one(id int, relationship int, body text)
INSERT INTO note (id, relationship, body) VALUES (:id, :relationship, :body);

-- note_two(id int, body text)
UPDATE note SET body = :body WHERE id = :id;

-- note_three(id int, relationship int, body sealed(relationship, id))
INSERT INTO note (id, relationship, secret) VALUES (:id, :relationship, :body)
ON CONFLICT (id) DO UPDATE SET body = 'x';

-- note_four(id int)
INSERT INTO note VALUES (:id, 1, NULL, NULL, 0);

-- note_five(id int)
INSERT INTO note (id, relationship, body) SELECT :id, relationship, body FROM note;
E
refuse "a sealed text in another row" \
	'2: body is sealed(relationship, id), but id gets another value' \
	'5: body is sealed for the row :id, so WHERE needs id = :id' \
	'9: note.body is sealed for its row: ON CONFLICT has to name (id) to write it' \
	'12: note has sealed columns: write id and relationship as well' <<'E'
-- note_one(id int, other int, relationship int, body sealed(relationship, id))
INSERT INTO note (id, relationship, body) VALUES (:other, :relationship, :body);

-- note_two(id int, relationship int, body sealed(relationship, id))
UPDATE note SET body = :body WHERE relationship = :relationship;

-- note_three(id int, relationship int, body sealed(relationship, id))
INSERT INTO note (id, relationship, body) VALUES (:id, :relationship, :body)
ON CONFLICT (relationship, slot) DO UPDATE SET body = excluded.body;

-- note_four(id int, relationship int, body sealed(relationship, id))
INSERT INTO note (relationship, body) VALUES (:relationship, :body);
E
refuse "a sealed text outside of a sealed column" \
	'1: body is sealed: it can only be written to one sealed column' \
	'4: body is sealed: it can only be written to one sealed column' \
	'8: body is written to two places, but is sealed for one' \
	'7: body is sealed: it can only be written to one sealed column' <<'E'
-- note_one(id int, relationship int, body sealed(relationship, id)) : many note_one
SELECT id FROM note WHERE body = :body;

-- goal_one(id int, relationship int, body sealed(relationship, id))
UPDATE goal SET title = :body WHERE id = :id;

-- note_two(id int, relationship int, body sealed(relationship, id))
UPDATE note SET body = :body, secret = :body WHERE id = :id;
E
refuse "a sealed column without its row" \
	'2: body is sealed: select id and relationship of note as well, they open it' \
	'5: body is sealed: select id and relationship of note as well, they open it' \
	'7: body is sealed and can only be read into a struct, with its row' \
	'10: body of note_four is sealed, "with" cannot change that' <<'E'
-- note_one() : many one
SELECT id, body FROM note;

-- note_two() : many two
SELECT g.id, n.relationship, n.body FROM note n JOIN goal g ON g.relationship = n.relationship;

-- note_three(id int) : text
SELECT body FROM note WHERE id = :id;

-- note_four() : many four
-- with body text
SELECT id, relationship, body FROM note;
E
refuse "a sealed column that could be of two rows" \
	'2: body is sealed, and note is read more than once here: it is not clear which row opens it' \
	'5: body is sealed, and note is read more than once here: it is not clear which row opens it' <<'E'
-- note_one() : many one
SELECT a.id, a.relationship, b.body FROM note a JOIN note b ON b.id > a.id;

-- note_two() : many two
SELECT id, relationship, body FROM note UNION ALL SELECT id, relationship, body FROM note;
E

# ---- the schema ----

refuse_step "a step that is broken" 0001_x.sql '3: near "tex": syntax error' '6: no such table: b' <<'E'
CREATE TABLE a (
	id integer PRIMARY KEY,
	name CHECK tex
);

INSERT INTO b (id) VALUES (1);
E
refuse_step "a type that only one database knows" 0001_x.sql \
	'2: a.name is of the type "varchar(20)": integer, text, real, blob and sealed are the types of both databases' <<'E'

CREATE TABLE a (id integer PRIMARY KEY, name varchar(20));
E
refuse_step "a step without an end" 0001_x.sql \
	'1: the statement that starts here has no ";" at its end' <<'E'
CREATE TABLE a (id integer PRIMARY KEY)
E
refuse_step "a step with a wrong name" x.sql \
	'1: a step of the schema is named like 0001_people.sql' <<'E'
CREATE TABLE a (id integer PRIMARY KEY);
E
refuse_step "a gap between the steps" 0002_x.sql \
	'1: this step has the number 2, but the next one is 1' <<'E'
CREATE TABLE a (id integer PRIMARY KEY);
E

echo "1..$n"
exit $bad
