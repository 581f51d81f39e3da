/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Statements of PostgreSQL. Parameters travel in binary with types that we name, so that the server
 * never guesses; results travel as text, because count() is a bigint, sum() a numeric and a comparison
 * a boolean, and as text all of them read as numbers.
 */
#include "engine/db/postgres.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#define OID_BYTEA 17
#define OID_INT8 20
#define OID_TEXT 25
#define OID_FLOAT8 701

/* What PQexecPrepared wants of each parameter, side by side. */
struct args {
	Oid *types;
	const char **values;
	int *lengths;
	int *formats;
	uint64_t *numbers;
};

static struct args
args_of(struct arena *mem, const struct db_sql *s)
{
	return (struct args){
		.types = ARENA_ARRAY(mem, Oid, s->n_params),
		.values = ARENA_ARRAY(mem, const char *, s->n_params),
		.lengths = ARENA_ARRAY(mem, int, s->n_params),
		.formats = ARENA_ARRAY(mem, int, s->n_params),
		.numbers = ARENA_ARRAY(mem, uint64_t, s->n_params),
	};
}

static void
put_number(struct args *a, int i, Oid type, uint64_t bits)
{
	a->types[i] = type;
	a->numbers[i] = htobe64(bits);
	a->values[i] = (const char *)&a->numbers[i];
	a->lengths[i] = sizeof a->numbers[i];
	a->formats[i] = 1;
}

static void
put(struct args *a, int i, enum db_type type, const struct db_value *v)
{
	uint64_t bits;

	switch (type) {
	case DB_INT:
		put_number(a, i, OID_INT8, (uint64_t)v->i);
		break;
	case DB_REF:
		put_number(a, i, OID_INT8, (uint64_t)v->i);
		if (!v->i)
			a->values[i] = NULL;
		break;
	case DB_REAL:
		memcpy(&bits, &v->r, sizeof bits);
		put_number(a, i, OID_FLOAT8, bits);
		break;
	case DB_TEXT:
		a->types[i] = OID_TEXT;
		a->values[i] = v->s ? v->s : "";
		break;
	case DB_BLOB:
	case DB_SEALED:
		a->types[i] = OID_BYTEA;
		a->values[i] = v->b.n ? v->b.p : "";
		a->lengths[i] = (int)v->b.n;
		a->formats[i] = 1;
		break;
	}
}

/* Prepared once per session under the number of the statement; one without a number goes as it is. */
static PGresult *
execute(struct pg_conn *conn, const struct db_sql *s, struct args *a)
{
	int number = db_sql_number(s);
	PGresult *res;
	char name[16];

	if (number < 0)
		return PQexecParams(conn->h, s->pg, s->n_params, a->types, a->values, a->lengths,
			a->formats, 0);
	snprintf(name, sizeof name, "w%d", number);
	if (!conn->prepared[number]) {
		res = PQprepare(conn->h, name, s->pg, s->n_params, a->types);
		if (PQresultStatus(res) != PGRES_COMMAND_OK)
			return res;
		PQclear(res);
		conn->prepared[number] = true;
	}
	return PQexecPrepared(conn->h, name, s->n_params, a->values, a->lengths, a->formats, 0);
}

bool
pg_run(struct db_rows *r, const struct db_value *params)
{
	struct pg_conn *conn = (struct pg_conn *)r->conn;
	struct args a = args_of(r->c->mem, r->sql);
	ExecStatusType status;
	PGresult *res;
	int i;

	for (i = 0; i < r->sql->n_params; i++)
		put(&a, i, (enum db_type)r->sql->params[i], &params[i]);
	res = execute(conn, r->sql, &a);
	status = PQresultStatus(res);
	if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
		pg_fault(conn, r->c, r->sql, res);
		PQclear(res);
		return false;
	}
	r->handle = res;
	return true;
}

/* "\x0a1b…", as the server writes bytea. */
static struct bytes
bytes_of(struct arena *mem, const char *hex, size_t n)
{
	static const signed char digit[256] = { ['1'] = 1,
		['2'] = 2,
		['3'] = 3,
		['4'] = 4,
		['5'] = 5,
		['6'] = 6,
		['7'] = 7,
		['8'] = 8,
		['9'] = 9,
		['a'] = 10,
		['b'] = 11,
		['c'] = 12,
		['d'] = 13,
		['e'] = 14,
		['f'] = 15 };
	size_t i, size = n >= 2 ? (n - 2) / 2 : 0;
	unsigned char *p = arena_alloc(mem, size);

	for (i = 0; i < size; i++)
		p[i] = (unsigned char)(digit[(unsigned char)hex[2 + 2 * i]] << 4 |
				       digit[(unsigned char)hex[3 + 2 * i]]);
	return (struct bytes){ .p = p, .n = size };
}

bool
pg_next(struct db_rows *r, struct db_value *row)
{
	PGresult *res = r->handle;
	int i;

	if (r->at >= PQntuples(res))
		return false;
	for (i = 0; i < r->sql->n_cols; i++) {
		const char *s = PQgetvalue(res, r->at, i); /* "" for NULL */
		size_t n = (size_t)PQgetlength(res, r->at, i);

		switch ((enum db_type)r->sql->cols[i]) {
		case DB_INT:
		case DB_REF:
			row[i].i = *s == 't' ? 1 : strtoll(s, NULL, 10);
			break;
		case DB_TEXT:
			row[i].s = arena_strndup(r->c->mem, s, n);
			break;
		case DB_REAL:
			row[i].r = strtod(s, NULL);
			break;
		case DB_BLOB:
		case DB_SEALED:
			row[i].b = bytes_of(r->c->mem, s, n);
			break;
		}
	}
	r->at++;
	return true;
}

int64_t
pg_change(struct db_rows *r)
{
	return strtoll(PQcmdTuples(r->handle), NULL, 10);
}

void
pg_close_rows(struct db_rows *r)
{
	PQclear(r->handle);
}
