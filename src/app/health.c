/* SPDX-License-Identifier: Apache-2.0 */
/* Is it alive? Can it do its work? For supervisors and load balancers. */
#include "engine/db/db.h"
#include "engine/engine.h"
#include "engine/http/answer.h"
#include "plan/plan.gen.h"

#include "app/app.sql.h"

enum result
web_health_show(struct req *q)
{
	answer_text(q, 200, "text/plain; charset=utf-8", "ok\n");
	return OK;
}

enum result
web_ready_show(struct req *q)
{
	bool stopping = atomic_load(&q->ctx.engine->stopping);

	/* One small read: that the database answers is what is asked here. */
	sql_ready(&q->ctx);
	if (db_faulty(&q->ctx) || stopping)
		answer_text(q, 503, "text/plain; charset=utf-8",
			stopping ? "stopping\n" : "the database does not answer\n");
	else
		answer_text(q, 200, "text/plain; charset=utf-8", "ready\n");
	return OK;
}
