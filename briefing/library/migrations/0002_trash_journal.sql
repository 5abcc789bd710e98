-- The trash. A row in it is still there for what refers to it, but in no list.
-- trashed is when it went there, in Unix seconds, and 0 where it did not;
-- with_article says that a passage went there because its article did.

ALTER TABLE articles ADD COLUMN trashed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE passages ADD COLUMN trashed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE passages ADD COLUMN with_article INTEGER NOT NULL DEFAULT 0;
ALTER TABLE briefings ADD COLUMN trashed INTEGER NOT NULL DEFAULT 0;

DROP INDEX articles_by_title;
DROP INDEX articles_by_published;
DROP INDEX passages_by_article;
CREATE INDEX articles_by_title ON articles (title, id) WHERE trashed = 0;
CREATE INDEX articles_by_published ON articles (published, id) WHERE trashed = 0;
CREATE INDEX articles_in_trash ON articles (rev) WHERE trashed > 0;
CREATE INDEX passages_by_article ON passages (article, trashed, start, id); -- the first column serves deletions too
CREATE INDEX passages_in_trash ON passages (rev) WHERE trashed > 0;

-- To those who follow the library, what is in the trash is gone.

CREATE TRIGGER article_trashed AFTER UPDATE OF trashed ON articles WHEN new.trashed > 0 AND old.trashed = 0
BEGIN INSERT OR REPLACE INTO tombstones VALUES ('article', new.id, new.rev); END;

CREATE TRIGGER passage_trashed AFTER UPDATE OF trashed ON passages WHEN new.trashed > 0 AND old.trashed = 0
BEGIN INSERT OR REPLACE INTO tombstones VALUES ('passage', new.id, new.rev); END;

CREATE TRIGGER briefing_trashed AFTER UPDATE OF trashed ON briefings WHEN new.trashed > 0 AND old.trashed = 0
BEGIN INSERT OR REPLACE INTO tombstones VALUES ('briefing', new.id, new.rev); END;

CREATE TRIGGER article_restored AFTER UPDATE OF trashed ON articles WHEN new.trashed = 0
BEGIN DELETE FROM tombstones WHERE kind = 'article' AND id = new.id; END;

CREATE TRIGGER passage_restored AFTER UPDATE OF trashed ON passages WHEN new.trashed = 0
BEGIN DELETE FROM tombstones WHERE kind = 'passage' AND id = new.id; END;

CREATE TRIGGER briefing_restored AFTER UPDATE OF trashed ON briefings WHEN new.trashed = 0
BEGIN DELETE FROM tombstones WHERE kind = 'briefing' AND id = new.id; END;

DROP TRIGGER article_deleted;
DROP TRIGGER passage_deleted;
DROP TRIGGER briefing_deleted;

CREATE TRIGGER article_deleted AFTER DELETE ON articles WHEN old.trashed = 0
BEGIN INSERT OR REPLACE INTO tombstones SELECT 'article', old.id, rev FROM library; END;

CREATE TRIGGER passage_deleted AFTER DELETE ON passages WHEN old.trashed = 0
BEGIN INSERT OR REPLACE INTO tombstones SELECT 'passage', old.id, rev FROM library; END;

CREATE TRIGGER briefing_deleted AFTER DELETE ON briefings WHEN old.trashed = 0
BEGIN INSERT OR REPLACE INTO tombstones SELECT 'briefing', old.id, rev FROM library; END;

-- A passage that is put on an article in the trash goes there itself.

DROP TRIGGER passage_put;
CREATE TRIGGER passage_put AFTER INSERT ON passages WHEN new.trashed = 0
BEGIN DELETE FROM tombstones WHERE kind = 'passage' AND id = new.id; END;

-- Which passages the newest version of a briefing names, in quotations or as
-- [@passage] in its text. A passage need not be in the library.

CREATE TABLE quoted (
	passage  BLOB NOT NULL,
	briefing BLOB NOT NULL REFERENCES briefings ON DELETE CASCADE,
	PRIMARY KEY (passage, briefing)
) STRICT, WITHOUT ROWID;

CREATE INDEX quoted_by_briefing ON quoted (briefing);

CREATE TEMP TABLE used AS
	SELECT blocks.briefing, blocks.data FROM versions JOIN blocks ON blocks.briefing = versions.briefing
	WHERE versions.rev = (SELECT max(rev) FROM versions AS v WHERE v.briefing = versions.briefing)
		AND instr(versions.blocks, blocks.hash);

INSERT OR IGNORE INTO quoted SELECT unhex(data ->> '$.quotation.passage'), briefing FROM used
	WHERE length(unhex(data ->> '$.quotation.passage')) = 16;

WITH RECURSIVE mention (briefing, rest) AS (
	SELECT briefing, '[@' || (data ->> '$.text') FROM used WHERE instr(data ->> '$.text', '[@')
	UNION ALL
	SELECT briefing, substr(rest, instr(rest, '[@') + 2) FROM mention WHERE instr(rest, '[@')
)
INSERT OR IGNORE INTO quoted SELECT unhex(substr(rest, 1, 32)), briefing FROM mention
	WHERE substr(rest, 33, 1) = ']' AND length(unhex(substr(rest, 1, 32))) = 16;

DROP TABLE used;

-- Versions: of the older ones some are kept, as their kind says. exported is
-- when it last was, in Unix seconds, or 0.

ALTER TABLE versions ADD COLUMN kind TEXT NOT NULL DEFAULT 'saved' CHECK (kind IN ('saved', 'daily', 'export'));
ALTER TABLE versions ADD COLUMN exported INTEGER NOT NULL DEFAULT 0;

CREATE INDEX versions_to_thin ON versions (saved) WHERE kind = 'saved';

DROP TRIGGER versions_are_immutable;
CREATE TRIGGER versions_are_immutable BEFORE UPDATE OF briefing, rev, saved, front, blocks ON versions
BEGIN SELECT raise(ABORT, 'a version is never changed'); END;

-- The journal of undo: the steps in order, of which those before done are done.
-- What a step holds is the business of who wrote it.

CREATE TABLE steps (
	n    INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	data BLOB NOT NULL
) STRICT;

CREATE TABLE step_snapshots (
	step     INTEGER NOT NULL REFERENCES steps ON DELETE CASCADE,
	snapshot BLOB NOT NULL,
	PRIMARY KEY (step, snapshot)
) STRICT, WITHOUT ROWID;

ALTER TABLE library ADD COLUMN done INTEGER NOT NULL DEFAULT 0;

-- Whether a snapshot may have lost the last that held it.

ALTER TABLE library ADD COLUMN loose INTEGER NOT NULL DEFAULT 1;
