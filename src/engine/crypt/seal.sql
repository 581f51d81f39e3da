-- The keys of private texts. A destroyed key has no bytes in `wrapped`.

-- seal_key_newest(scope int) : one seal_key_row
SELECT version, wrapped FROM seal_key WHERE scope = :scope ORDER BY version DESC LIMIT 1;

-- seal_key_get(scope int, version int) : one seal_key_row
SELECT version, wrapped FROM seal_key WHERE scope = :scope AND version = :version;

-- seal_key_insert(scope int, version int, wrapped blob, now int)
INSERT INTO seal_key (scope, version, wrapped, made_at) VALUES (:scope, :version, :wrapped, :now)
ON CONFLICT (scope, version) DO NOTHING;

-- seal_key_destroy(scope int, nothing blob)
UPDATE seal_key SET wrapped = :nothing WHERE scope = :scope;
