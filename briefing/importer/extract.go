package importer

import "strings"

// Extract is an item as the command line prints it, one JSON object a line.
type Extract struct {
	File       string          `json:"file"`
	Item       int             `json:"item,omitempty"` // which article of the file, from 1
	Format     string          `json:"format"`
	Genre      string          `json:"genre"`
	Title      string          `json:"title"`
	Subtitle   string          `json:"subtitle"`
	Byline     string          `json:"byline"`
	Publisher  string          `json:"publisher"`
	Published  string          `json:"published"`
	URL        string          `json:"url"`
	Language   string          `json:"language"`
	Blocks     []ExtractBlock  `json:"blocks"`
	Notices    []ExtractNotice `json:"notices"`
	Disclaimer string          `json:"disclaimer"` // all notices, a line each
	SHA256     string          `json:"sha256"`     // of the snapshot
	Warnings   []string        `json:"warnings"`
}

// ExtractBlock is a block of the article's text.
type ExtractBlock struct {
	Kind  string `json:"kind"`
	Text  string `json:"text"`
	Level int    `json:"level,omitempty"`
}

// ExtractNotice is a text that surrounds the article.
type ExtractNotice struct {
	Class     string `json:"class"`
	Text      string `json:"text"`
	Uncertain bool   `json:"uncertain,omitempty"`
}

// Extract shows the item, read from file, without the positions of its parts.
func (it Item) Extract(file string) Extract {
	a, s := it.Article, it.Snapshot
	e := Extract{
		File: file, Item: it.Index, Format: it.Format, Genre: a.Genre.Value, Title: a.Title.Value, Subtitle: a.Subtitle.Value,
		Byline: a.Byline.Value, Publisher: a.Publisher.Value, Published: a.Published.Value, URL: a.URL.Value,
		Language: a.Language.Value, SHA256: s.Hash.String(),
		Blocks: []ExtractBlock{}, Notices: []ExtractNotice{}, Warnings: append([]string{}, it.Warnings...),
	}
	runes := []rune(s.Text)
	for _, b := range s.Blocks {
		e.Blocks = append(e.Blocks, ExtractBlock{string(b.Kind), string(runes[b.Start:b.End]), b.Level})
	}
	var texts []string
	for _, n := range a.Notices {
		e.Notices = append(e.Notices, ExtractNotice{string(n.Class), n.Text, n.Uncertain})
		texts = append(texts, n.Text)
	}
	e.Disclaimer = strings.Join(texts, "\n")
	return e
}
