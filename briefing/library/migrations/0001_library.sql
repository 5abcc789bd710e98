-- What one library holds. Every row says in rev which commit last wrote it.

CREATE TABLE library (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	rev INTEGER NOT NULL
) STRICT;

INSERT INTO library VALUES (1, 0);

-- Articles and what they were imported from.

CREATE TABLE originals (
	hash BLOB PRIMARY KEY,
	rev  INTEGER NOT NULL,
	size INTEGER NOT NULL, -- of the bytes before compression
	data BLOB NOT NULL     -- Zstandard
) STRICT;

CREATE TABLE snapshots (
	hash     BLOB PRIMARY KEY,
	rev      INTEGER NOT NULL,
	norm     INTEGER NOT NULL,
	text     TEXT NOT NULL,
	blocks   TEXT NOT NULL, -- JSON
	pages    TEXT NOT NULL, -- JSON
	original BLOB NOT NULL  -- the hash; its bytes need not be kept
) STRICT;

CREATE INDEX snapshots_by_original ON snapshots (original);

CREATE TABLE articles (
	id        BLOB PRIMARY KEY,
	rev       INTEGER NOT NULL,
	title     TEXT NOT NULL COLLATE NOCASE,
	publisher TEXT NOT NULL,
	published TEXT NOT NULL,
	url       TEXT NOT NULL,
	data      TEXT NOT NULL -- JSON, the columns above included
) STRICT;

CREATE INDEX articles_by_rev ON articles (rev);
CREATE INDEX articles_by_title ON articles (title, id);
CREATE INDEX articles_by_published ON articles (published, id);
CREATE INDEX articles_by_url ON articles (url);

CREATE TABLE article_snapshots (
	article  BLOB NOT NULL REFERENCES articles ON DELETE CASCADE,
	n        INTEGER NOT NULL,
	snapshot BLOB NOT NULL REFERENCES snapshots,
	PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_snapshots_by_snapshot ON article_snapshots (snapshot);

-- Passages.

CREATE TABLE passages (
	id       BLOB PRIMARY KEY,
	rev      INTEGER NOT NULL,
	article  BLOB NOT NULL REFERENCES articles,
	snapshot BLOB NOT NULL REFERENCES snapshots,
	start    INTEGER NOT NULL,
	data     TEXT NOT NULL -- JSON, the columns above included
) STRICT;

CREATE INDEX passages_by_rev ON passages (rev);
CREATE INDEX passages_by_article ON passages (article, start);
CREATE INDEX passages_by_snapshot ON passages (snapshot);

-- Briefings. A version is the front matter and the hashes of the blocks in
-- order, 32 bytes each; the newest version is the briefing. A briefing owns
-- its blocks, so that deleting it leaves none of its words behind.

CREATE TABLE briefings (
	id    BLOB PRIMARY KEY,
	rev   INTEGER NOT NULL,
	title TEXT NOT NULL,
	date  TEXT NOT NULL
) STRICT;

CREATE INDEX briefings_by_rev ON briefings (rev);

CREATE TABLE versions (
	briefing BLOB NOT NULL REFERENCES briefings ON DELETE CASCADE,
	rev      INTEGER NOT NULL,
	saved    INTEGER NOT NULL DEFAULT (unixepoch()),
	front    TEXT NOT NULL, -- JSON
	blocks   BLOB NOT NULL,
	PRIMARY KEY (briefing, rev)
) STRICT, WITHOUT ROWID;

CREATE TABLE blocks (
	briefing BLOB NOT NULL REFERENCES briefings ON DELETE CASCADE,
	hash     BLOB NOT NULL, -- SHA-256 of data
	rev      INTEGER NOT NULL,
	data     TEXT NOT NULL, -- JSON
	PRIMARY KEY (briefing, hash)
) STRICT, WITHOUT ROWID;

-- What is named by its hash never changes.

CREATE TRIGGER originals_are_immutable BEFORE UPDATE ON originals
BEGIN SELECT raise(ABORT, 'an original is never changed'); END;

CREATE TRIGGER snapshots_are_immutable BEFORE UPDATE ON snapshots
BEGIN SELECT raise(ABORT, 'a snapshot is never changed'); END;

CREATE TRIGGER blocks_are_immutable BEFORE UPDATE ON blocks
BEGIN SELECT raise(ABORT, 'a block is never changed'); END;

CREATE TRIGGER versions_are_immutable BEFORE UPDATE ON versions
BEGIN SELECT raise(ABORT, 'a version is never changed'); END;

-- A tombstone tells those who follow the library that a row is gone.

CREATE TABLE tombstones (
	kind TEXT NOT NULL CHECK (kind IN ('article', 'passage', 'briefing')),
	id   BLOB NOT NULL,
	rev  INTEGER NOT NULL,
	PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX tombstones_by_rev ON tombstones (rev);

CREATE TRIGGER article_deleted AFTER DELETE ON articles
BEGIN INSERT INTO tombstones SELECT 'article', old.id, rev FROM library; END;

CREATE TRIGGER passage_deleted AFTER DELETE ON passages
BEGIN INSERT INTO tombstones SELECT 'passage', old.id, rev FROM library; END;

CREATE TRIGGER briefing_deleted AFTER DELETE ON briefings
BEGIN INSERT INTO tombstones SELECT 'briefing', old.id, rev FROM library; END;

CREATE TRIGGER article_put AFTER INSERT ON articles
BEGIN DELETE FROM tombstones WHERE kind = 'article' AND id = new.id; END;

CREATE TRIGGER passage_put AFTER INSERT ON passages
BEGIN DELETE FROM tombstones WHERE kind = 'passage' AND id = new.id; END;

CREATE TRIGGER briefing_put AFTER INSERT ON briefings
BEGIN DELETE FROM tombstones WHERE kind = 'briefing' AND id = new.id; END;
