/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sql2c: the SQL of a room in, typed C functions out. What a .sql file may say is written in
 * sql2c.c; what comes out of it is called by nobody but the room, and calls src/engine/db/db.h.
 *
 * sql2c.c         arguments, files, the run
 * sql2c_lex.c     SQL as tokens, and SQL written for each of the two databases
 * sql2c_read.c    blocks of a .sql file: prototypes, with, json, record, scan
 * sql2c_check.c   every statement prepared against the schema; parameters, columns, structs
 * sql2c_sealed.c  where sealed texts go to and come from
 * sql2c_schema.c  the steps of schema/: applied, and written for both databases
 * sql2c_write.c   the C
 */
#ifndef TOOLS_SQL2C_H
#define TOOLS_SQL2C_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"

/* Writes "path:line: sentence" to standard error. The tool ends with 1 if there was one. */
void flaw(const char *path, int line, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
int flaw_count(void);

/* ---- tokens ---- */

enum token_kind {
	TOKEN_END,
	TOKEN_WORD,   /* a name or a keyword */
	TOKEN_QUOTED, /* "a name" */
	TOKEN_STRING,
	TOKEN_NUMBER,
	TOKEN_PARAM, /* :name; p is behind the colon */
	TOKEN_MARK,  /* one character, or a PostgreSQL cast, "::" */
	TOKEN_BAD,   /* a parameter in another style, or a string without an end */
};

struct token {
	enum token_kind kind;
	const char *p;
	size_t n;
	const char *from; /* where its bytes start; p is inside for quoted names and parameters */
	const char *to;
	int line;
	int depth;   /* of parentheses around it; both parentheses belong to the outer depth */
	bool broken; /* a line end lies between the token before and this one */
};

struct tokens {
	struct token *v; /* ends with a TOKEN_END */
	int n;
};

/* The tokens from p (on that line) up to and without the first ';' outside of everything; comments
 * are left out. *ret_end stands behind the ';', or is NULL if there was none before the end of the
 * text or, with prototypes, before a comment line that is one. */
struct tokens lex(
	struct arena *mem, const char *p, int line, bool prototypes, const char **ret_end);

/* Keywords are compared without regard to case, marks as they are. */
bool token_is(const struct token *t, const char *word);
bool token_same(const struct token *t, const char *name);
const char *token_text(struct arena *mem, const struct token *t);

/* True if a comment's text (behind the dashes) starts like a prototype: name( */
bool looks_like_prototype(const char *text);

bool is_name_start(char c);
bool is_name_char(char c);

/* ---- what a .sql file says ---- */

enum type {
	TYPE_NONE,
	TYPE_INT,
	TYPE_REF,
	TYPE_TEXT,
	TYPE_REAL,
	TYPE_BOOL,
	TYPE_BLOB,
	TYPE_SEALED
};

struct param {
	const char *name;
	enum type type;
	const char *scope, *row; /* of a sealed one: names of other parameters */
	const char *place;	 /* of a sealed one: "table.column" */
	int number;		 /* in the SQL, from 1; 0 if it only names a scope or a row */
	struct param *next;
};

struct column {
	const char *name;
	enum type type;
	const char *place;   /* of a sealed one: "table.column" */
	int id_at, scope_at; /* and the columns of the same result that it is bound to */
	struct column *next;
};

enum result_kind { RESULT_CHANGED, RESULT_ID, RESULT_TEXT, RESULT_ONE, RESULT_MANY };

struct record {
	const char *name;
	int line;
	struct column *columns;
	bool filled;	     /* columns are known */
	bool declared;	     /* by "-- record", not by a statement */
	bool read;	     /* some statement fills it */
	int json_line;	     /* 0: it has no JSON */
	struct column *json; /* names; types and places belong to columns */
	struct record *next;
};

struct statement {
	const char *name;
	int line; /* of the prototype */
	struct param *params;
	enum result_kind kind;
	const char *record_name;
	struct record *record;
	struct column *with; /* types given by hand */
	const char *scan;
	const char *sql,
		*end; /* the text in the file, from its first character to behind the ';' */
	int sql_line;
	struct tokens tokens;
	struct column *columns;
	int n_columns;
	bool writes;
	struct statement *next;
};

struct module {
	struct arena *mem;
	const char *path;  /* as given: for messages and #line */
	const char *shown; /* without what is before "src/": "features/goals/goals.sql" */
	struct statement *statements;
	struct record *records;
};

/* sql2c_read.c: fills statements and records from the text of the file. */
void read_module(struct module *m, const char *text);

/* NULL if there is none. */
struct param *param_find(const struct param *first, const char *name, size_t n);
struct column *column_find(const struct column *first, const char *name);
struct record *record_get(struct module *m, const char *name, int line);

/* sql2c_check.c: types, records and places of everything that was read. */
void check_module(struct module *m, sqlite3 *db);

/* TYPE_NONE for a word that is no type. */
enum type type_of_word(const char *word, size_t n);
const char *type_name(enum type t);

/* Why a name cannot be used in C, as the rest of a sentence; NULL if it can. */
const char *name_trouble(const char *name);

/* sql2c_sealed.c: finds the place of each sealed parameter, and of each sealed column its row. */
void check_sealed_params(struct module *m, struct statement *s, sqlite3 *db);
void check_sealed_columns(struct module *m, struct statement *s, sqlite3_stmt *stmt);

/* ---- the schema ---- */

struct step {
	const char *path;
	const char *name; /* "0001_house" */
	int number;
	char *text;
};

/* An empty database in memory with all steps applied; NULL after a flaw. The steps are sorted. */
sqlite3 *schema_apply(struct arena *mem, struct step *steps, int n);

/* ---- writing ---- */

enum dialect { DIALECT_SQLITE, DIALECT_PG };

/* The tokens as SQL of one database: comments left out, parameters numbered, types of CAST named as
 * the database names them. */
void write_sql(struct buf *out, const struct tokens *t, enum dialect d, const struct param *params);

/* A schema step of one database. */
void write_ddl(struct arena *mem, struct buf *out, const char *text, enum dialect d);

/* Text as one or more C string literals, a line each. */
void write_literal(struct buf *out, const char *text, const char *indent);

void write_header(struct buf *out, const struct module *m);
void write_source(struct buf *out, const struct module *m, const char *header_name);

/* The tables that src/engine/db/schema.h declares. */
void write_schema_source(struct arena *mem, struct buf *out, const struct step *steps, int n);

#endif
