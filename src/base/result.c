/* SPDX-License-Identifier: Apache-2.0 */
#include "base/result.h"

const char *
result_name(enum result r)
{
	switch (r) {
	case OK:
		return "ok";
	case INVALID:
		return "invalid";
	case NOT_FOUND:
		return "not-found";
	case FORBIDDEN:
		return "forbidden";
	case CONFLICT:
		return "conflict";
	case BUSY:
		return "busy";
	case FAILED:
		return "failed";
	case GONE:
		return "gone";
	}
	return "unknown";
}
