package library

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"time"

	"briefdesk/briefing"
)

// TrashRow is what a list shows of an article, a passage or a briefing in the
// trash.
type TrashRow struct {
	Ref
	Title    string    // of a passage its first words
	From     string    // an article's publisher, the title of a passage's article, a briefing's date
	Trashed  time.Time // to the second, UTC
	Passages int       // how many would come back with an article
}

// Trash returns what is in the trash, newest first. Passages that went there
// with their article are not listed apart from it.
func (l *Library) Trash(ctx context.Context) ([]TrashRow, error) {
	const query = `
		SELECT rev, 'article', id, title, publisher, trashed,
			(SELECT count(*) FROM passages WHERE article = articles.id AND with_article) FROM articles WHERE trashed > 0
		UNION ALL SELECT rev, 'passage', id, substr(data ->> '$.exact', 1, 200),
			(SELECT title FROM articles WHERE articles.id = article), trashed, 0 FROM passages
			WHERE trashed > 0 AND NOT with_article
		UNION ALL SELECT rev, 'briefing', id, title, date, trashed, 0 FROM briefings WHERE trashed > 0
		ORDER BY 1 DESC, 2, 3`
	var list []TrashRow
	for row, err := range rows(ctx, l.read, query) {
		var r TrashRow
		var rev, trashed int64
		if err == nil {
			err = row.Scan(&rev, &r.Kind, fixed(r.ID[:]), &r.Title, &r.From, &trashed, &r.Passages)
		}
		if err != nil {
			return nil, fmt.Errorf("list the trash: %w", explain(err))
		}
		r.Trashed = time.Unix(trashed, 0).UTC()
		list = append(list, r)
	}
	return list, nil
}

// QuotedBy returns the briefings whose newest version quotes or cites the
// passage called ref, or any passage of the article, in the order of a list.
// Briefings in the trash are among them.
func (l *Library) QuotedBy(ctx context.Context, ref Ref) ([]BriefingRow, error) {
	list, err := quotedBy(ctx, l.read, ref)
	if err != nil {
		return nil, fmt.Errorf("look for quotations of %s %v: %w", ref.Kind, ref.ID, explain(err))
	}
	return list, nil
}

var quoting = map[Kind]string{
	KindPassage: "SELECT briefing FROM quoted WHERE passage = ?1",
	KindArticle: "SELECT briefing FROM passages JOIN quoted ON passage = passages.id WHERE article = ?1",
}

func quotedBy(ctx context.Context, db querier, ref Ref) ([]BriefingRow, error) {
	from, ok := quoting[ref.Kind]
	if !ok {
		return nil, nil
	}
	return readBriefingRows(ctx, db, "WHERE id IN ("+from+")", ref.ID[:])
}

// tables are where the values of a kind are kept.
var tables = map[Kind]string{KindArticle: "articles", KindPassage: "passages", KindBriefing: "briefings"}

// trash moves what r names to the trash, unless it is there.
func (w *writer) trash(r Ref) error {
	_, err := w.exec("UPDATE "+tables[r.Kind]+" SET trashed = ?, rev = ? WHERE id = ? AND trashed = 0", w.now, w.rev, r.ID[:])
	if err == nil && r.Kind == KindArticle {
		_, err = w.exec("UPDATE passages SET trashed = ?, with_article = 1, rev = ? WHERE article = ? AND trashed = 0",
			w.now, w.rev, r.ID[:])
	}
	if err != nil {
		return fmt.Errorf("trash %s %v: %w", r.Kind, r.ID, err)
	}
	return nil
}

// restorations take the value ?2 out of the trash with the commit ?1.
var restorations = map[Kind][]string{
	KindArticle: {
		"UPDATE articles SET trashed = 0, rev = ?1 WHERE id = ?2 AND trashed > 0",
		"UPDATE passages SET trashed = 0, with_article = 0, rev = ?1 WHERE article = ?2 AND with_article",
	},
	KindPassage:  {"UPDATE passages SET trashed = 0, with_article = 0, rev = ?1 WHERE id = ?2 AND trashed > 0"},
	KindBriefing: {"UPDATE briefings SET trashed = 0, rev = ?1 WHERE id = ?2 AND trashed > 0"},
}

func (w *writer) restore(r Ref) error {
	for _, query := range restorations[r.Kind] {
		if _, err := w.exec(query, w.rev, r.ID[:]); err != nil {
			return fmt.Errorf("restore %s %v: %w", r.Kind, r.ID, err)
		}
	}
	return nil
}

// checkRestored refuses a passage that is there again without its article. One
// that went back to the trash in the same batch is none.
func (w *writer) checkRestored(r Ref) error {
	if r.Kind != KindPassage {
		return nil
	}
	var title string
	err := w.tx.QueryRowContext(w.ctx, `SELECT title FROM passages JOIN articles ON articles.id = article
		WHERE passages.id = ? AND passages.trashed = 0 AND articles.trashed > 0`, r.ID[:]).Scan(&title)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return fmt.Errorf("restore passage %v: %w", r.ID, err)
	}
	return fmt.Errorf("restore passage %v: its article “%s” is in the trash; restore that", r.ID, title)
}

// citation is how the text of a block names a passage.
var citation = regexp.MustCompile(`\[@([0-9a-f]{32})\]`)

// putQuoted notes which passages the newest version of a briefing names.
func (w *writer) putQuoted(b briefing.Briefing) error {
	if _, err := w.exec("DELETE FROM quoted WHERE briefing = ?", b.ID[:]); err != nil {
		return err
	}
	for passage := range quotedPassages(b) {
		if _, err := w.exec("INSERT INTO quoted (passage, briefing) VALUES (?, ?)", passage[:], b.ID[:]); err != nil {
			return err
		}
	}
	return nil
}

func quotedPassages(b briefing.Briefing) map[briefing.ID]bool {
	found := map[briefing.ID]bool{}
	for _, bl := range b.Blocks {
		if bl.Quotation.IsCheckable() {
			found[bl.Quotation.Passage] = true
		}
		for _, match := range citation.FindAllStringSubmatch(bl.Text, -1) {
			if id, err := briefing.ParseID(match[1]); err == nil {
				found[id] = true
			}
		}
	}
	return found
}
