package cli

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/search"
)

// hitRow is a passage or an article that was found; an article has no quote.
type hitRow struct {
	Kind string `json:"kind"` // passage or article
	passageRow
	Why     search.Why      `json:"why"`
	Reasons []search.Reason `json:"reasons"`
	Matches []search.Match  `json:"matches"`
}

func setupSearch(flags *flag.FlagSet) func(*call, []string) error {
	k := flags.Int("k", 10, "how `MANY` passages to show")
	serve := flags.Bool("serve", false, "answer queries line by line: {\"q\":…,\"k\":…} in, {\"ids\":…,\"ms\":…} out")
	synonyms := flags.String("synonyms", "", "a `FILE` of words that mean the same, a line each: Bombay = Mumbai")
	passages := flags.String("passages", "", "search the passages of a JSON-lines `FILE` instead of the library")
	return func(c *call, args []string) error {
		same, err := readSynonyms(*synonyms)
		switch {
		case err != nil:
			return err
		case *serve && *passages == "" && len(args) == 1: // the file may also stand last
			return c.serve(args[0], same)
		case *serve && *passages != "" && len(args) == 0:
			return c.serve(*passages, same)
		case *serve || *passages != "":
			return usageError{"usage: briefdesk search --serve --passages FILE.jsonl"}
		case len(args) == 0:
			return usageError{"usage: briefdesk search QUERY"}
		case *k < 1:
			return usageError{fmt.Sprintf("-k %d: ask for at least one passage", *k)}
		}
		return c.reading(func(s *session.Session, lib *library.Library) error {
			x := session.NewIndex(lib)
			x.SetSynonyms(same)
			return c.find(s, x, strings.Join(args, " "), *k)
		})
	}
}

// readSynonyms reads a file of synonyms; no name is none.
func readSynonyms(file string) (search.Synonyms, error) {
	if file == "" {
		return search.Synonyms{}, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return search.Synonyms{}, fmt.Errorf("read %s: %w; check the name", file, withoutPath(err))
	}
	defer f.Close()
	s, err := search.ParseSynonyms(f)
	if err != nil {
		return search.Synonyms{}, fmt.Errorf("read %s, %w", file, err)
	}
	return s, nil
}

func (c *call) find(s *session.Session, x *session.Index, query string, k int) error {
	if _, err := x.Refresh(c.ctx); err != nil {
		return err
	}
	found, err := x.Search(c.ctx, query, k)
	if err != nil {
		return err
	}
	hits := []hitRow{}
	for _, h := range found.Hits {
		row, doc, err := rowOfHit(s, h)
		if err != nil {
			return err
		}
		row.Why, row.Reasons, row.Matches = h.Why, h.Reasons, found.Marks(doc)
		hits = append(hits, row)
	}
	if c.json {
		return c.document(hits)
	}
	for _, h := range hits {
		words := h.Quote
		if h.Kind == "article" {
			words = "the article"
		}
		c.say("%s  %-7s  %s  [%s]", h.ID.String()[:8], h.Why, shortened(words, 90), h.Title)
	}
	return nil
}

// rowOfHit reads what was found, and as which document.
func rowOfHit(s *session.Session, h search.Hit) (hitRow, search.Doc, error) {
	if h.Kind == search.Article {
		a, err := s.Article(h.ID)
		return hitRow{Kind: "article", passageRow: passageRow{ID: a.ID, Article: a.ID, Title: a.Title.Value}}, session.ArticleDoc(a), err
	}
	p, err := s.Passage(h.ID)
	if err != nil {
		return hitRow{}, search.Doc{}, err
	}
	a, err := s.Article(p.Article)
	row := passageRow{p.ID, p.Article, a.Title.Value, p.Exact, p.Tags, p.Note, p.Start}
	return hitRow{Kind: "passage", passageRow: row}, session.PassageDoc(p, a), err
}

// servedDoc is a passage of a file to be searched.
type servedDoc struct {
	ID      json.RawMessage `json:"id"`
	Title   string          `json:"title"`
	Author  string          `json:"author"`
	Date    string          `json:"date"`
	Tags    []string        `json:"tags"`
	Note    string          `json:"note"`
	Text    string          `json:"text"`
	Colour  string          `json:"colour"`
	Marking string          `json:"marking"`
}

// serve loads passages from a file, says that it is ready, and answers queries
// until its input ends.
func (c *call) serve(file string, synonyms search.Synonyms) error {
	start := time.Now()
	index, ids, err := loadServed(file)
	if err != nil {
		return err
	}
	index.SetSynonyms(synonyms)
	built := time.Since(start)
	debug.FreeOSMemory() // what loading left behind would count as the index's
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	ready := map[string]any{"ready": true, "build_ms": ms(built), "heap_mb": mem.HeapAlloc >> 20}
	if err := c.line(ready); err != nil {
		return err
	}
	return eachLine(c.In, func(n int, line []byte) error {
		var q struct {
			Q string `json:"q"`
			K int    `json:"k"`
		}
		if err := json.Unmarshal(line, &q); err != nil {
			return fmt.Errorf("read query %d: %w; each line is a query: {\"q\":…,\"k\":…}", n, err)
		}
		start := time.Now()
		found, err := index.Search(c.ctx, q.Q, q.K)
		if err != nil {
			return fmt.Errorf("query %d: %w", n, err)
		}
		answer := make([]json.RawMessage, len(found.Hits))
		for i, h := range found.Hits {
			answer[i] = ids.of(h.ID)
		}
		return c.line(map[string]any{"ids": answer, "ms": ms(time.Since(start))})
	})
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// servedIDs are the identifiers of a file as they were written. The index
// knows them by their number.
type servedIDs struct {
	text   []byte
	starts []uint32
}

func (s *servedIDs) add(id json.RawMessage) briefing.ID {
	var own briefing.ID
	binary.BigEndian.PutUint32(own[:], uint32(len(s.starts)))
	s.starts = append(s.starts, uint32(len(s.text)))
	s.text = append(s.text, id...)
	return own
}

func (s *servedIDs) of(id briefing.ID) json.RawMessage {
	n := int(binary.BigEndian.Uint32(id[:]))
	end := uint32(len(s.text))
	if n+1 < len(s.starts) {
		end = s.starts[n+1]
	}
	return json.RawMessage(s.text[s.starts[n]:end])
}

// loadServed indexes a file of passages while it is read.
func loadServed(file string) (*search.Index, *servedIDs, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w; check the name", file, withoutPath(err))
	}
	defer f.Close()
	batches := make(chan []servedDoc, 4)
	var failed error // read after batches is closed
	go func() {      // ends with the file
		defer close(batches)
		failed = readServed(f, func(batch []servedDoc) { batches <- batch })
	}()
	index, ids := &search.Index{}, &servedIDs{}
	var batch []servedDoc
	index.Load(func() (search.Doc, bool) {
		for len(batch) == 0 {
			var ok bool
			if batch, ok = <-batches; !ok {
				return search.Doc{}, false
			}
		}
		d := &batch[0]
		batch = batch[1:]
		return search.Doc{
			ID: ids.add(d.ID), Title: d.Title, Author: d.Author, Date: d.Date, Tags: d.Tags, Note: d.Note, Text: d.Text,
			Colour: d.Colour, Marking: d.Marking,
		}, true
	})
	if failed != nil {
		return nil, nil, fmt.Errorf("read %s, %w", file, failed)
	}
	return index, ids, nil
}

// readServed gives f the passages of a file, some hundred at a time.
func readServed(file io.Reader, f func([]servedDoc)) error {
	const size = 512
	var batch []servedDoc
	err := eachLine(file, func(n int, line []byte) error {
		var d servedDoc
		err := json.Unmarshal(line, &d)
		if err == nil && d.ID == nil {
			err = errors.New("it has no id")
		}
		if err != nil {
			return fmt.Errorf("line %d: %w; each line is a passage: {\"id\":…,\"text\":…}", n, err)
		}
		if batch = append(batch, d); len(batch) == size {
			f(batch)
			batch = nil
		}
		return nil
	})
	f(batch)
	return err
}

// eachLine gives f the lines of r that are not blank, and their numbers from 1.
func eachLine(r io.Reader, f func(n int, line []byte) error) error {
	const longest = 16 << 20
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longest)
	n := 0
	for lines.Scan() {
		n++
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		if err := f(n, lines.Bytes()); err != nil {
			return err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return fmt.Errorf("line %d is longer than %d MB; break it up", n+1, longest>>20)
	}
	return lines.Err()
}
