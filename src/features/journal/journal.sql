-- What somebody writes for himself. relationship: the scope of the person's own key.

-- journal_get(person int) : one journal
SELECT id, person, relationship, every_days, due_at, told_at, told, draft, draft_at FROM journal WHERE person = :person;

-- json journal_draft: body saved_at
-- record journal_draft(body text, saved_at int)

-- json journal_rhythm: every_days due_at
-- record journal_rhythm(every_days int, due_at int)

-- journal_insert(id int, person int, relationship int, every_days int)
INSERT INTO journal (id, person, relationship, every_days) VALUES (:id, :person, :relationship, :every_days)
ON CONFLICT (person) DO NOTHING;

-- journal_set_rhythm(person int, every_days int, due_at int)
UPDATE journal SET every_days = :every_days, due_at = :due_at, told = 0 WHERE person = :person;

-- journal_set_due(person int, due_at int)
UPDATE journal SET due_at = :due_at, told = 0 WHERE person = :person;

-- journal_set_draft(id int, relationship int, draft sealed(relationship, id), now int)
UPDATE journal SET draft = :draft, draft_at = :now WHERE id = :id AND relationship = :relationship;

-- Whom a letter may ask, in the order of persons.
-- journal_waiting(now int, most int, after int) : many journal_waiting
SELECT id, person FROM journal WHERE due_at > 0 AND due_at <= :now AND told < :most
	AND told_at + every_days * 86400 <= :now AND person > :after
ORDER BY person LIMIT 100;

-- journal_set_told(person int, now int)
UPDATE journal SET told_at = :now, told = told + 1 WHERE person = :person;

-- ---- entries ----

-- json journal_entry: id kind prompt body confidence about shared_with version written_at changed_at
-- entry_list(person int, before int, n int) : many journal_entry
SELECT id, person, relationship, kind, prompt, body, confidence, about, shared_with, version, written_at, changed_at, removed_at
FROM journal_entry WHERE person = :person AND id < :before AND removed_at = 0 ORDER BY id DESC LIMIT :n;

-- limit: the last few; the page leads to the whole journal
-- entry_about(person int, about int, n int) : many journal_entry
SELECT id, person, relationship, kind, prompt, body, confidence, about, shared_with, version, written_at, changed_at, removed_at
FROM journal_entry WHERE person = :person AND about = :about AND removed_at = 0 ORDER BY id DESC LIMIT :n;

-- All of them: after 30 days they are gone.
-- entry_removed(person int) : many journal_entry
SELECT id, person, relationship, kind, prompt, body, confidence, about, shared_with, version, written_at, changed_at, removed_at
FROM journal_entry WHERE person = :person AND removed_at > 0 ORDER BY removed_at DESC;

-- entry_get(id int) : one journal_entry
SELECT id, person, relationship, kind, prompt, body, confidence, about, shared_with, version, written_at, changed_at, removed_at
FROM journal_entry WHERE id = :id;

-- entry_shared(shared_with int, reader int, limit_n int, offset_n int) : many journal_entry
SELECT id, person, relationship, kind, prompt, body, confidence, about, shared_with, version, written_at, changed_at, removed_at
FROM journal_entry WHERE shared_with = :shared_with AND person <> :reader AND removed_at = 0 ORDER BY id DESC LIMIT :limit_n OFFSET :offset_n;

-- Who may read it: whose it is, and between whom it is shared.
-- entry_scope(id int) : one entry_scope
SELECT e.person, e.shared_with, e.removed_at, r.mentor, r.mentee
FROM journal_entry e LEFT JOIN relationship r ON r.id = e.shared_with WHERE e.id = :id;

-- entry_count(person int) : int
SELECT count(*) FROM journal_entry WHERE person = :person AND kind = 'entry';

-- entry_last(person int) : int
SELECT coalesce(max(written_at), 0) FROM journal_entry WHERE person = :person AND kind = 'entry';

-- How sure somebody felt, the latest first.
-- limit: as many dots as a drawing can show; each stands at its entry, too
-- entry_ratings(person int, n int) : many entry_rating
SELECT written_at, confidence FROM journal_entry
WHERE person = :person AND confidence > 0 AND removed_at = 0 ORDER BY id DESC LIMIT :n;

-- entry_insert(id int, person int, relationship int, kind text, prompt text, body sealed(relationship, id), confidence int, about ref, now int)
INSERT INTO journal_entry (id, person, relationship, kind, prompt, body, confidence, about, written_at, changed_at)
VALUES (:id, :person, :relationship, :kind, :prompt, :body, :confidence, :about, :now, :now);

-- entry_update(id int, relationship int, body sealed(relationship, id), confidence int, now int)
UPDATE journal_entry SET body = :body, confidence = :confidence, changed_at = :now, version = version + 1
WHERE id = :id AND relationship = :relationship;

-- entry_share(id int, shared_with ref)
UPDATE journal_entry SET shared_with = :shared_with WHERE id = :id;

-- entry_set_removed(id int, at int)
UPDATE journal_entry SET removed_at = :at WHERE id = :id;

-- entry_sweep(before int)
DELETE FROM journal_entry WHERE removed_at > 0 AND removed_at < :before;

-- Relationships of a person that are still written in, with the first name that stands for each.
-- journal_partners(person int) : many journal_partner
-- with id int, name text, mentor int
SELECT r.id AS id, p.name AS name, CASE WHEN r.mode <> 'peers' THEN 1 ELSE 0 END AS mentor
FROM relationship r JOIN person p ON p.id = r.mentee WHERE r.mentor = :person AND (r.state <> 'ended' OR r.ally_since > 0)
UNION ALL
SELECT r.id AS id, p.name AS name, 0 AS mentor
FROM relationship r JOIN person p ON p.id = r.mentor WHERE r.mentee = :person AND (r.state <> 'ended' OR r.ally_since > 0);

-- Whether somebody ever was a mentor.
-- journal_mentored(person int) : int
SELECT count(*) FROM relationship WHERE mentor = :person AND mode <> 'peers';

-- ---- the moment for a question ----

-- The latest meeting that somebody has closed since then.
-- journal_closed(person int, since int) : one journal_moment
-- with about int, name text, at int
SELECT x.about, x.name, x.at FROM (
	SELECT r.id AS about, p.name AS name, a.created_at AS at FROM relationship r
		JOIN closing_answer a ON a.relationship = r.id AND a.created_at >= :since AND a.person = r.mentee
		JOIN person p ON p.id = r.mentor WHERE r.mentee = :person
	UNION ALL SELECT r.id AS about, p.name AS name, a.created_at AS at FROM relationship r
		JOIN closing_answer a ON a.relationship = r.id AND a.created_at >= :since AND a.person = r.mentor
		JOIN person p ON p.id = r.mentee WHERE r.mentor = :person) x
ORDER BY x.at DESC LIMIT 1;

-- Whether somebody closed a meeting of that relationship since then.
-- journal_closed_here(relationship int, person int, since int) : int
SELECT count(*) FROM closing_answer WHERE relationship = :relationship AND created_at >= :since AND person = :person;

-- The latest promise that somebody has kept since then, and for whom.
-- journal_kept(person int, since int) : one journal_kept
SELECT relationship, closed_at FROM commitment WHERE owner = :person AND state = 'done' AND closed_at >= :since
ORDER BY closed_at DESC LIMIT 1;

-- json reflection: prompt text hint why about due
-- record reflection(prompt text, text text, hint text, why text, about int, due bool)

-- json gain_year: year fresh satisfaction learning
-- record gain_year(year int, fresh int, satisfaction int, learning int)

-- ---- decisions ----

-- json decision: id question options criteria choice outcome review_on about shared_with version written_at changed_at looked_at
-- decision_list(person int, limit_n int, offset_n int) : many decision
SELECT id, person, relationship, question, options, criteria, choice, outcome, review_on, about, shared_with, version,
	written_at, changed_at, looked_at, removed_at
FROM decision WHERE person = :person AND removed_at = 0 ORDER BY id DESC LIMIT :limit_n OFFSET :offset_n;

-- decision_count(person int) : int
SELECT count(*) FROM decision WHERE person = :person AND removed_at = 0;

-- All of them: after 30 days they are gone.
-- decision_removed(person int) : many decision
SELECT id, person, relationship, question, options, criteria, choice, outcome, review_on, about, shared_with, version,
	written_at, changed_at, looked_at, removed_at
FROM decision WHERE person = :person AND removed_at > 0 ORDER BY removed_at DESC;

-- decision_get(id int) : one decision
SELECT id, person, relationship, question, options, criteria, choice, outcome, review_on, about, shared_with, version,
	written_at, changed_at, looked_at, removed_at
FROM decision WHERE id = :id;

-- decision_shared(shared_with int, reader int, limit_n int, offset_n int) : many decision
SELECT id, person, relationship, question, options, criteria, choice, outcome, review_on, about, shared_with, version,
	written_at, changed_at, looked_at, removed_at
FROM decision WHERE shared_with = :shared_with AND person <> :reader AND removed_at = 0 ORDER BY id DESC LIMIT :limit_n OFFSET :offset_n;

-- decision_scope(id int) : one decision_scope
SELECT d.person, d.shared_with, d.removed_at, r.mentor, r.mentee
FROM decision d LEFT JOIN relationship r ON r.id = d.shared_with WHERE d.id = :id;

-- decision_insert(id int, person int, relationship int, question sealed(relationship, id), options sealed(relationship, id), criteria sealed(relationship, id), choice sealed(relationship, id), review_on text, about ref, now int)
INSERT INTO decision (id, person, relationship, question, options, criteria, choice, review_on, about, written_at, changed_at)
VALUES (:id, :person, :relationship, :question, :options, :criteria, :choice, :review_on, :about, :now, :now);

-- decision_update(id int, relationship int, question sealed(relationship, id), options sealed(relationship, id), criteria sealed(relationship, id), choice sealed(relationship, id), outcome sealed(relationship, id), review_on text, looked_at int, told_at int, now int)
UPDATE decision SET question = :question, options = :options, criteria = :criteria, choice = :choice, outcome = :outcome,
	review_on = :review_on, looked_at = :looked_at, told_at = :told_at, changed_at = :now, version = version + 1
WHERE id = :id AND relationship = :relationship;

-- decision_share(id int, shared_with ref)
UPDATE decision SET shared_with = :shared_with WHERE id = :id;

-- decision_set_removed(id int, at int)
UPDATE decision SET removed_at = :at WHERE id = :id;

-- decision_sweep(before int)
DELETE FROM decision WHERE removed_at > 0 AND removed_at < :before;

-- Decisions whose day has come and of which no letter has said so.
-- decision_waiting(today text, after int) : many decision_waiting
SELECT id, person, review_on FROM decision WHERE review_on > '' AND review_on <= :today AND looked_at = 0 AND told_at = 0
	AND removed_at = 0 AND id > :after
ORDER BY id LIMIT 100;

-- decision_set_told(id int, now int)
UPDATE decision SET told_at = :now WHERE id = :id;

-- One's own of that relationship whose day has come; 0: none.
-- decision_due(person int, about int, today text) : int
SELECT coalesce(min(id), 0) FROM decision WHERE person = :person AND about = :about AND review_on > '' AND review_on <= :today
	AND looked_at = 0 AND removed_at = 0;

-- ---- independence ----

-- What the two put on agendas and took on to do between those moments, and how much of it the mentee.
-- json independence: since points points_mentee steps steps_mentee
-- record independence(since int, points int, points_mentee int, steps int, steps_mentee int)

-- independence_count(relationship int, since int, until int) : one independence_count
-- with points int, points_mentee int, steps int, steps_mentee int
SELECT (SELECT count(*) FROM agenda_item a WHERE a.relationship = r.id AND a.source IN ('person', 'carried') AND a.created_at >= :since AND a.created_at < :until) AS points,
	(SELECT count(*) FROM agenda_item a WHERE a.relationship = r.id AND a.source IN ('person', 'carried') AND a.created_at >= :since AND a.created_at < :until AND a.author = r.mentee) AS points_mentee,
	(SELECT count(*) FROM commitment m WHERE m.relationship = r.id AND m.state <> 'dropped' AND m.created_at >= :since AND m.created_at < :until)
	+ (SELECT count(*) FROM plan_step s WHERE s.relationship = r.id AND s.state <> 'dropped' AND s.created_at >= :since AND s.created_at < :until) AS steps,
	(SELECT count(*) FROM commitment m WHERE m.relationship = r.id AND m.state <> 'dropped' AND m.created_at >= :since AND m.created_at < :until AND m.owner = r.mentee)
	+ (SELECT count(*) FROM plan_step s WHERE s.relationship = r.id AND s.state <> 'dropped' AND s.created_at >= :since AND s.created_at < :until AND s.owner = r.mentee) AS steps_mentee
FROM relationship r WHERE r.id = :relationship;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_journal: every_days due_at draft draft_at
-- mine_journal(person int) : many mine_journal
SELECT id, relationship, every_days, due_at, draft, draft_at FROM journal WHERE person = :person;

-- json mine_journal_entry: kind prompt body confidence about shared_with written_at changed_at removed_at
-- mine_journal_entry(person int, after int) : many mine_journal_entry
SELECT id, relationship, kind, prompt, body, confidence, about, shared_with, written_at, changed_at, removed_at
FROM journal_entry WHERE person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_decision: question options criteria choice review_on outcome about shared_with written_at changed_at looked_at removed_at
-- mine_decision(person int, after int) : many mine_decision
SELECT id, relationship, question, options, criteria, choice, review_on, outcome, about, shared_with, written_at, changed_at,
	looked_at, removed_at
FROM decision WHERE person = :person AND id > :after ORDER BY id LIMIT 100;

-- ---- what is deleted for somebody, see features/mine/forget.def ----

-- forget_journal_entry(person int)
DELETE FROM journal_entry WHERE person = :person;

-- forget_decision(person int)
DELETE FROM decision WHERE person = :person;

-- forget_journal(person int)
DELETE FROM journal WHERE person = :person;
