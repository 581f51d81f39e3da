/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rules of matching in a YAML file, for the command line; examples/civil-service.yml explains the
 * format. Besides the criteria, such a file says where in two tables of people everything stands.
 */
#ifndef MATCHING_RULES_FILE_H
#define MATCHING_RULES_FILE_H

#include "features/matching/criteria.h"

/* Where a field of criteria.fields comes from. */
struct rules_column {
	const char *column;
	char separator; /* between the items of a set */
	bool used[2];	/* by a criterion, on this enum side */
	size_t line;	/* of the rules */
};

struct rules_wish {
	const char *mentee, *mentor; /* ids */
	size_t line;
};

struct rules_file {
	struct criteria criteria;
	struct rules_column *columns; /* [criteria.n_fields] */
	const char *id_column;	      /* who a person is, in both tables */
	size_t id_line;
	const char *places_column; /* of the mentors; NULL: `places` for each */
	int32_t places;
	size_t places_line;
	const char *manager_column; /* id of the line manager, of the mentees; NULL: not known */
	size_t manager_line;
	struct rules_wish *apart, *together;
	size_t n_apart, n_together;
};

struct rules_error {
	size_t line; /* from 1 */
	const char *message;
};

/* Reads n bytes of YAML. All is in mem. False with *err set, and *ret untouched, if it is not YAML or
 * says something that is not known here. */
bool rules_read(struct arena *mem, const char *text, size_t n, struct rules_file *ret,
	struct rules_error *err);

#endif
