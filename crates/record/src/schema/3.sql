-- Form 3: what large missions add up to, kept so that it need not be reckoned at each call. A row follows from the
-- other tables and may be thrown away at any time; so this table, alone of all, is not guarded.

CREATE TABLE summary (
    mission TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    newest TEXT NOT NULL,
    program TEXT NOT NULL,
    reading BIGINT NOT NULL,
    judgement BIGINT NOT NULL,
    document BIGINT NOT NULL,
    form TEXT NOT NULL
);
