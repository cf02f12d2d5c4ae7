-- The catalog: all that is known. Vectors and keywords are derived from it.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Nearly always one for a file, several for a packet.
CREATE TABLE documents (
    key          INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256       TEXT NOT NULL,        -- of the file's bytes
    page_first   INTEGER NOT NULL,     -- in the file, from 1
    page_count   INTEGER NOT NULL,     -- they follow one another
    title        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    date         TEXT,                 -- ISO 8601
    organization TEXT,
    layout       TEXT,                 -- of minutes; NULL where none was recognised
    added        TEXT NOT NULL,        -- UTC, ISO 8601
    text         TEXT NOT NULL,        -- cleaned; all offsets count its characters
    UNIQUE (sha256, page_first)
);

-- Every file seen: read into the documents of its sha256, or failed with a problem. Files with the
-- same bytes share their documents.
CREATE TABLE files (
    name    TEXT PRIMARY KEY,          -- within the collection, NFC
    path    TEXT NOT NULL,
    sha256  TEXT,
    problem TEXT,                      -- a FileProblem's code; such a file has no document
    detail  TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX files_read ON files (sha256) WHERE problem IS NULL;

-- Files inside a file, which are not read; with the first document of the file.
CREATE TABLE enclosed (
    document  INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    position  INTEGER NOT NULL,        -- from 0
    name      TEXT NOT NULL,           -- '' where it is not named
    portfolio INTEGER NOT NULL,        -- the file's own pages are but a cover
    PRIMARY KEY (document, position)
) WITHOUT ROWID;

CREATE TABLE pages (
    document  INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    number    INTEGER NOT NULL,        -- physical, from 1
    label     TEXT NOT NULL,
    width     REAL NOT NULL,           -- points
    height    REAL NOT NULL,
    printed   TEXT NOT NULL,
    start     INTEGER NOT NULL,        -- in documents.text
    origin    BLOB NOT NULL,           -- index.arrays: int32 (cleaned characters,)
    boxes     BLOB NOT NULL,           -- index.arrays: float32 (printed characters, 4), points
    agreement REAL NOT NULL,
    reading   TEXT NOT NULL DEFAULT 'text',  -- ingest.model.PageReading
    covered   BLOB NOT NULL DEFAULT x'',     -- float32 (n, 4), points: shown to nobody
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE items (
    document    INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    number      TEXT NOT NULL,
    title       TEXT NOT NULL,
    case_number TEXT,
    kind        TEXT,
    closed      INTEGER NOT NULL,
    start       INTEGER NOT NULL,
    end         INTEGER NOT NULL,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;

CREATE TABLE passages (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    document   INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    item       INTEGER,                            -- items.position
    section    TEXT,
    head       TEXT NOT NULL,
    start      INTEGER NOT NULL,
    end        INTEGER NOT NULL,
    page_first INTEGER NOT NULL,
    page_last  INTEGER NOT NULL,
    text       TEXT NOT NULL,                      -- documents.text between start and end
    sentences  BLOB NOT NULL,                      -- int32 (n, 2): spans in documents.text
    traits     INTEGER NOT NULL,                   -- index.traits: bits
    vector     BLOB NOT NULL REFERENCES vectors (hash)
);
CREATE INDEX passages_by_document ON passages (document, item);
CREATE INDEX passages_by_vector ON passages (vector);

-- One row per embedded text (head and text), whichever passages carry it.
CREATE TABLE vectors (
    hash      BLOB PRIMARY KEY,        -- SHA-256 of the embedded text and the sentence spans
    passage   BLOB NOT NULL,           -- float32 (dimension,), normalised
    sentences BLOB NOT NULL            -- float16 (n, dimension), normalised
) WITHOUT ROWID;

-- The tokens of each embedded text: large, and read for the best passages only.
CREATE TABLE tokens (
    hash    BLOB PRIMARY KEY REFERENCES vectors (hash) ON DELETE CASCADE,
    content BLOB NOT NULL,             -- int8 (n, width): index.late
    ends    BLOB NOT NULL              -- uint16 (n,): where each ends in the passage; 0 in the head
);

-- How tokens were made comparable (index.late); one row, made with the first passage.
CREATE TABLE projection (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    content BLOB NOT NULL
);

-- What was understood of a document, whole (index.structures). The tables below find what is in it.
CREATE TABLE structures (
    document INTEGER PRIMARY KEY REFERENCES documents (key) ON DELETE CASCADE,
    json     TEXT NOT NULL
);

CREATE TABLE decisions (
    document     INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    item         INTEGER NOT NULL,     -- items.position
    ordinal      INTEGER NOT NULL,     -- within the item, from 0
    organization TEXT NOT NULL,        -- index.naming: folded; of the body that decided
    date         TEXT,                 -- ISO 8601; of the meeting that decided
    outcome      TEXT NOT NULL,
    earlier      INTEGER NOT NULL,     -- taken at an earlier meeting and printed again
    has_vote     INTEGER NOT NULL,
    has_dissent  INTEGER NOT NULL,     -- somebody was against, abstained or dissented
    case_key     TEXT,
    PRIMARY KEY (document, item, ordinal)
) WITHOUT ROWID;
CREATE INDEX decisions_by_date ON decisions (date);
CREATE INDEX decisions_by_outcome ON decisions (outcome);
CREATE INDEX decisions_by_case ON decisions (case_key);

-- Who voted or dissented, folded; a name or a party that is not known is empty.
CREATE TABLE decision_people (
    document INTEGER NOT NULL,
    item     INTEGER NOT NULL,
    ordinal  INTEGER NOT NULL,
    name     TEXT NOT NULL,
    party    TEXT NOT NULL,
    PRIMARY KEY (document, item, ordinal, name, party),
    FOREIGN KEY (document, item, ordinal) REFERENCES decisions ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX decision_people_by_party ON decision_people (party);

CREATE TABLE cases (
    key      TEXT NOT NULL,            -- index.naming.case_key
    document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    item     INTEGER NOT NULL,         -- items.position, -1 for the document as a whole
    PRIMARY KEY (key, document, item)
) WITHOUT ROWID;
CREATE INDEX cases_by_document ON cases (document);
