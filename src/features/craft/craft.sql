-- The practice as an organisation changes it: what holds, what it was before, and packs that were sent.

-- json craft_line: kind id name for_whom at_time off own rewritten older
-- record craft_line(kind text, id text, name text, for_whom text, at_time text, off int, own int, rewritten int, older int, above text, below text, keeps text)

-- json craft_item: kind id name off own rewritten older body shipped
-- record craft_item(kind text, id text, name text, off int, own int, rewritten int, older int, body text, shipped text)

-- json craft_step: kind id name act words
-- record craft_step(kind text, id text, kind_name text, name text, act text, words text, taken text)

-- craft_own_get(kind text, item text) : one craft_own
SELECT kind, item, own, body, base FROM practice_own WHERE kind = :kind AND item = :item;

-- craft_own_list() : many craft_own
-- scan: what an organisation has changed is little, and a page shows all of it
SELECT kind, item, own, body, base FROM practice_own ORDER BY kind, item;

-- craft_own_set(kind text, item text, own int, body text, base text)
INSERT INTO practice_own (kind, item, own, body, base) VALUES (:kind, :item, :own, :body, :base)
ON CONFLICT (kind, item) DO UPDATE SET own = excluded.own, body = excluded.body, base = excluded.base;

-- craft_own_delete(kind text, item text)
DELETE FROM practice_own WHERE kind = :kind AND item = :item;

-- craft_change_insert(id int, at int, who ref, kind text, item text, act text, field text, batch int, own int, before_body text, before_base text, after_body text, after_base text)
INSERT INTO practice_change (id, at, who, kind, item, act, field, batch, own, before_body, before_base, after_body, after_base)
VALUES (:id, :at, :who, :kind, :item, :act, :field, :batch, :own, :before_body, :before_base, :after_body, :after_base);

-- craft_change_get(id int) : one craft_change_row
SELECT id, at, who, kind, item, act, field, batch, own, before_body, before_base, after_body, after_base, undone_by
FROM practice_change WHERE id = :id;

-- craft_change_batch(batch int) : many craft_change_row
SELECT id, at, who, kind, item, act, field, batch, own, before_body, before_base, after_body, after_base, undone_by
FROM practice_change WHERE batch = :batch ORDER BY id DESC;

-- craft_change_undone(id int, undone_by int)
UPDATE practice_change SET undone_by = :undone_by WHERE id = :id;

-- json craft_change: id at who who_name kind item name act field undone live
-- craft_change_list(limit_n int, offset_n int) : many craft_change
-- with who_name text, name text, words text, field_words text, undone int, shown_act text, first int, live int
-- scan: walks the primary key backwards and stops after a page
SELECT c.id, c.at, c.who, c.kind, c.item, c.act, c.field, c.batch, COALESCE(p.name, '') AS who_name, '' AS name, '' AS words,
	'' AS field_words, CASE WHEN c.undone_by > 0 THEN 1 ELSE 0 END AS undone, '' AS shown_act, 0 AS first,
	CASE WHEN COALESCE(o.body, '') = c.after_body THEN 1 ELSE 0 END AS live
FROM practice_change c LEFT JOIN person p ON p.id = c.who
	LEFT JOIN practice_own o ON o.kind = c.kind AND o.item = c.item ORDER BY c.id DESC LIMIT :limit_n OFFSET :offset_n;

-- craft_change_count() : int
-- scan: counted once for the pages of a list that only administrators open
SELECT count(*) FROM practice_change;

-- limit: the latest; below them a link leads to the whole history
-- craft_change_of(kind text, item text) : many craft_change
-- with who_name text, name text, words text, field_words text, undone int, shown_act text, first int, live int
SELECT c.id, c.at, c.who, c.kind, c.item, c.act, c.field, c.batch, COALESCE(p.name, '') AS who_name, '' AS name, '' AS words,
	'' AS field_words, CASE WHEN c.undone_by > 0 THEN 1 ELSE 0 END AS undone, '' AS shown_act, 0 AS first,
	CASE WHEN COALESCE(o.body, '') = c.after_body THEN 1 ELSE 0 END AS live
FROM practice_change c LEFT JOIN person p ON p.id = c.who
	LEFT JOIN practice_own o ON o.kind = c.kind AND o.item = c.item
WHERE c.kind = :kind AND c.item = :item ORDER BY c.id DESC LIMIT 20;

-- craft_pack_insert(id int, who int, now int, name text, body text)
INSERT INTO practice_pack (id, who, at, name, body) VALUES (:id, :who, :now, :name, :body);

-- craft_pack_get(id int) : one craft_pack_row
SELECT id, who, at, name, body, taken_at FROM practice_pack WHERE id = :id;

-- craft_pack_taken(id int, now int) : int
UPDATE practice_pack SET taken_at = :now WHERE id = :id AND taken_at = 0 RETURNING 1;

-- craft_pack_sweep(before int)
-- scan: only what was sent in the last days is kept
DELETE FROM practice_pack WHERE at < :before;
