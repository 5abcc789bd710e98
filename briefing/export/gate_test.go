package export_test

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/quote"
)

// secretNote is a note each of whose blocks has invented words of its own.
type secretNote struct {
	random  *rand.Rand
	note    briefing.Briefing
	sources briefing.Sources
	words   [][]string // of each block
}

// invent makes up a word that no other text has.
func (s *secretNote) invent() string {
	word := "zq"
	for range 5 {
		word += string("bdfgklmnprstvxz"[s.random.IntN(15)]) + string("aeiou"[s.random.IntN(5)])
	}
	last := len(s.words) - 1
	s.words[last] = append(s.words[last], word)
	return word
}

func newSecretNote(t *testing.T, seed uint64, marks []briefing.Marking) *secretNote {
	t.Helper()
	s := &secretNote{random: rand.New(rand.NewPCG(seed, 9)), sources: briefing.Sources{}}
	s.note = briefing.Briefing{ID: briefing.NewID(), Title: "Of the harbour", Reference: "HQ-1", Date: "2026-03-17", Language: "en-GB"}
	for range 4 + s.random.IntN(8) {
		s.words = append(s.words, nil)
		b := s.block(t)
		b.Portion = marks[s.random.IntN(len(marks))]
		s.note.Blocks = append(s.note.Blocks, b)
	}
	s.words = append(s.words, nil)
	s.note.Blocks = append(s.note.Blocks, briefing.Block{Kind: briefing.BlockSources})
	return s
}

func (s *secretNote) block(t *testing.T) briefing.Block {
	w := s.invent
	own := func(format string, args ...any) briefing.Block {
		return briefing.Block{Kind: briefing.BlockText, Text: fmt.Sprintf(format, args...)}
	}
	switch s.random.IntN(10) {
	case 0:
		return briefing.Block{Kind: briefing.BlockHeading, Level: 1 + s.random.IntN(2), Text: "On " + w()}
	case 1:
		return own("- one %s\n- [two](https://%s.example.org) of %s", w(), w(), w())
	case 2:
		return own("Table: Of %s\n\n| %s | b |\n|---|---|\n| c | %s |", w(), w(), w())
	case 3:
		return briefing.Block{Kind: briefing.BlockDisclaimer, Text: "Disclaimed " + w() + "."}
	case 4:
		return own("Of %s it is said. [@%s] See [%s].\n\n[harbour]: https://%s.example.org", w(), s.passage(t), w(), w())
	case 5:
		return briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Kind: briefing.PassageParaphrase, Passage: s.passage(t), Words: "They hold " + w() + " dear."}}
	case 6, 7:
		return briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: s.passage(t)}}
	case 8:
		return briefing.Block{Kind: briefing.BlockImage, Text: "Plan of " + w(), Image: s.picture(t)}
	}
	return own("%s is likely; it rests on %s and [harbour]. It is very unlikely that `%s` will end.", w(), w(), w())
}

// picture is a picture of its own, which its hash stands for in files, too.
func (s *secretNote) picture(t *testing.T) briefing.Image {
	picture := image.NewGray(image.Rect(0, 0, 8, 8))
	for i := range picture.Pix {
		picture.Pix[i] = byte(s.random.Uint32())
	}
	var data bytes.Buffer
	must(t, png.Encode(&data, picture))
	i := briefing.Image{Hash: sha256.Sum256(data.Bytes()), Type: "png", Alt: "The plan of " + s.invent(), Data: data.Bytes()}
	last := len(s.words) - 1
	s.words[last] = append(s.words[last], i.Hash.String()[:32])
	return i
}

// passage makes an article of invented words, and a passage of it.
func (s *secretNote) passage(t *testing.T) briefing.ID {
	var text briefing.Builder
	sentence := "The " + s.invent() + " met the " + s.invent() + " in May."
	text.Add(briefing.TextParagraph, 0, sentence+" Nothing came of "+s.invent()+".", nil, nil)
	snap, err := text.Snapshot(briefing.Hash{})
	must(t, err)
	r, err := quote.Find(snap, sentence)
	must(t, err)
	anchor, err := quote.Anchor(snap, r)
	must(t, err)
	field := func(s string) briefing.Field { return briefing.Field{Value: s} }
	a := briefing.Article{
		ID: briefing.NewID(), Title: field("News of " + s.invent()), Byline: field("A " + s.invent()), Publisher: field("The " + s.invent()),
		URL: field("https://" + s.invent() + ".example.org"), Published: field("2026-03-0" + strconv.Itoa(1+s.random.IntN(9))), Genre: field(briefing.GenreOpinion),
		Notices: []briefing.Notice{{Class: briefing.NoticeViews, Text: "The views are of " + s.invent() + "."}},
	}
	id := briefing.NewID()
	s.sources[id] = briefing.Source{Passage: briefing.Passage{ID: id, Article: a.ID, Anchor: anchor}, Article: a, Snapshot: snap}
	return id
}

// TestGateLeavesNoTrace exports notes with invented words in each block for a
// recipient who may not have all of them. No word of what is kept back is in any
// file of any format, in any part or stream of it, or on a page; every word of the
// rest that is on the whole note's pages is; and what has a number has the number
// that it had.
// BRIEFDESK_GATED says how many notes are tried.
func TestGateLeavesNoTrace(t *testing.T) {
	ladders := []struct {
		profile string
		marks   []briefing.Marking
		ceiling briefing.Marking
		above   []briefing.Marking
	}{
		{"tlp", []briefing.Marking{"TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED"}, "TLP:GREEN", []briefing.Marking{"TLP:AMBER", "TLP:RED"}},
		{"us", []briefing.Marking{"U", "S//REL TO USA, GBR", "S//NF", "TS"}, "SECRET//REL TO USA, GBR", []briefing.Marking{"S//NF", "TS"}},
	}
	e := newExporter(t)
	receipts := []export.ReceiptForm{export.NoReceipt, export.Annex, export.Sidecar}
	copies := []manuscript.CopyForm{manuscript.WorkingCopy, manuscript.ReaderCopy, manuscript.RecordCopy}
	styles := []briefing.CitationStyle{"", briefing.CiteAuthorDate, briefing.CiteSourceRecord}
	times, err := strconv.ParseUint(cmp.Or(os.Getenv("BRIEFDESK_GATED"), "40"), 10, 64)
	must(t, err)
	for seed := range times {
		ladder := ladders[seed%2]
		s := newSecretNote(t, seed, ladder.marks)
		s.note.Profile = ladder.profile
		s.note.Template = e.Templates[int(seed)%len(e.Templates)].Name
		s.note.Scale = "icd203"
		opts := export.Options{
			For: ladder.ceiling, Receipt: receipts[seed%3], AttachSources: true,
			Copy: manuscript.Copy{Form: copies[seed/3%3]}, Citations: styles[seed/9%3],
		}
		var secrets, kept []string
		for i, b := range s.note.Blocks {
			if slices.Contains(ladder.above, b.Portion) {
				secrets = append(secrets, s.words[i]...)
			} else {
				if b.Kind != briefing.BlockHeading || opts.Copy.Form != manuscript.ReaderCopy { // which has no empty sections
					kept = append(kept, s.words[i]...)
				}
			}
		}
		gated, err := e.Prepare(s.note, s.sources, opts)
		must(t, err)
		some := pageWords(gated.Document)
		searchFor(t, seed, "the pages", some, secrets)
		for _, format := range export.Formats() {
			if format.Ext == ".png" {
				continue // its pages were searched
			}
			opts.AttachSources, opts.AttachPDF = format.Ext == ".pdf", format.Ext == ".eml" && seed%4 == 0
			report, err := e.Export(s.note, s.sources, "gated"+format.Ext, opts)
			must(t, err)
			var files []byte
			for _, f := range report.Files {
				files = append(files, opened(t, f)...)
			}
			searchFor(t, seed, "the file in "+format.Label, files, secrets)
			for _, word := range kept {
				if bytes.Contains(some, []byte(word)) && !bytes.Contains(files, []byte(word)) {
					t.Errorf("note %d: %s lacks %s, which is on the pages", seed, report.Files[0].Name, word)
				}
			}
		}
		opts.For, opts.AttachSources, opts.AttachPDF = "", false, false
		whole, err := e.Prepare(s.note, s.sources, opts)
		must(t, err)
		all := pageWords(whole.Document)
		for _, word := range kept {
			if bytes.Contains(all, []byte(word)) && !bytes.Contains(some, []byte(word)) && !isOfLink(s.note, word) {
				t.Errorf("note %d: %s, which its recipient may have, is not on the pages", seed, word)
			}
		}
		sameNumbers(t, seed, whole.Manuscript, gated.Manuscript)
	}
}

// isOfLink reports whether a word stands in the definition of a link, which another
// block may lead to.
func isOfLink(b briefing.Briefing, word string) bool {
	return slices.ContainsFunc(b.Blocks, func(bl briefing.Block) bool { return strings.Contains(bl.Text, "]: https://"+word) })
}

func searchFor(t *testing.T, seed uint64, what string, data []byte, secrets []string) {
	t.Helper()
	for _, word := range secrets {
		capital := strings.ToUpper(word[:1]) + word[1:]
		for _, form := range []string{word, capital, strings.ToUpper(word)} {
			if bytes.Contains(data, []byte(form)) || bytes.Contains(data, wide(form)) {
				t.Errorf("note %d: %s has the word %s, which is kept back", seed, what, form)
			}
		}
	}
}

// pageWords are all words of a document: on its pages, in links and bookmarks, in
// its structure and its metadata, hyphens of line breaks taken away.
func pageWords(doc layout.Document) []byte {
	var all strings.Builder
	for _, pg := range doc.Pages {
		for _, it := range pg.Items {
			switch it := it.(type) {
			case layout.Text:
				all.WriteString(it.Words)
			case layout.Link:
				fmt.Fprintf(&all, " %+v ", it)
			}
		}
	}
	fmt.Fprintf(&all, " %q %+v %+v", doc.Title, doc.Outline, doc.Structure)
	return []byte(strings.ReplaceAll(all.String(), "\u00ad", ""))
}

// sameNumbers holds the numbers of notes, paragraphs and captions of a gated note
// against those of the whole one.
func sameNumbers(t *testing.T, seed uint64, whole, gated manuscript.Manuscript) {
	t.Helper()
	all := numbersOf(whole)
	for block, numbers := range numbersOf(gated) {
		if fmt.Sprint(numbers) != fmt.Sprint(all[block]) {
			t.Errorf("note %d, block %d: the numbers are %v, and in the whole note %v", seed, block, numbers, all[block])
		}
	}
}

// numbersOf are the numbers that stand in each block of a briefing.
func numbersOf(m manuscript.Manuscript) map[int][]string {
	numbers := map[int][]string{}
	for _, n := range m.Notes {
		numbers[n.Block] = append(numbers[n.Block], "note "+strconv.Itoa(n.Number))
	}
	for _, b := range m.Blocks {
		switch b := b.(type) {
		case manuscript.Paragraph:
			numbers[b.Block] = append(numbers[b.Block], "paragraph "+strconv.Itoa(b.Number))
		case manuscript.Table:
			if len(b.Caption) > 0 {
				numbers[b.Block] = append(numbers[b.Block], b.Caption[0].Text)
			}
		case manuscript.Figure:
			numbers[b.Block] = append(numbers[b.Block], b.Caption[0].Text)
		}
	}
	return numbers
}
