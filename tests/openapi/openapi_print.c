/* SPDX-License-Identifier: Apache-2.0 */
/* Prints the description of the product's API, as the server would send it. */
#include <stdio.h>

#include "app/version.h"
#include "engine/http/openapi.h"
#include "plan/plan.gen.h"

int
main(void)
{
	struct arena *mem = arena_new(0);
	struct buf b = BUF_IN(mem);

	openapi_write(&b, routes, routes_n, "https://mentoring.example.org", WAYMARK_VERSION);
	fwrite(b.p, 1, b.n, stdout);
	arena_free(mem);
	return 0;
}
