package library

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"strings"

	"briefdesk/briefing"
)

// Check reads the whole library and reports what is wrong with it, by rule:
//
//	library-damaged    SQLite cannot read it, or a row is not what it should be
//	reference-missing  a row refers to one that is not there
//	snapshot-altered   a snapshot is not what its hash says
//	original-altered   likewise the bytes it was imported from
//	passage-altered    a passage's words are not those of its snapshot
//	block-altered      a block of a briefing is missing or not what its hash says
//	journal-damaged    a step of undo is missing, or a snapshot it needs (warning: undo is lost)
//	snapshot-orphaned  nothing holds it (info: it goes when the library closes)
//	original-orphaned  no snapshot was made from it (info, likewise)
//	block-orphaned     no version has it (info: it goes with the next daily backup)
//
// An error means that the check itself could not be finished.
func (l *Library) Check(ctx context.Context) ([]briefing.Finding, error) {
	c := checker{ctx: ctx, db: l.read}
	for _, part := range []struct {
		name  string
		check func() error
	}{
		{"the file", c.integrity},
		{"the references", c.references},
		{"the snapshots", c.snapshots},
		{"the original files", c.originals},
		{"the articles", c.articles},
		{"the passages", c.passages},
		{"the trash", c.trash},
		{"the briefings", c.briefings},
		{"their blocks", c.blocks},
		{"the steps of undo", c.journal},
		{"what nothing holds", c.orphans},
	} {
		err := part.check()
		switch {
		case errors.Is(explain(err), ErrDamaged):
			c.report("library-damaged", briefing.SeverityError, "", "%s cannot be read: %s", part.name, whatIsDamaged(err))
		case err != nil:
			return c.findings, fmt.Errorf("check library: %w", explain(err))
		}
	}
	return c.findings, nil
}

// whatIsDamaged is the message of an error without what ErrDamaged says: a
// report need not be told of the check that it comes from.
func whatIsDamaged(err error) string {
	return strings.ReplaceAll(err.Error(), ": "+ErrDamaged.Error(), "")
}

type checker struct {
	ctx      context.Context
	db       *sql.DB
	findings []briefing.Finding
}

func (c *checker) report(rule string, severity briefing.Severity, text, format string, args ...any) {
	c.findings = append(c.findings, briefing.Finding{
		Rule: rule, Severity: severity, Text: text, Message: fmt.Sprintf(format, args...),
	})
}

func (c *checker) rows(query string, each func(*sql.Rows) error) error {
	for row, err := range rows(c.ctx, c.db, query) {
		if err != nil {
			return err
		}
		if err := each(row); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) integrity() error {
	return c.rows("PRAGMA integrity_check(20)", func(row *sql.Rows) error {
		var message string
		if err := row.Scan(&message); err != nil {
			return err
		}
		if message != "ok" {
			c.report("library-damaged", briefing.SeverityError, "", "SQLite says: %s", message)
		}
		return nil
	})
}

func (c *checker) references() error {
	return c.rows(`SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2`, func(row *sql.Rows) error {
		var table, parent string
		var n int
		if err := row.Scan(&table, &parent, &n); err != nil {
			return err
		}
		c.report("reference-missing", briefing.SeverityError, "", "rows of %s that refer to missing %s: %d", table, parent, n)
		return nil
	})
}

func (c *checker) snapshots() error {
	return c.rows(snapshotColumns+" ORDER BY hash", func(row *sql.Rows) error {
		s, err := scanSnapshot(row)
		if err == nil {
			err = s.Verify()
		}
		if err != nil {
			c.report("snapshot-altered", briefing.SeverityError, "", "snapshot %v: %s", s.Hash, whatIsDamaged(err))
		}
		return nil
	})
}

func (c *checker) originals() error {
	return c.rows("SELECT hash, data FROM originals ORDER BY hash", func(row *sql.Rows) error {
		var hash briefing.Hash
		var packed sql.RawBytes
		if err := row.Scan(fixed(hash[:]), &packed); err != nil {
			return err
		}
		if _, err := unpack(packed, hash); err != nil {
			c.report("original-altered", briefing.SeverityError, "", "original %v: %s", hash, whatIsDamaged(err))
		}
		return nil
	})
}

// articles compares the JSON of each article with the columns made from it.
func (c *checker) articles() error {
	const query = `SELECT id, title, publisher, published, url, data,
		(SELECT group_concat(hex(snapshot), '' ORDER BY n) FROM article_snapshots WHERE article = id) FROM articles ORDER BY id`
	return c.rows(query, func(row *sql.Rows) error {
		var id briefing.ID
		var title, publisher, published, url string
		var data sql.RawBytes
		var snapshots sql.NullString
		if err := row.Scan(fixed(id[:]), &title, &publisher, &published, &url, &data, &snapshots); err != nil {
			return err
		}
		var a briefing.Article
		if err := decode(data, &a); err != nil {
			return fmt.Errorf("article %v: %w", id, err)
		}
		var held bytes.Buffer
		for _, h := range a.Snapshots {
			fmt.Fprintf(&held, "%X", h[:])
		}
		if a.ID != id || a.Title.Value != title || a.Publisher.Value != publisher ||
			a.Published.Value != published || a.URL.Value != url || held.String() != snapshots.String {
			c.report("library-damaged", briefing.SeverityError, title, "article %v is listed as something else", id)
		}
		return nil
	})
}

// passages holds the words of each against its snapshot.
func (c *checker) passages() error {
	const query = `SELECT passages.id, snapshots.text, passages.data
		FROM passages JOIN snapshots ON snapshots.hash = passages.snapshot ORDER BY passages.snapshot, passages.id`
	return c.rows(query, func(row *sql.Rows) error {
		var id briefing.ID
		var text string
		var data sql.RawBytes
		if err := row.Scan(fixed(id[:]), &text, &data); err != nil {
			return err
		}
		var p briefing.Passage
		if err := decode(data, &p); err != nil {
			return fmt.Errorf("passage %v: %w", id, err)
		}
		if p.ID != id || briefing.Slice(text, p.Range) != p.Exact {
			c.report("passage-altered", briefing.SeverityError, p.Exact,
				"passage %v does not stand in its snapshot at %d–%d", id, p.Start, p.End)
		}
		return nil
	})
}

// trash looks for passages that are listed although their article is not.
func (c *checker) trash() error {
	n, err := c.count("SELECT count(*) FROM articles JOIN passages ON article = articles.id WHERE articles.trashed > 0 AND passages.trashed = 0")
	if n > 0 {
		c.report("library-damaged", briefing.SeverityError, "", "passages outside the trash whose article is in it: %d", n)
	}
	return err
}

func (c *checker) count(query string) (n int, err error) {
	return n, c.db.QueryRowContext(c.ctx, query).Scan(&n)
}

// briefings reads the newest version of each, and goes through the lists of
// blocks of all versions.
func (c *checker) briefings() error {
	refs, err := readRefs(c.ctx, c.db, "SELECT 'briefing', id FROM briefings ORDER BY id")
	if err != nil {
		return err
	}
	for _, r := range refs {
		err := errors.Join(c.newest(r.ID), c.versions(r.ID))
		switch {
		case errors.Is(err, sql.ErrNoRows):
			c.report("block-altered", briefing.SeverityError, "", "briefing %v has no version", r.ID)
		case errors.Is(err, ErrDamaged):
			c.report("block-altered", briefing.SeverityError, "", "briefing %v: %s", r.ID, whatIsDamaged(err))
		case err != nil:
			return err
		}
	}
	return nil
}

// newest holds the list of passages that the newest version of a briefing
// quotes against its blocks.
func (c *checker) newest(id briefing.ID) error {
	b, err := readVersion(c.ctx, c.db, id, newestVersion, id[:])
	if err != nil {
		return err
	}
	listed := map[briefing.ID]bool{}
	refs, err := readRefs(c.ctx, c.db, "SELECT 'passage', passage FROM quoted WHERE briefing = ?", id[:])
	for _, r := range refs {
		listed[r.ID] = true
	}
	if err == nil && !maps.Equal(listed, quotedPassages(b)) {
		c.report("library-damaged", briefing.SeverityError, b.Title, "the passages that briefing %v quotes are listed as others", id)
	}
	return err
}

// versions looks for blocks that a version of a briefing lacks, and for those
// that none has.
func (c *checker) versions(id briefing.ID) error {
	needed, err := neededBlocks(c.ctx, c.db, id)
	if err != nil {
		return err
	}
	stored, err := collectHashes(c.ctx, c.db, "SELECT hash FROM blocks WHERE briefing = ?", id[:])
	if err != nil {
		return err
	}
	orphans := 0
	for _, h := range stored {
		if !needed[h] {
			orphans++
		}
		delete(needed, h)
	}
	if len(needed) > 0 {
		c.report("block-altered", briefing.SeverityError, "", "blocks that versions of briefing %v lack: %d", id, len(needed))
	}
	if orphans > 0 {
		c.report("block-orphaned", briefing.SeverityInfo, "", "blocks of briefing %v that no version has: %d", id, orphans)
	}
	return nil
}

// blocks also goes through those that only older versions have.
func (c *checker) blocks() error {
	return c.rows("SELECT briefing, hash, data FROM blocks ORDER BY briefing, hash", func(row *sql.Rows) error {
		var id briefing.ID
		var hash briefing.Hash
		var data sql.RawBytes
		if err := row.Scan(fixed(id[:]), fixed(hash[:]), &data); err != nil {
			return err
		}
		if sha256.Sum256(data) != hash {
			c.report("block-altered", briefing.SeverityError, "", "a block of briefing %v does not match its hash", id)
		}
		return nil
	})
}

// journal reads the steps of undo.
func (c *checker) journal() error {
	j, err := readJournal(c.ctx, c.db)
	switch {
	case errors.Is(err, ErrDamaged):
		c.report("journal-damaged", briefing.SeverityWarning, "", "undo is lost: %s", whatIsDamaged(err))
		return nil
	case err != nil:
		return err
	case j.Done < j.First || j.Done > j.First+len(j.Steps):
		c.report("journal-damaged", briefing.SeverityWarning, "",
			"undo is lost: steps %d–%d are kept, and those before %d done", j.First, j.First+len(j.Steps), j.Done)
	}
	n, err := c.count(`SELECT count(*) FROM step_snapshots
		WHERE snapshot NOT IN (SELECT hash FROM snapshots) AND snapshot NOT IN (SELECT hash FROM originals)`)
	if n > 0 {
		c.report("journal-damaged", briefing.SeverityWarning, "", "snapshots or images that steps of undo need are missing: %d", n)
	}
	return err
}

func (c *checker) orphans() error {
	for _, o := range []struct{ rule, query, message string }{
		{"snapshot-orphaned", "SELECT count(*) FROM snapshots WHERE " + isLooseSnapshot, "snapshots that nothing holds: %d"},
		{"original-orphaned", "SELECT count(*) FROM originals WHERE " + isLooseOriginal, "originals that no snapshot was made from, and images that no briefing shows: %d"},
	} {
		n, err := c.count(o.query)
		if err != nil {
			return err
		}
		if n > 0 {
			c.report(o.rule, briefing.SeverityInfo, "", o.message, n)
		}
	}
	return nil
}
