-- Form 2: who may use the record over the network, what they did beside judging, and what lists are read by.

CREATE TABLE account (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX account_by_name ON account (name);

CREATE TABLE audit (
    id BIGINT PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    deed TEXT NOT NULL,
    about TEXT NOT NULL
);

CREATE INDEX claim_by_mission ON claim (mission, id);
CREATE INDEX claim_by_rule ON claim (rule);
CREATE INDEX document_by_known ON document (known, id);
