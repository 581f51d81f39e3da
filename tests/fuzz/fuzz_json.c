/* SPDX-License-Identifier: Apache-2.0 */
/* Any JSON is refused or gives pairs; what our writer writes of them is read again as the same. */
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/fatal.h"
#include "base/str.h"
#include "engine/http/parse.h"
#include "engine/json/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new(4096);
	struct pairs p = { .mem = mem }, again = { .mem = mem };
	struct buf b = BUF_IN(mem);
	struct json j = { .b = &b };
	int texts = 0;

	if (!parse_json(&p, (const char *)data, n)) {
		arena_free(mem);
		return 0;
	}
	json_open(&j, NULL);
	for (int i = 0; i < p.n; i++) {
		MUST(utf8_valid(p.v[i].name, strlen(p.v[i].name)));
		MUST(strlen(p.v[i].value) == p.v[i].n && utf8_valid(p.v[i].value, p.v[i].n));
		if (p.v[i].type == BODY_TEXT && !p.v[i].list) {
			json_text(&j, p.v[i].name, p.v[i].value);
			texts++;
		}
	}
	json_close(&j);
	MUST(parse_json(&again, buf_text(&b), b.n));
	MUST(again.n == texts);
	for (int i = 0, k = 0; i < p.n; i++)
		if (p.v[i].type == BODY_TEXT && !p.v[i].list) {
			MUST(str_eq(again.v[k].name, p.v[i].name));
			MUST(str_eq(again.v[k].value, p.v[i].value));
			k++;
		}
	arena_free(mem);
	return 0;
}
