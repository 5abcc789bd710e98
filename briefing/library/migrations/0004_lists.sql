-- All that the list of articles shows of them is in its indexes, so that it
-- reads no article.

DROP INDEX articles_by_title;
DROP INDEX articles_by_published;
CREATE INDEX articles_by_title ON articles (title, id, publisher, published) WHERE trashed = 0;
CREATE INDEX articles_by_published ON articles (published, id, publisher, title) WHERE trashed = 0;
