-- The words of snapshots, to be found. FTS5 keeps its index only: the text is
-- that of the snapshots. They are numbered here since the number of a row may
-- change when a file is copied, and the index knows them by it.

CREATE TABLE bodies (
	id       INTEGER PRIMARY KEY,
	snapshot BLOB NOT NULL UNIQUE REFERENCES snapshots ON DELETE CASCADE
) STRICT;

CREATE VIEW body_texts AS
	SELECT bodies.id AS id, snapshots.text AS text FROM bodies JOIN snapshots ON snapshots.hash = bodies.snapshot;

CREATE VIRTUAL TABLE body_words USING fts5 (
	text, content = 'body_texts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

-- What is deleted leaves no word behind.
INSERT INTO body_words (body_words, rank) VALUES ('secure-delete', 1);

INSERT INTO bodies (snapshot) SELECT hash FROM snapshots ORDER BY rowid;
INSERT INTO body_words (body_words) VALUES ('rebuild');

CREATE TRIGGER snapshot_put AFTER INSERT ON snapshots
BEGIN
	INSERT INTO bodies (snapshot) VALUES (new.hash);
	INSERT INTO body_words (rowid, text) SELECT id, new.text FROM bodies WHERE snapshot = new.hash;
END;

CREATE TRIGGER snapshot_deleted BEFORE DELETE ON snapshots
BEGIN
	INSERT INTO body_words (body_words, rowid, text) SELECT 'delete', id, old.text FROM bodies WHERE snapshot = old.hash;
END;
