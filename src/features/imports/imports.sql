-- Imports of files: the file, its columns, what was found, what came of it.

-- import_standing(id int, person int) : one import_standing
-- with manages int, admin int
SELECT i.made_by,
	CASE WHEN EXISTS (SELECT 1 FROM participant t WHERE t.programme = i.programme AND t.role = 'manager'
		AND t.person = :person) THEN 1 ELSE 0 END AS manages,
	CASE WHEN EXISTS (SELECT 1 FROM person a WHERE a.id = :person AND a.admin = 1
		AND a.state = 'active') THEN 1 ELSE 0 END AS admin
FROM import i WHERE i.id = :id;

-- json import: id programme programme_name role filename state rows_n done_n new_n changed_n same_n rejected_n created_at finished_at
-- import_get(id int) : one import
-- with programme_name text, maker_name text, job_state text
SELECT i.id, i.programme, coalesce(p.name, '') AS programme_name, i.role, i.filename, i.state, i.job,
	coalesce((SELECT j.state FROM job j WHERE j.id = i.job), '') AS job_state, i.rows_n,
	i.done_n, i.new_n, i.changed_n, i.same_n, i.rejected_n, m.name AS maker_name, i.created_at, i.finished_at
FROM import i LEFT JOIN programme p ON p.id = i.programme JOIN person m ON m.id = i.made_by
WHERE i.id = :id;

-- import_all(limit_n int, offset_n int) : many import
-- with programme_name text, maker_name text, job_state text
-- scan: walks the imports from the newest and stops when the page is full
SELECT i.id, i.programme, coalesce(p.name, '') AS programme_name, i.role, i.filename, i.state, i.job,
	coalesce((SELECT j.state FROM job j WHERE j.id = i.job), '') AS job_state, i.rows_n,
	i.done_n, i.new_n, i.changed_n, i.same_n, i.rejected_n, m.name AS maker_name, i.created_at, i.finished_at
FROM import i LEFT JOIN programme p ON p.id = i.programme JOIN person m ON m.id = i.made_by
ORDER BY i.id DESC LIMIT :limit_n OFFSET :offset_n;

-- import_total() : int
-- scan: the imports of an organisation are few
SELECT count(*) FROM import;

-- import_insert(programme ref, role text, filename text, rows_n int, made_by int, now int) : id
INSERT INTO import (programme, role, filename, rows_n, made_by, created_at)
VALUES (:programme, :role, :filename, :rows_n, :made_by, :now) RETURNING id;

-- import_file_insert(import int, bytes blob)
INSERT INTO import_file (import, bytes) VALUES (:import, :bytes);

-- import_file_get(import int) : one import_file
SELECT bytes FROM import_file WHERE import = :import;

-- import_file_there(import int) : int
SELECT count(*) FROM import_file WHERE import = :import;

-- import_file_delete(import int)
DELETE FROM import_file WHERE import = :import;

-- import_set_state(id int, before text, state text)
UPDATE import SET state = :state WHERE id = :id AND state = :before;

-- import_set_job(id int, job int, state text)
UPDATE import SET job = :job, state = :state WHERE id = :id;

-- import_restart(id int)
UPDATE import SET done_n = 0, new_n = 0, changed_n = 0, same_n = 0, rejected_n = 0 WHERE id = :id;

-- import_count(id int, done_n int, new_n int, changed_n int, same_n int, rejected_n int)
UPDATE import SET done_n = :done_n, new_n = :new_n, changed_n = :changed_n, same_n = :same_n,
	rejected_n = :rejected_n WHERE id = :id;

-- import_finish(id int, state text, now int)
UPDATE import SET state = :state, finished_at = :now WHERE id = :id;

-- What somebody uploaded is not kept for ever: old files that were never taken in, old rejected rows.

-- import_file_sweep(before int)
-- scan: once a day; files are few, because they go when they have been taken in
DELETE FROM import_file WHERE import IN (SELECT id FROM import WHERE created_at < :before);

-- import_sample_sweep(before int)
-- scan: once a day; ten rows for each file that was not taken in
DELETE FROM import_sample WHERE import IN (SELECT id FROM import WHERE created_at < :before);

-- import_fault_sweep(before int)
-- scan: once a day
DELETE FROM import_fault WHERE import IN (SELECT id FROM import WHERE created_at < :before);

-- columns

-- import_column_insert(import int, position int, heading text, samples text, filled int, looks text, target text, kind text, sensitive int)
INSERT INTO import_column (import, position, heading, samples, filled, looks, target, kind, sensitive)
VALUES (:import, :position, :heading, :samples, :filled, :looks, :target, :kind, :sensitive);

-- json import_column: position heading samples filled looks target kind sensitive
-- import_column_list(import int) : many import_column
SELECT position, heading, samples, filled, looks, target, kind, sensitive FROM import_column
WHERE import = :import ORDER BY position;

-- import_column_set(import int, position int, target text, kind text, sensitive int)
UPDATE import_column SET target = :target, kind = :kind, sensitive = :sensitive
WHERE import = :import AND position = :position;

-- import_memory_get(heading text) : text
SELECT target FROM import_memory WHERE heading = :heading;

-- import_memory_set(heading text, target text, now int)
INSERT INTO import_memory (heading, target, used_at) VALUES (:heading, :target, :now)
ON CONFLICT (heading) DO UPDATE SET target = excluded.target, used_at = excluded.used_at;

-- the first rows

-- import_sample_insert(import int, line int, outcome text, name text, email text, level_name text, unit text)
INSERT INTO import_sample (import, line, outcome, name, email, level_name, unit)
VALUES (:import, :line, :outcome, :name, :email, :level_name, :unit)
ON CONFLICT (import, line) DO UPDATE SET outcome = excluded.outcome;

-- import_sample_list(import int) : many import_sample
SELECT line, outcome, name, email, level_name, unit FROM import_sample WHERE import = :import ORDER BY line;

-- import_sample_clear(import int)
DELETE FROM import_sample WHERE import = :import;

-- what is wrong

-- import_fault_insert(import int, line int, column_name text, cause text, message text, rejected int, row_text text)
INSERT INTO import_fault (import, line, column_name, cause, message, rejected, row_text)
VALUES (:import, :line, :column_name, :cause, :message, :rejected, :row_text);

-- import_fault_clear(import int)
DELETE FROM import_fault WHERE import = :import;

-- import_fault_groups(import int) : many import_fault_group
-- with rows_n int, first_line int, message text, rejected int
SELECT cause, column_name, count(*) AS rows_n, min(line) AS first_line, min(message) AS message,
	max(rejected) AS rejected
FROM import_fault WHERE import = :import
GROUP BY cause, column_name ORDER BY max(rejected) DESC, count(*) DESC, cause, column_name;

-- json import_fault: line column_name cause message rejected
-- import_fault_list(import int, cause text, limit_n int, offset_n int) : many import_fault
SELECT line, column_name, cause, message, rejected, row_text FROM import_fault
WHERE import = :import AND (:cause = '' OR cause = :cause)
ORDER BY line, id LIMIT :limit_n OFFSET :offset_n;

-- import_fault_count(import int, cause text) : int
SELECT count(*) FROM import_fault WHERE import = :import AND (:cause = '' OR cause = :cause);

-- The rows that were not taken, with all that was wrong with each.
-- import_rejected(import int) : many import_fault
SELECT line, column_name, cause, message, rejected, row_text FROM import_fault
WHERE import = :import AND rejected = 1 ORDER BY line, id;

-- import_person_id(email text) : int
SELECT id FROM person WHERE email = :email;

-- import_level_names() : many import_level
-- scan: the levels of an organisation are few
SELECT name FROM level ORDER BY rank, id;
