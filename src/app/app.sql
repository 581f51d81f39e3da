-- What the door itself keeps: answers of unsafe requests, for those who try again.

-- answer_claim(key text, who int, route text, now int)
INSERT INTO idempotency (key, who, route, at) VALUES (:key, :who, :route, :now)
ON CONFLICT (key) DO NOTHING;

-- answer_get(key text) : one kept_answer
SELECT status, location, body FROM idempotency WHERE key = :key;

-- answer_keep(key text, status int, location text, body text)
UPDATE idempotency SET status = :status, location = :location, body = :body WHERE key = :key;

-- answer_drop(key text)
DELETE FROM idempotency WHERE key = :key;

-- answer_forget(key text, before int)
DELETE FROM idempotency WHERE key = :key AND at < :before;

-- answer_sweep(before int)
DELETE FROM idempotency WHERE at < :before;

-- ready() : int
SELECT count(*) FROM idempotency WHERE key = '';
