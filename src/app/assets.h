/* SPDX-License-Identifier: Apache-2.0 */
/* The files of assets/, compiled in by assets2c, sorted by name. */
#ifndef APP_ASSETS_H
#define APP_ASSETS_H

#include <stddef.h>

struct asset {
	const char *name;
	const char *type;
	const char *etag;		     /* quoted */
	const unsigned char *bytes, *packed; /* packed: gzip */
	size_t n, packed_n;
};

extern const struct asset assets[];
extern const size_t assets_n;

#endif
