package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/search"
)

type hitRow struct {
	passageRow
	Why     search.Why     `json:"why"`
	Matches []search.Match `json:"matches"`
}

func setupSearch(flags *flag.FlagSet) func(*call, []string) error {
	k := flags.Int("k", 10, "how `MANY` passages to show")
	serve := flags.Bool("serve", false, "answer queries line by line: {\"q\":…,\"k\":…} in, {\"ids\":…,\"ms\":…} out")
	passages := flags.String("passages", "", "search the passages of a JSON-lines `FILE` instead of the library")
	return func(c *call, args []string) error {
		switch {
		case *serve && *passages == "" && len(args) == 1: // the file may also stand last
			return c.serve(args[0])
		case *serve && *passages != "" && len(args) == 0:
			return c.serve(*passages)
		case *serve || *passages != "":
			return usageError{"usage: briefdesk search --serve --passages FILE.jsonl"}
		case len(args) == 0:
			return usageError{"usage: briefdesk search QUERY"}
		case *k < 1:
			return usageError{fmt.Sprintf("-k %d: ask for at least one passage", *k)}
		}
		return c.reading(func(s *session.Session, _ *library.Library) error {
			return c.find(s, strings.Join(args, " "), *k)
		})
	}
}

func (c *call) find(s *session.Session, query string, k int) error {
	rows, err := c.passageRows(s, briefing.ID{})
	if err != nil {
		return err
	}
	byID := map[string]passageRow{}
	docs := make([]search.Doc, len(rows))
	for i, r := range rows {
		docs[i] = search.Doc{ID: r.ID.String(), Title: r.Title, Tags: r.Tags, Note: r.Note, Text: r.Quote}
		byID[docs[i].ID] = r
	}
	hits := []hitRow{}
	for _, h := range search.New(docs).Search(query, k) {
		hits = append(hits, hitRow{byID[h.ID], h.Why, h.Matches})
	}
	if c.json {
		return c.document(hits)
	}
	for _, h := range hits {
		c.say("%s  %-6s  %s  [%s]", h.ID.String()[:8], h.Why, shortened(h.Quote, 90), h.Title)
	}
	return nil
}

// servedDoc is a passage of a file to be searched.
type servedDoc struct {
	ID     json.RawMessage `json:"id"`
	Title  string          `json:"title"`
	Author string          `json:"author"`
	Tags   []string        `json:"tags"`
	Note   string          `json:"note"`
	Text   string          `json:"text"`
}

// serve loads passages from a file, says that it is ready, and answers queries
// until its input ends.
func (c *call) serve(file string) error {
	start := time.Now()
	docs, err := readDocs(file)
	if err != nil {
		return err
	}
	index := search.New(docs)
	runtime.GC()
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	ready := map[string]any{"ready": true, "build_ms": ms(time.Since(start)), "heap_mb": mem.HeapAlloc >> 20}
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
		ids := []json.RawMessage{}
		for _, h := range index.Search(q.Q, q.K) {
			ids = append(ids, json.RawMessage(h.ID))
		}
		return c.line(map[string]any{"ids": ids, "ms": ms(time.Since(start))})
	})
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func readDocs(file string) ([]search.Doc, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w; check the name", file, withoutPath(err))
	}
	defer f.Close()
	var docs []search.Doc
	err = eachLine(f, func(n int, line []byte) error {
		var d servedDoc
		err := json.Unmarshal(line, &d)
		if err == nil && d.ID == nil {
			err = errors.New("it has no id")
		}
		if err != nil {
			return fmt.Errorf("read %s, line %d: %w; each line is a passage: {\"id\":…,\"text\":…}", file, n, err)
		}
		docs = append(docs, search.Doc{ID: string(d.ID), Title: d.Title, Author: d.Author, Tags: d.Tags, Note: d.Note, Text: d.Text})
		return nil
	})
	return docs, err
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
