-- What an organisation has made of the practice, as every process reads it.

-- practice_version() : int
SELECT version FROM practice_state WHERE id = 1;

-- practice_version_set(version int)
UPDATE practice_state SET version = :version WHERE id = 1;

-- practice_own_list() : many practice_own_row
-- scan: all of it is what is read, once after each change
SELECT kind, item, own, body, base FROM practice_own ORDER BY kind, item;

-- practice_kept_put(hash text, body text)
INSERT INTO practice_kept (hash, body) VALUES (:hash, :body) ON CONFLICT (hash) DO NOTHING;

-- practice_kept_get(hash text) : text
SELECT body FROM practice_kept WHERE hash = :hash;
