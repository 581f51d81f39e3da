-- The trail of what was done. Only added to.

-- audit_last() : text
-- scan: walks the primary key backwards and stops at the first row
SELECT hash FROM audit ORDER BY id DESC LIMIT 1;

-- audit_insert(at int, who int, act text, subject_kind text, subject int, hash text)
INSERT INTO audit (at, who, act, subject_kind, subject, hash)
VALUES (:at, :who, :act, :subject_kind, :subject, :hash);

-- audit_page(after int) : many audit_row
SELECT id, at, who, act, subject_kind, subject, hash FROM audit WHERE id > :after ORDER BY id LIMIT 500;
