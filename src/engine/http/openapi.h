/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpenAPI 3.1 of the JSON side of the product, made of the same tables that serve it: routes, rights,
 * forms and JSON lists. Pages that have no JSON are left out.
 */
#ifndef ENGINE_OPENAPI_H
#define ENGINE_OPENAPI_H

#include "base/buf.h"

struct route;

/* Appends the document. server: the public address, "https://mentoring.example.org". */
void openapi_write(
	struct buf *b, const struct route *list, int n, const char *server, const char *version);

#endif
