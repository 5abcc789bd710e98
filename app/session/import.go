package session

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"briefdesk/briefing"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/library"
)

// ImportStatus says what became of an imported article.
type ImportStatus string

// What an import may come to.
const (
	ImportAdded     ImportStatus = "added"     // a new article
	ImportUnchanged ImportStatus = "unchanged" // the library has it, with these words
	ImportSnapshot  ImportStatus = "snapshot"  // the library has it; its words were others, and are kept beside them
	ImportRestored  ImportStatus = "restored"  // the library has it with these words, but in the trash; it is back
	ImportDuplicate ImportStatus = "duplicate" // another article has the very same text; nothing was added
)

// Imported is what an import came to, and the article that has the text now.
type Imported struct {
	Status  ImportStatus
	Article briefing.ID
	// Unchanged and Moved are how many passages of the article have followed to a
	// new snapshot; Altered and Gone how many it has in other words, and no longer.
	Unchanged, Moved, Altered, Gone int
}

// Import takes the articles read from one file into the library, as one step
// of undo, and says what each came to. An article is one that the library has
// if its URL is, or if it is alone in a file of the same bytes; from the trash
// it comes back. original are
// the file's bytes, or nil where they are not to be kept; accessed is the date,
// YYYY-MM-DD, to note for new articles.
func (s *Session) Import(items []importer.Item, original []byte, accessed string) ([]Imported, error) {
	var done []Imported
	err := s.Do(importName(items), func(tx *Tx) error {
		for _, it := range items {
			known, err := tx.sameArticle(it, len(items) == 1)
			if err != nil {
				return err
			}
			im, err := tx.importItem(known, it, original, accessed)
			if err != nil {
				return err
			}
			done = append(done, im)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return done, nil
}

func importName(items []importer.Item) string {
	if len(items) == 1 {
		return "Import “" + items[0].Article.Title.Value + "”"
	}
	return fmt.Sprintf("Import %d articles", len(items))
}

// importItem takes one article in; known is the article that it is, or zero.
func (tx *Tx) importItem(known briefing.Article, it importer.Item, original []byte, accessed string) (Imported, error) {
	if slices.Contains(known.Snapshots, it.Snapshot.Hash) {
		return tx.importKnown(known.ID, ImportUnchanged)
	}
	if !known.ID.IsZero() {
		return tx.importAgain(known, it, original)
	}
	twin, err := tx.articleWith(it.Snapshot.Hash)
	if err != nil {
		return Imported{}, err
	}
	if !twin.ID.IsZero() {
		status, err := tx.statusOfTwin(it)
		if err != nil {
			return Imported{}, err
		}
		return tx.importKnown(twin.ID, status)
	}
	a := it.Article.Clone()
	a.ID, a.Snapshots = briefing.NewID(), nil
	if a.Accessed.Value == "" {
		a.Accessed = briefing.Field{Value: accessed, Source: "import", Confidence: briefing.ConfidenceHigh}
	}
	return Imported{Status: ImportAdded, Article: a.ID}, tx.importSnapshot(a, it, original)
}

// importKnown adds nothing to an article that has the words already, but takes
// it out of the trash.
func (tx *Tx) importKnown(id briefing.ID, status ImportStatus) (Imported, error) {
	ref := library.Ref{Kind: library.KindArticle, ID: id}
	it, err := tx.item(ref)
	if err == nil && it.isTrashed() {
		status, err = ImportRestored, tx.Restore(ref)
	}
	return Imported{Status: status, Article: id}, err
}

// importAgain adds a snapshot to an article that the library has, and takes its
// passages along.
func (tx *Tx) importAgain(known briefing.Article, it importer.Item, original []byte) (Imported, error) {
	im := Imported{Status: ImportSnapshot, Article: known.ID}
	err := tx.importSnapshot(known, it, original)
	if err == nil {
		err = tx.follow(&im, it.Snapshot)
	}
	return im, err
}

// statusOfTwin is unchanged where the words of an item came from the same file
// in an import before: a mailbox that is imported again.
func (tx *Tx) statusOfTwin(it importer.Item) (ImportStatus, error) {
	_, isNew := tx.snapshots[it.Snapshot.Hash]
	old, err := tx.Snapshot(it.Snapshot.Hash)
	if err == nil && !isNew && old.Original == it.Snapshot.Original {
		return ImportUnchanged, nil
	}
	return ImportDuplicate, err
}

// importSnapshot adds the item's snapshot to a. Notices that a does not have
// are added too, since a disclaimer must travel whenever it was put there.
func (tx *Tx) importSnapshot(a briefing.Article, it importer.Item, original []byte) error {
	if err := tx.AddSnapshot(it.Snapshot, original); err != nil {
		return err
	}
	a.Snapshots = append(a.Snapshots, it.Snapshot.Hash)
	for _, n := range it.Article.Notices {
		known := func(old briefing.Notice) bool { return old.Text == n.Text }
		if !slices.ContainsFunc(a.Notices, known) {
			a.Notices = append(a.Notices, n)
		}
	}
	return tx.PutArticle(a)
}

// sameArticle returns the article that the item is another import of, or the
// zero Article. Bytes tell only of an item that is alone in its file.
func (tx *Tx) sameArticle(it importer.Item, alone bool) (briefing.Article, error) {
	if url := it.Article.URL.Value; url != "" {
		a, err := tx.find(
			func(a briefing.Article) bool { return a.URL.Value == url },
			func(ctx context.Context) (briefing.Article, error) { return tx.s.lib.ArticleByURL(ctx, url) })
		if err != nil || !a.ID.IsZero() {
			return a, err
		}
	}
	if !alone {
		return briefing.Article{}, nil
	}
	original := it.Snapshot.Original
	return tx.find(
		func(a briefing.Article) bool { return tx.s.isUnsavedFrom(a, original) },
		func(ctx context.Context) (briefing.Article, error) { return tx.s.lib.ArticleByOriginal(ctx, original) })
}

// articleWith returns the article that has the snapshot, or the zero Article.
func (tx *Tx) articleWith(hash briefing.Hash) (briefing.Article, error) {
	return tx.find(
		func(a briefing.Article) bool { return slices.Contains(a.Snapshots, hash) },
		func(ctx context.Context) (briefing.Article, error) { return tx.s.lib.ArticleBySnapshot(ctx, hash) })
}

// find returns an unsaved article for which is holds, else the one that stored
// finds in the library, as it stands by now, be it in the trash, else the zero
// Article.
func (tx *Tx) find(is func(briefing.Article) bool, stored func(context.Context) (briefing.Article, error)) (briefing.Article, error) {
	for _, a := range tx.unsavedArticles() {
		if is(a) {
			return a.Clone(), nil
		}
	}
	a, err := stored(context.Background())
	if err == nil {
		a, err = readAnywhere[briefing.Article](tx.item, library.Ref{Kind: library.KindArticle, ID: a.ID}) // it may be gone since
	}
	if errors.Is(err, library.ErrNotFound) {
		return briefing.Article{}, nil
	}
	return a, err
}

// unsavedArticles are the articles that the library may not have yet, in the
// order of their identifiers, and after them those in the trash.
func (tx *Tx) unsavedArticles() []briefing.Article {
	items := tx.s.unsavedOf(library.KindArticle)
	for ref, c := range tx.changes {
		items[ref] = c.after
	}
	var list, trashed []briefing.Article
	for _, ref := range sortedRefs(items) {
		a, ok := items[ref].value.(briefing.Article)
		switch {
		case ok && items[ref].isPresent():
			list = append(list, a)
		case ok && items[ref].isTrashed():
			trashed = append(trashed, a)
		}
	}
	return append(list, trashed...)
}

// isUnsavedFrom reports whether a has an unsaved snapshot made from the bytes
// with that hash.
func (s *Session) isUnsavedFrom(a briefing.Article, original briefing.Hash) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(a.Snapshots, func(hash briefing.Hash) bool {
		u, ok := s.snapshots[hash]
		return ok && u.Snapshot.Original == original
	})
}
