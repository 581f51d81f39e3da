/* SPDX-License-Identifier: Apache-2.0 */
/* What is in the tables that assets2c made. */
#include <stdio.h>

#include "app/assets.h"

int
main(void)
{
	for (size_t i = 0; i < assets_n; i++) {
		printf("%s %s %zu %s\n", assets[i].name, assets[i].type, assets[i].n,
			assets[i].packed_n ? "packed" : "plain");
		fwrite(assets[i].bytes, 1, assets[i].n, stdout);
		putchar('\n');
	}
	return 0;
}
