/* SPDX-License-Identifier: Apache-2.0 */
/* Inside of openapi_write. */
#ifndef ENGINE_OPENAPI_INSIDE_H
#define ENGINE_OPENAPI_INSIDE_H

#include "engine/html/form.h"
#include "engine/json/json.h"

/* "goal_form": {the schema of what is sent} */
void openapi_form(struct json *j, const struct form_desc *d);

/* "goal": {the schema of one thing that is answered} */
void openapi_row(struct json *j, const struct json_desc *d);

/* "key": {"$ref": "#/components/kind/name"} */
void openapi_ref(struct json *j, const char *key, const char *kind, const char *name);

/* "type": {"schema": …}, inside of "content". */
void openapi_media(struct json *j, const char *type, const char *schema);

/* Security schemes, parameters, answers. */
void openapi_fixed_parts(struct json *j);
/* What these answers hold. */
void openapi_fixed_schemas(struct json *j);

#endif
