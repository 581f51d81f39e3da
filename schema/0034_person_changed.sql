-- Who has changed since a moment, without a look at everybody: pages of a large proposal ask it each time, see
-- features/matching/standing.h.

CREATE INDEX person_by_change ON person (changed_at);
