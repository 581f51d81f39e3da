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
	struct engine *e = q->ctx.engine;
	const char *not_ready = NULL;

	/* One small read: that the database answers is what is asked here. */
	sql_ready(&q->ctx);
	if (atomic_load(&e->stopping))
		not_ready = "stopping\n";
	else if (db_faulty(&q->ctx))
		not_ready = "the database does not answer\n";
	else if (db_stopped(e->db))
		not_ready = "the database takes no changes\n";
	answer_text(q, not_ready ? 503 : 200, "text/plain; charset=utf-8",
		not_ready ? not_ready : "ready\n");
	return OK;
}
