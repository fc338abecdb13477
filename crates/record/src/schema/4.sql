-- Form 4: a digest is bytes that are read back quickly, with all that is reckoned with of its document, so that no
-- other table is asked. What form 3 kept of it is made into this form by the program and then let go.

DROP INDEX digest_by_document;
ALTER TABLE digest RENAME TO digest_of_form_3;

CREATE TABLE digest (
    mission TEXT NOT NULL,
    document BIGINT NOT NULL REFERENCES document (id),
    reading BIGINT NOT NULL REFERENCES reading (id),
    page BIGINT NOT NULL,
    version BIGINT NOT NULL,
    known TEXT NOT NULL,
    claims BYTEA NOT NULL,
    PRIMARY KEY (mission, document, reading)
);
CREATE INDEX digest_by_document ON digest (document);
CREATE INDEX digest_by_reading ON digest (mission, reading);
