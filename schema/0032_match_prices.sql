-- What proves that a proposal is the best, kept with it: so what another pair would cost can be told without looking for
-- the best pairs a second time. For proposals that still can change; see features/matching/prices.h.

CREATE TABLE match_prices (
	run integer PRIMARY KEY REFERENCES match_run(id),
	body blob
);
