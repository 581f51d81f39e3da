-- What a mail asked for, as it stands now. See features/notices/errand.h.

-- errand_going_on(relationship int) : one errand_going_on
SELECT asked_at, answered_at, concluded_at FROM going_on WHERE relationship = :relationship;

-- errand_touch(relationship int) : one errand_touch
SELECT asked_at, touched_at FROM keeping_touch WHERE relationship = :relationship;
