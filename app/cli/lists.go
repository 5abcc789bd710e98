package cli

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/markdown"
)

// The listings print one document as data, or a line a row for people.

type articleRow struct {
	ID        briefing.ID `json:"id"`
	Title     string      `json:"title"`
	Publisher string      `json:"publisher,omitempty"`
	Published string      `json:"published,omitempty"`
	Passages  int         `json:"passages"`
}

func runArticles(c *call, _ []string) error {
	return c.reading(func(s *session.Session, _ *library.Library) error {
		list, err := s.Articles(c.ctx, library.ArticleQuery{})
		if err != nil {
			return err
		}
		rows := make([]articleRow, len(list))
		for i, r := range list {
			rows[i] = articleRow(r)
		}
		if c.json {
			return c.document(rows)
		}
		for _, r := range rows {
			c.say("%s  %-10s  %3d  %s", r.ID.String()[:8], r.Published, r.Passages, r.Title)
		}
		return nil
	})
}

type passageRow struct {
	ID      briefing.ID `json:"id"`
	Article briefing.ID `json:"article"`
	Title   string      `json:"title"` // of the article
	Quote   string      `json:"quote"`
	Tags    []string    `json:"tags,omitempty"`
	Note    string      `json:"note,omitempty"`

	start briefing.Offset
}

func runPassages(c *call, args []string) error {
	return c.reading(func(s *session.Session, lib *library.Library) error {
		var article briefing.ID
		if len(args) > 0 {
			id, err := c.resolve(lib, args[0], library.KindArticle)
			if err != nil {
				return err
			}
			article = id
		}
		rows, err := c.passageRows(s, article)
		if err != nil {
			return err
		}
		if c.json {
			return c.document(rows)
		}
		for _, r := range rows {
			c.say("%s  %s  [%s]", r.ID.String()[:8], shortened(r.Quote, 90), r.Title)
		}
		return nil
	})
}

// passageRows are the passages of an article, or of all if it is zero: by the
// titles of articles, and in the order of their text.
func (c *call) passageRows(s *session.Session, article briefing.ID) ([]passageRow, error) {
	passages, err := s.Passages(c.ctx, article)
	if err != nil {
		return nil, err
	}
	titles := map[briefing.ID]string{}
	rows := make([]passageRow, len(passages))
	for i, p := range passages {
		if _, known := titles[p.Article]; !known {
			a, err := s.Article(p.Article)
			if err != nil {
				return nil, fmt.Errorf("passage %v: %w", p.ID, err)
			}
			titles[p.Article] = a.Title.Value
		}
		rows[i] = passageRow{p.ID, p.Article, titles[p.Article], p.Exact, p.Tags, p.Note, p.Start}
	}
	slices.SortStableFunc(rows, func(a, b passageRow) int {
		return cmp.Or(cmp.Compare(a.Title, b.Title), bytes.Compare(a.Article[:], b.Article[:]), cmp.Compare(a.start, b.start))
	})
	return rows, nil
}

type briefingRow struct {
	ID    briefing.ID `json:"id"`
	Title string      `json:"title"`
	Date  string      `json:"date,omitempty"`
}

func runBriefings(c *call, _ []string) error {
	return c.reading(func(s *session.Session, _ *library.Library) error {
		list, err := s.Briefings(c.ctx)
		if err != nil {
			return err
		}
		rows := make([]briefingRow, len(list))
		for i, r := range list {
			rows[i] = briefingRow(r)
		}
		if c.json {
			return c.document(rows)
		}
		for _, r := range rows {
			c.say("%s  %-10s  %s", r.ID.String()[:8], r.Date, r.Title)
		}
		return nil
	})
}

func runShow(c *call, args []string) error {
	return c.reading(func(s *session.Session, lib *library.Library) error {
		ref, err := lib.Resolve(c.ctx, args[0])
		if err != nil {
			return err
		}
		switch ref.Kind {
		case library.KindArticle:
			return c.showArticle(s, ref.ID)
		case library.KindPassage:
			return c.showPassage(s, ref.ID)
		default:
			return c.showBriefing(s, ref.ID)
		}
	})
}

func (c *call) showArticle(s *session.Session, id briefing.ID) error {
	a, err := s.Article(id)
	if err != nil {
		return err
	}
	snap, err := s.Snapshot(a.Latest())
	if err != nil {
		return err
	}
	if c.json {
		return c.document(struct {
			briefing.Article
			Snapshot briefing.Snapshot `json:"snapshot"`
		}{a, snap})
	}
	for _, f := range []briefing.Field{a.Title, a.Subtitle, a.Byline, a.Publisher, a.Published, a.URL} {
		if f.Value != "" {
			c.say("%s", f.Value)
		}
	}
	for _, b := range snap.Blocks {
		c.say("\n%s", snap.Slice(b.Range))
	}
	for _, n := range a.Notices {
		c.say("\n[%s] %s", n.Class, n.Text)
	}
	return nil
}

func (c *call) showPassage(s *session.Session, id briefing.ID) error {
	p, err := s.Passage(id)
	if err != nil {
		return err
	}
	if c.json {
		return c.document(p)
	}
	a, err := s.Article(p.Article)
	if err != nil {
		return err
	}
	c.say("“%s”\n\n%s, %d–%d", p.Exact, a.Title.Value, p.Start, p.End)
	if len(p.Tags) > 0 {
		c.say("tags: %s", strings.Join(p.Tags, ", "))
	}
	return nil
}

func (c *call) showBriefing(s *session.Session, id briefing.ID) error {
	b, err := s.Briefing(id)
	if err != nil {
		return err
	}
	if c.json {
		return c.document(struct {
			briefing.Briefing
			Blocks []briefing.Block `json:"blocks"`
		}{b, b.Blocks})
	}
	sources, err := s.Sources(b)
	if err != nil {
		return err
	}
	e, err := c.exporter()
	if err != nil {
		return err
	}
	fmt.Fprint(c.Out, markdown.Write(b, e.Profiles, sources))
	return nil
}

// resolve finds the identifier of a kind that arg stands for.
func (c *call) resolve(lib *library.Library, arg string, kind library.Kind) (briefing.ID, error) {
	ref, err := lib.Resolve(c.ctx, arg)
	if err != nil {
		return briefing.ID{}, err
	}
	if ref.Kind != kind {
		return briefing.ID{}, usageError{fmt.Sprintf("%s is %s; give the identifier of %s", arg, one(ref.Kind), one(kind))}
	}
	return ref.ID, nil
}

// one is a kind with its article.
func one(kind library.Kind) string {
	if kind == library.KindArticle {
		return "an " + string(kind)
	}
	return "a " + string(kind)
}

// words collects a flag that may be given several times.
type words []string

func (w *words) String() string { return strings.Join(*w, ", ") }

func (w *words) Set(s string) error {
	*w = append(*w, s)
	return nil
}

func setupClip(flags *flag.FlagSet) func(*call, []string) error {
	quote := flags.String("quote", "", "the `WORDS` of the passage, as the article has them")
	var tags words
	flags.Var(&tags, "tag", "a `TAG`; may be given several times")
	return func(c *call, args []string) error {
		if *quote == "" {
			return usageError{"clip needs the words of the passage: briefdesk clip ARTICLE --quote \"…\""}
		}
		return c.writing(func(s *session.Session, lib *library.Library) error {
			article, err := c.resolve(lib, args[0], library.KindArticle)
			if err != nil {
				return err
			}
			p, err := s.Clip(article, *quote, tags)
			if err != nil {
				return err
			}
			if err := s.Flush(c.ctx); err != nil {
				return err
			}
			if c.json {
				return c.line(passageRow{ID: p.ID, Article: article, Quote: p.Exact, Tags: p.Tags})
			}
			c.say("%v", p.ID)
			return nil
		})
	}
}

func runNew(c *call, args []string) error {
	text, folder, err := readBriefingFile(args[0])
	if err != nil {
		return err
	}
	defer folder.Close()
	e, err := c.exporter()
	if err != nil {
		return err
	}
	return c.writing(func(s *session.Session, _ *library.Library) error {
		b, findings, err := s.ReadBriefing(text, folder.FS(), e.Profiles)
		if err != nil {
			return fmt.Errorf("%s: %w", args[0], err)
		}
		if err := c.save(s, b); err != nil {
			return err
		}
		c.findings(findings)
		return c.saved(b)
	})
}

// save keeps a new briefing, and returns when it is on the disk.
func (c *call) save(s *session.Session, b briefing.Briefing) error {
	if err := s.NewBriefing(b); err != nil {
		return err
	}
	return s.Flush(c.ctx)
}

// saved says under which identifier a briefing is kept.
func (c *call) saved(b briefing.Briefing) error {
	if c.json {
		return c.line(briefingRow{b.ID, b.Title, b.Date})
	}
	c.say("%v", b.ID)
	return nil
}

// maxBriefing bounds a Markdown briefing: about two thousand pages.
const maxBriefing = 16 << 20

// readBriefingFile reads a Markdown briefing, and opens the folder that it is in.
func readBriefingFile(path string) (text string, folder *os.Root, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", nil, fmt.Errorf("read %s: %w; check the name", path, withoutPath(err))
	}
	switch {
	case info.IsDir():
		return "", nil, fmt.Errorf("read %s: it is a folder; name a Markdown briefing in it", path)
	case !info.Mode().IsRegular():
		return "", nil, fmt.Errorf("read %s: it is no file; name a Markdown briefing", path)
	case info.Size() == 0:
		return "", nil, fmt.Errorf("read %s: it is empty; write a briefing in it, or choose another file", path)
	case info.Size() > maxBriefing:
		return "", nil, fmt.Errorf("read %s: it has %d MB, more than the %d MB of the longest briefing; split it", path, info.Size()>>20, maxBriefing>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", nil, fmt.Errorf("read %s: %w; check its permissions", path, withoutPath(err))
	}
	if folder, err = os.OpenRoot(filepath.Dir(path)); err != nil {
		return "", nil, fmt.Errorf("read the folder of %s: %w; check its permissions", path, withoutPath(err))
	}
	return string(data), folder, nil
}

func shortened(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
