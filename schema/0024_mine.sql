-- What somebody takes along or deletes.
DROP TABLE IF EXISTS nothing_24;
