/* SPDX-License-Identifier: Apache-2.0 */
#include "app/access.h"

#include "base/fatal.h"

/* What a person is to the site. */
static unsigned
standing_site(const struct req *q)
{
	return STANDING_ANYONE | (q->ctx.who ? STANDING_MEMBER : 0) |
	       (q->ctx.who && q->session.admin ? STANDING_ADMIN : 0);
}

bool
access_needs_person(const struct req *q)
{
	return !q->ctx.who && !(rights[q->route->right].mask & STANDING_ANYONE);
}

enum result
access_check(struct req *q)
{
	const struct right_desc *right = &rights[q->route->right];

	if (right->standing) {
		MUST(q->route->subject_index >= 0);
		q->subject = q->ids[q->route->subject_index];
		q->standing = right->standing(&q->ctx, q->subject);
		if (!q->standing)
			return NOT_FOUND;
	} else {
		q->standing = standing_site(q);
	}
	return q->standing & right->mask ? OK : FORBIDDEN;
}
