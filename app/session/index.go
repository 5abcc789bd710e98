package session

import (
	"context"
	"fmt"
	"sync"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/search"
)

// Index finds the passages and articles of a library. It holds what is saved,
// and takes what is saved later when Refresh is called. Its methods may be
// called from any goroutine.
type Index struct {
	search.Index
	lib   *library.Library
	tally tally

	refreshing sync.Mutex // guards rev
	rev        library.Rev

	asking sync.Mutex // guards stop
	stop   context.CancelFunc
}

// NewIndex returns an index of lib that holds nothing before its first Refresh.
func NewIndex(lib *library.Library) *Index { return &Index{lib: lib} }

// Index returns an index of what the session has saved. It is filled in the
// background, and kept up to date after each save until ctx ends. changed is
// called on the thread of the user interface whenever hits may be others, or
// with why the library cannot be read.
func (s *Session) Index(ctx context.Context, run Runner, changed func(error)) *Index {
	x := NewIndex(s.lib)
	pace := &pacer{run: run, work: func() {
		fresh, err := x.Refresh(ctx)
		if ctx.Err() == nil && (fresh || err != nil) {
			run.UI(func() { changed(err) })
		}
	}}
	s.OnStatus(func(st Status) {
		if st.Saved() {
			pace.ask()
		}
	})
	pace.ask()
	return x
}

// pacer runs a piece of work beside the user interface, once at a time. What is
// asked for while it runs is done once more after it.
type pacer struct {
	run  Runner
	work func()

	mu             sync.Mutex
	running, again bool
}

func (p *pacer) ask() {
	p.mu.Lock()
	start := !p.running
	p.again, p.running = !start, true
	p.mu.Unlock()
	if start {
		p.run.Go(p.loop)
	}
}

func (p *pacer) loop() {
	for {
		p.work()
		p.mu.Lock()
		if !p.again {
			p.running = false
			p.mu.Unlock()
			return
		}
		p.again = false
		p.mu.Unlock()
	}
}

// Find is Search for queries that are typed: it ends the Find before it, whose
// error is context.Canceled, since nobody waits for it any more.
func (x *Index) Find(ctx context.Context, query string, k int) (search.Found, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	x.asking.Lock()
	if x.stop != nil {
		x.stop()
	}
	x.stop = stop
	x.asking.Unlock()
	return x.Search(ctx, query, k)
}

// Refresh takes in what was saved since the last time, and reports whether that
// was anything.
func (x *Index) Refresh(ctx context.Context) (bool, error) {
	x.refreshing.Lock()
	defer x.refreshing.Unlock()
	changes, rev, err := x.lib.ChangesSince(ctx, x.rev)
	if err != nil {
		return false, fmt.Errorf("index the library: %w", err)
	}
	if rev == x.rev {
		return false, nil
	}
	put, err := x.docs(ctx, changes)
	if err != nil {
		return false, fmt.Errorf("index the library: %w", err)
	}
	var gone []briefing.ID
	for _, ref := range changes.Deleted {
		gone = append(gone, ref.ID)
	}
	x.Update(put, gone)
	x.tally.update(put, gone)
	x.rev = rev
	return true, nil
}

// docs are the documents that changes touch. With an article these are all its
// passages, since they are found by its title.
func (x *Index) docs(ctx context.Context, c library.Changes) ([]search.Doc, error) {
	var docs []search.Doc
	articles := make(map[briefing.ID]briefing.Article, len(c.Articles))
	for _, a := range c.Articles {
		articles[a.ID] = a
		docs = append(docs, ArticleDoc(a))
		if x.rev == 0 {
			continue // its passages are among the changes
		}
		for p, err := range x.lib.Passages(ctx, a.ID) {
			if err != nil {
				return nil, err
			}
			docs = append(docs, PassageDoc(p, a))
		}
	}
	for _, p := range c.Passages {
		a, ok := articles[p.Article]
		if !ok {
			var err error
			if a, err = x.lib.Article(ctx, p.Article); err != nil {
				return nil, err
			}
			articles[p.Article] = a
		}
		docs = append(docs, PassageDoc(p, a))
	}
	return docs, nil
}

// PassageDoc is a passage of an article as it is searched.
func PassageDoc(p briefing.Passage, a briefing.Article) search.Doc {
	d := ArticleDoc(a)
	d.ID, d.Kind = p.ID, search.Passage
	d.Tags, d.Note, d.Text, d.Colour, d.Marking = p.Tags, p.Note, p.Exact, p.Colour, string(p.Portion)
	return d
}

// ArticleDoc is an article as it is searched: by what is known about it. Its
// words are searched by the library.
func ArticleDoc(a briefing.Article) search.Doc {
	return search.Doc{
		ID: a.ID, Kind: search.Article, Title: a.Title.Value, Author: a.Byline.Value, Publisher: a.Publisher.Value,
		Date: a.Published.Value, Text: a.Subtitle.Value,
	}
}
