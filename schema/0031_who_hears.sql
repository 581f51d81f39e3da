-- What the team hears of, by how soon: home counts the first hundred and no longer looks at every sign.

CREATE INDEX health_sign_by_told ON health_sign (programme, told, since);

-- Few of the pairs have asked for a hand.
CREATE INDEX health_sign_asked ON health_sign (programme) WHERE help_at > 0;
