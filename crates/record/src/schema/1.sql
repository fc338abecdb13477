-- Form 1 of the record. The same text for SQLite and PostgreSQL; docs/record.md says what each column holds.
-- Days are `2025-04-14`, moments `2025-04-14T13:39:00Z`, so that their order is the order of their letters.

CREATE TABLE schema_version (
    version BIGINT PRIMARY KEY,
    at TEXT NOT NULL,
    program TEXT NOT NULL
);

CREATE TABLE document (
    id BIGINT PRIMARY KEY,
    page BIGINT NOT NULL REFERENCES document (id),
    version BIGINT NOT NULL,
    content BYTEA NOT NULL UNIQUE,
    name TEXT NOT NULL,
    address TEXT,
    title TEXT NOT NULL,
    publisher TEXT,
    byline TEXT,
    section TEXT,
    language TEXT,
    published TEXT,
    known TEXT NOT NULL,
    added TEXT NOT NULL,
    program TEXT NOT NULL,
    voice BIGINT NOT NULL REFERENCES document (id),
    UNIQUE (page, version)
);
CREATE INDEX document_by_address ON document (address);
CREATE INDEX document_by_name ON document (name);
CREATE INDEX document_later ON document (page, version, known) WHERE version > 1;

CREATE TABLE document_text (
    document BIGINT PRIMARY KEY REFERENCES document (id),
    summary TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE reader (
    id BIGINT PRIMARY KEY,
    program TEXT NOT NULL,
    rules TEXT NOT NULL,
    registry TEXT NOT NULL,
    model TEXT NOT NULL,
    UNIQUE (program, rules, registry, model)
);

CREATE TABLE reading (
    id BIGINT PRIMARY KEY,
    document BIGINT NOT NULL REFERENCES document (id),
    reader BIGINT NOT NULL REFERENCES reader (id),
    at TEXT NOT NULL,
    as_reading BIGINT NOT NULL REFERENCES reading (id),
    claims BIGINT NOT NULL,
    hash BYTEA NOT NULL
);
CREATE INDEX reading_by_document ON reading (document);

CREATE TABLE claim (
    id BIGINT PRIMARY KEY,
    reading BIGINT NOT NULL REFERENCES reading (id),
    place BIGINT NOT NULL,
    identity BIGINT NOT NULL,
    core BIGINT NOT NULL,
    type TEXT NOT NULL,
    mission TEXT,
    actor TEXT,
    status TEXT,
    measure TEXT,
    value DOUBLE PRECISION,
    currency TEXT,
    date TEXT,
    said_by TEXT,
    rule TEXT,
    form TEXT NOT NULL,
    UNIQUE (reading, place)
);
CREATE INDEX claim_by_identity ON claim (identity);

CREATE TABLE digest (
    mission TEXT NOT NULL,
    reading BIGINT NOT NULL REFERENCES reading (id),
    document BIGINT NOT NULL REFERENCES document (id),
    claims TEXT NOT NULL,
    PRIMARY KEY (mission, reading)
);
CREATE INDEX digest_by_document ON digest (document);

CREATE TABLE shingle (
    hash BIGINT NOT NULL,
    document BIGINT NOT NULL REFERENCES document (id),
    PRIMARY KEY (hash, document)
) /* kept in the order of its key */;

CREATE TABLE sketch (
    document BIGINT PRIMARY KEY REFERENCES document (id),
    runs BYTEA NOT NULL
);

CREATE TABLE judgement (
    id BIGINT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    content BYTEA NOT NULL,
    identity BIGINT NOT NULL,
    core BIGINT NOT NULL,
    mission TEXT,
    verdict TEXT NOT NULL,
    correction TEXT,
    note TEXT,
    undoes TEXT,
    evidence TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    added TEXT NOT NULL
);
CREATE INDEX judgement_by_identity ON judgement (identity);
CREATE INDEX judgement_by_mission ON judgement (mission);
