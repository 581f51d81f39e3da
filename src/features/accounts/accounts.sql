-- Who may come in, and how.

-- session_find(token_hash text, now int) : one session_row
-- with manages int, unread int, practice int
SELECT s.id, s.person, s.created_at, s.seen_at, p.name, p.email, p.lang, p.tz, p.admin, p.keys_off,
	CASE WHEN EXISTS (SELECT 1 FROM participant m WHERE m.person = p.id AND m.role = 'manager')
		THEN 1 ELSE 0 END AS manages,
	(SELECT count(*) FROM (SELECT 1 FROM notice n WHERE n.person = p.id AND n.read_at = 0
		AND n.hidden_until <= :now LIMIT 100) u) AS unread,
	(SELECT v.version FROM practice_state v WHERE v.id = 1) AS practice
FROM session s JOIN person p ON p.id = s.person
WHERE s.token_hash = :token_hash AND p.state = 'active';

-- session_find_by_access_token(token_hash text) : one session_row
-- with manages int, unread int, practice int
SELECT t.id, t.person, t.created_at, t.used_at AS seen_at, p.name, p.email, p.lang, p.tz, p.admin, p.keys_off,
	CASE WHEN EXISTS (SELECT 1 FROM participant m WHERE m.person = p.id AND m.role = 'manager')
		THEN 1 ELSE 0 END AS manages,
	0 AS unread, (SELECT v.version FROM practice_state v WHERE v.id = 1) AS practice
FROM access_token t JOIN person p ON p.id = t.person
WHERE t.token_hash = :token_hash AND p.state = 'active';

-- session_insert(token_hash text, person int, agent text, now int) : id
INSERT INTO session (token_hash, person, created_at, seen_at, agent)
VALUES (:token_hash, :person, :now, :now, :agent) RETURNING id;

-- session_seen(id int, now int)
UPDATE session SET seen_at = :now WHERE id = :id;

-- access_token_seen(id int, now int)
UPDATE access_token SET used_at = :now WHERE id = :id;

-- json session_info: id agent created_at seen_at
-- session_list(person int, alive_since int, made_since int) : many session_info
SELECT id, agent, created_at, seen_at FROM session
WHERE person = :person AND seen_at >= :alive_since AND created_at >= :made_since
ORDER BY seen_at DESC, id DESC;

-- session_owner(id int) : int
SELECT person FROM session WHERE id = :id;

-- session_delete(id int)
DELETE FROM session WHERE id = :id;

-- session_delete_others(person int, keep int)
DELETE FROM session WHERE person = :person AND id <> :keep;

-- session_delete_old(seen_before int, made_before int)
-- scan: the hourly sweep reads all sessions once
DELETE FROM session WHERE seen_at < :seen_before OR created_at < :made_before;

-- json token_info: id name created_at used_at
-- token_list(person int) : many token_info
SELECT id, name, created_at, used_at FROM access_token WHERE person = :person ORDER BY id;

-- token_insert(token_hash text, person int, name text, now int) : id
INSERT INTO access_token (token_hash, person, name, created_at)
VALUES (:token_hash, :person, :name, :now) RETURNING id;

-- token_owner(id int) : int
SELECT person FROM access_token WHERE id = :id;

-- token_delete(id int)
DELETE FROM access_token WHERE id = :id;

-- token_delete_all(person int)
DELETE FROM access_token WHERE person = :person;

-- credential_find(email text) : one credential_row
SELECT p.id, p.name, p.email, p.state, c.password_hash
FROM person p LEFT JOIN credential c ON c.person = p.id WHERE p.email = :email;

-- credential_of(person int) : one credential_row
SELECT p.id, p.name, p.email, p.state, c.password_hash
FROM person p LEFT JOIN credential c ON c.person = p.id WHERE p.id = :person;

-- credential_set(person int, password_hash text, now int)
INSERT INTO credential (person, password_hash, changed_at) VALUES (:person, :password_hash, :now)
ON CONFLICT (person) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at;

-- passage_find(token_hash text, now int) : one passage
-- with name text, email text
SELECT x.id, x.kind, x.person, coalesce(p.name, '') AS name, coalesce(p.email, '') AS email
FROM passage x LEFT JOIN person p ON p.id = x.person
WHERE x.token_hash = :token_hash AND x.used_at = 0 AND x.expires_at > :now;

-- passage_insert(token_hash text, kind text, person ref, now int, expires_at int) : id
INSERT INTO passage (token_hash, kind, person, created_at, expires_at)
VALUES (:token_hash, :kind, :person, :now, :expires_at) RETURNING id;

-- passage_use(id int, now int)
UPDATE passage SET used_at = :now WHERE id = :id AND used_at = 0;

-- passage_close_all(person int, now int)
UPDATE passage SET used_at = :now WHERE person = :person AND used_at = 0;

-- passage_close_setup(now int)
UPDATE passage SET used_at = :now WHERE kind = 'setup' AND used_at = 0;

-- passage_delete_old(before int)
-- scan: the hourly sweep reads all links once
DELETE FROM passage WHERE expires_at < :before;

-- organisation_count() : int
SELECT count(*) FROM organisation;

-- organisation_insert(name text, lang text, tz text, now int)
INSERT INTO organisation (id, name, lang, tz, created_at) VALUES (1, :name, :lang, :tz, :now);

-- organisation_name() : text
SELECT name FROM organisation WHERE id = 1;

-- first_person_insert(email text, name text, lang text, tz text, now int) : id
INSERT INTO person (email, name, lang, tz, admin, state, created_at, changed_at)
VALUES (:email, :name, :lang, :tz, 1, 'active', :now, :now) RETURNING id;

-- json account: id name email lang tz admin keys_off
-- account_get(person int) : one account
SELECT id, name, email, lang, tz, admin, keys_off FROM person WHERE id = :person;

-- account_settings(person int, lang text, tz text, keys_off int, now int)
UPDATE person SET lang = :lang, tz = :tz, keys_off = :keys_off,
	changed_at = CASE WHEN changed_at < :now THEN :now ELSE changed_at + 1 END
WHERE id = :person;

-- account_activate(person int, now int)
UPDATE person SET state = 'active', changed_at = CASE WHEN changed_at < :now THEN :now ELSE changed_at + 1 END
WHERE id = :person AND state = 'invited';

-- account_state(person int) : text
SELECT state FROM person WHERE id = :person;

-- account_deactivate(person int, now int)
UPDATE person SET state = 'deactivated', changed_at = CASE WHEN changed_at < :now THEN :now ELSE changed_at + 1 END
WHERE id = :person AND state <> 'deactivated';

-- account_erased(person int) : int
SELECT erased_at FROM person WHERE id = :person;

-- account_reactivate(person int, now int)
UPDATE person SET changed_at = CASE WHEN changed_at < :now THEN :now ELSE changed_at + 1 END,
	state = CASE WHEN EXISTS
	(SELECT 1 FROM credential c WHERE c.person = :person) THEN 'active' ELSE 'invited' END
WHERE id = :person AND state = 'deactivated';

-- admin_count() : int
-- scan: asked only when an administrator is deactivated
SELECT count(*) FROM person WHERE admin = 1 AND state = 'active';

-- rate_get(key text) : one rate_row
SELECT tokens, at FROM rate WHERE key = :key;

-- rate_set(key text, tokens real, now int)
INSERT INTO rate (key, tokens, at) VALUES (:key, :tokens, :now)
ON CONFLICT (key) DO UPDATE SET tokens = excluded.tokens, at = excluded.at;

-- rate_delete_old(before int)
DELETE FROM rate WHERE at < :before;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_session: id agent created_at seen_at
-- mine_session(person int) : many mine_session
SELECT id, agent, created_at, seen_at
FROM session
WHERE person = :person ORDER BY id;

-- json mine_access_token: id name created_at used_at
-- mine_access_token(person int) : many mine_access_token
SELECT id, name, created_at, used_at
FROM access_token
WHERE person = :person ORDER BY id;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_credential(person int)
DELETE FROM credential WHERE person = :person;

-- forget_passage(person int)
DELETE FROM passage WHERE person = :person;
