-- The catalog: all that is known. Vectors and keywords are derived from it.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE documents (
    key          INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256       TEXT NOT NULL UNIQUE,
    title        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    date         TEXT,                 -- ISO 8601
    organization TEXT,
    text         TEXT NOT NULL,        -- cleaned; all offsets count its characters
    page_count   INTEGER NOT NULL,
    added        TEXT NOT NULL         -- UTC, ISO 8601
);

-- Every file seen: read into a document, or failed with a problem. Files with the same bytes share
-- a document.
CREATE TABLE files (
    name     TEXT PRIMARY KEY,         -- within the collection, NFC
    path     TEXT NOT NULL,
    sha256   TEXT,
    document INTEGER REFERENCES documents (key),
    problem  TEXT,                     -- a FileProblem's code
    detail   TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX files_by_document ON files (document);

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
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE items (
    document    INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    number      TEXT NOT NULL,
    title       TEXT NOT NULL,
    case_number TEXT,
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
    vector     BLOB NOT NULL REFERENCES vectors (hash)
);
CREATE INDEX passages_by_document ON passages (document);
CREATE INDEX passages_by_vector ON passages (vector);

-- One row per embedded text (head and text), whichever passages carry it.
CREATE TABLE vectors (
    hash      BLOB PRIMARY KEY,        -- SHA-256 of the embedded text and the sentence spans
    passage   BLOB NOT NULL,           -- float32 (dimension,), normalised
    sentences BLOB NOT NULL            -- float16 (n, dimension), normalised
) WITHOUT ROWID;
