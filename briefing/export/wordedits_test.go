package export_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/docx"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/markdown"
	"briefdesk/briefing/quote"
)

// drafts are notes as desks write them, drawn by lot: sections of own text with
// citations, quotations, lists and tables, in every form and every style of citation.
func drafts(t *testing.T, e *export.Exporter) []wordNote {
	t.Helper()
	var notes []wordNote
	templates := layout.Templates()
	for n := range 36 {
		d := draft{rand.New(rand.NewPCG(uint64(n), 7)), briefing.Sources{}}
		front := fmt.Sprintf("---\ntitle: Draft %d on the harbour\nto: The Minister\nfrom: The desk\ndate: 2025-09-02\ntemplate: %s\n", n, templates[n%len(templates)])
		if styles := briefing.CitationStyles(); n%5 < len(styles) {
			front += "citations: " + string(styles[n%5]) + "\n"
		}
		if n%3 == 0 {
			front += "profile: tlp\nmarking: TLP:AMBER\n"
		}
		body := d.body(t, n%3 == 0)
		b, _, err := markdown.Read(front+"---\n\n"+body, e.Profiles, d.sources)
		must(t, err)
		b.ID = briefing.ID{3, byte(n)}
		notes = append(notes, wordNote{fmt.Sprintf("draft-%02d", n), b, d.sources})
	}
	return notes
}

// draft draws a note by lot.
type draft struct {
	*rand.Rand
	sources briefing.Sources
}

func (d draft) one(of ...string) string { return of[d.IntN(len(of))] }

// sentence is one that no other equals.
func (d draft) sentence() string {
	return fmt.Sprintf("%s %s %s %d %s in %s %d.",
		d.one("The harbour committee", "A working group", "The ministry", "Her office", "The provincial assembly", "No “official” source"),
		d.one("met", "reported on", "put off", "published", "questioned", "agreed to"), d.one("some", "about", "more than", "fewer than"), 100+d.IntN(9000),
		d.one("contracts for the quay", "ships of the second class", "points of the accord", "families on the shore"),
		d.one("May", "June", "October"), 1990+d.IntN(30))
}

func (d draft) sentences(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = d.sentence()
	}
	return strings.Join(all, " ")
}

// passage is a new one, of an article of its own.
func (d draft) passage(t *testing.T, words string) briefing.ID {
	var article briefing.Builder
	for _, text := range []string{d.sentences(2), words + " " + d.sentence()} {
		article.Add(briefing.TextParagraph, 0, text, nil, nil)
	}
	snap, err := article.Snapshot(briefing.Hash{})
	must(t, err)
	r, err := quote.Find(snap, words)
	must(t, err)
	anchor, err := quote.Anchor(snap, r)
	must(t, err)
	id, of := briefing.ID{1, byte(len(d.sources))}, briefing.ID{2, byte(len(d.sources))}
	d.sources[id] = briefing.Source{Snapshot: snap, Passage: briefing.Passage{ID: id, Article: of, Anchor: anchor}, Article: briefing.Article{
		ID: of, Title: briefing.Field{Value: "Report " + fmt.Sprint(1000+d.IntN(8000))}, Publisher: briefing.Field{Value: d.one("The Herald", "Harbour Authority")},
		Published: briefing.Field{Value: "2025-03-04"}, URL: briefing.Field{Value: "https://example.org/a"},
	}}
	return id
}

func (d draft) body(t *testing.T, marked bool) string {
	var s strings.Builder
	block := func(text string) {
		if marked && d.IntN(3) == 0 {
			text = "(TLP:GREEN) " + text
		}
		s.WriteString(text + "\n\n")
	}
	for section := range 3 + d.IntN(3) {
		fmt.Fprintf(&s, "# %s %d\n\n", d.one("Outlook for the shore", "Background since", "What to decide on", "Considerations of"), 10+section)
		for range 1 + d.IntN(3) {
			text := d.sentences(2 + d.IntN(3))
			if d.IntN(3) == 0 {
				text += "[@" + d.passage(t, d.sentence()).String() + "] " + d.sentence()
			}
			if d.IntN(4) == 0 {
				text = strings.Replace(text, "quay", "**quay**", 1) + "\n\n" + d.sentences(2)
			}
			block(text)
		}
		words := d.sentences(2)
		s.WriteString("> " + words + "\n>\n> — passage: " + d.passage(t, words).String() + "\n\n")
		switch section {
		case 0:
			block(fmt.Sprintf("- first, %s\n- second, %s\n- third, %s", d.sentence(), d.sentence(), d.sentence()))
		case 1:
			block(fmt.Sprintf("| Option | Cost |\n| --- | --: |\n| Alpha %d | %d |\n| Beta %d | %d |", d.IntN(99), 100+d.IntN(900), d.IntN(99), 1000+d.IntN(9000)))
		case 2:
			block(fmt.Sprintf("1. %s\n2. %s", d.sentence(), d.sentence()))
		}
	}
	return s.String()
}

// TestDraftsAreWhole: the notes that are tried are notes that can go out.
func TestDraftsAreWhole(t *testing.T) {
	e := newExporter(t)
	for _, n := range drafts(t, e)[:9] {
		report, err := e.Export(n.b, n.sources, "a.docx", export.Options{})
		must(t, err)
		back, err := e.ReadBack(n.b, n.sources, report.Files[0].Data)
		must(t, err)
		if len(back.Changes)+len(back.Findings) > 0 || back.Older {
			t.Errorf("%s comes back as %+v", n.name, back)
		}
	}
}

// TestWordSavesDrafts writes the drafts where BRIEFDESK_WORD says, to be edited.
func TestWordSavesDrafts(t *testing.T) {
	dir := os.Getenv("BRIEFDESK_WORD")
	if dir == "" {
		t.Skip("BRIEFDESK_WORD names no folder")
	}
	e := newExporter(t)
	for _, n := range drafts(t, e) {
		report, err := e.Export(n.b, n.sources, n.name+".docx", export.Options{})
		must(t, err)
		must(t, os.WriteFile(filepath.Join(dir, n.name+".docx"), report.Files[0].Data, 0o600))
	}
}

// deed is what edit.py of .ci/word says it has done to a paragraph.
type deed struct {
	Op   string
	Was  string // the words of the paragraph; of a paragraph put in, those of the one before
	Is   string
	Over string // the words of the paragraph that another moved over
	Rest string // of a paragraph that was split
}

// TestEditsOfLibreOffice compares the documents in the folder that
// BRIEFDESK_WORD_BACK names with the notes that they were made from. What done.json
// says was done there (see .ci/word) is done to the words of the document that went
// out; the blocks in which these then differ are the changes to be found, and no others.
func TestEditsOfLibreOffice(t *testing.T) {
	dir := os.Getenv("BRIEFDESK_WORD_BACK")
	if dir == "" {
		t.Skip("BRIEFDESK_WORD_BACK names no folder")
	}
	list, err := os.ReadFile(filepath.Join(dir, "done.json"))
	must(t, err)
	var done map[string][]deed
	must(t, json.Unmarshal(list, &done))
	e := newExporter(t)
	found := map[string]int{}
	for _, n := range append(wordNotes(t, e), drafts(t, e)...) {
		report, err := e.Export(n.b, n.sources, "a.docx", export.Options{Unverified: export.Stamp})
		must(t, err)
		sent, err := docx.Read(report.Files[0].Data)
		must(t, err)
		for _, round := range []string{"untouched", "words", "structure", "parts"} {
			name := n.name + "." + round
			data, err := os.ReadFile(filepath.Join(dir, name+".docx"))
			if os.IsNotExist(err) {
				continue // only some were edited
			}
			must(t, err)
			back, err := e.ReadBack(n.b, n.sources, data)
			if err != nil {
				if len(done[name]) > 0 {
					t.Errorf("%s: %v", name, err)
				}
				continue
			}
			p := newPaper(n.b, sent)
			for _, d := range done[name] {
				if !p.do(d) {
					t.Errorf("%s: the document that went out has no words for %+v", name, d)
				}
				found[d.Op]++
			}
			want, got := p.told(sent), tell(back)
			for _, line := range without(want, got) {
				t.Errorf("%s: not found: %s", name, line)
			}
			for _, line := range without(got, want) {
				t.Errorf("%s: invented: %s", name, line)
			}
			acceptAll(t, n, back, name)
		}
	}
	if len(found) == 0 {
		t.Error("no document of the folder is of a note that was edited")
	}
	t.Logf("found: %v", found)
}

// acceptAll takes over what can be accepted, and compares again: nothing is left of it.
func acceptAll(t *testing.T, n wordNote, back export.Returned, name string) {
	t.Helper()
	after, err := back.Apply(n.b, back.Safe(), nil)
	must(t, err)
	for i, ch := range back.Changes {
		if ch.Hindrance != "" && ch.Kind != export.Altered {
			t.Logf("%s: %s block %d is hindered: %q became %q", name, ch.Kind, ch.Block, back.Changes[i].Was, ch.Is)
		}
	}
	places := slices.Repeat([]int{-1}, len(n.b.Blocks))
	for _, ch := range session.Compare(n.b, after) {
		if ch.Old >= 0 {
			places[ch.Old] = ch.New
		}
	}
	again := back.Onto(n.b, after, places)
	for _, i := range again.Safe() {
		ch := again.Changes[i]
		t.Errorf("%s: when all was accepted there still is: %s block %d after %d: %q became %q", name, ch.Kind, ch.Block, ch.After, ch.Was, ch.Is)
	}
}

// without are the lines that others do not have.
func without(lines, others []string) []string {
	others = slices.Clone(others)
	var left []string
	for _, line := range lines {
		if i := slices.Index(others, line); i >= 0 {
			others = slices.Delete(others, i, i+1)
			continue
		}
		left = append(left, line)
	}
	return left
}

// tell says what was found, a line each.
func tell(back export.Returned) []string {
	var all []string
	for _, ch := range back.Changes {
		switch ch.Kind {
		case export.Reworded:
			all = append(all, fmt.Sprintf("block %d reworded: %s", ch.Block, bare(ch.Is)))
		case export.Inserted:
			all = append(all, fmt.Sprintf("inserted after %d: %s", ch.Block, bare(ch.Is)))
		case export.Moved: // over a neighbour: either of the two has moved
			all = append(all, fmt.Sprintf("moved: %d and %d", min(ch.Block, ch.After), max(ch.Block, ch.After)))
		case export.Deleted, export.Altered:
			all = append(all, fmt.Sprintf("block %d %s", ch.Block, ch.Kind))
		}
	}
	for _, f := range back.Findings {
		switch f.Rule {
		case export.RuleComment: // told below
		case export.RuleProgramEdited:
			all = append(all, "program: "+bare(f.Text))
		case quote.RuleAltered: // told as a change
		default:
			all = append(all, f.Rule+": "+f.Message)
		}
	}
	for _, c := range back.Comments {
		all = append(all, fmt.Sprintf("comment on %d: %s", c.Block, c.Text))
	}
	return all
}

func bare(words string) string {
	return strings.Join(strings.Fields(strings.NewReplacer(string(docx.NoteMark), "", string(docx.ParagraphEnd), " ").Replace(words)), " ")
}

// paper is a document in words, on which edits are done as a reader does them.
type paper struct {
	b     briefing.Briefing
	paras []sheet
	notes []string
	extra []string // what is to be found beside changed words
	// sources are the blocks of which the line below a quotation was changed.
	sources []int
}

// sheet is a paragraph of a block of the note; block 0 is none.
type sheet struct {
	block int
	words string
}

func newPaper(b briefing.Briefing, doc docx.Document) *paper {
	p := &paper{b: b, notes: slices.Clone(doc.Notes)}
	for _, para := range doc.Paragraphs {
		if docx.IsContents(para.Style) {
			continue
		}
		p.paras = append(p.paras, sheet{para.Block, bare(para.Text)})
	}
	return p
}

func (p *paper) index(words string) int {
	return slices.IndexFunc(p.paras, func(s sheet) bool { return s.words == bare(words) })
}

// do does what was done. It is false where there is nothing to do it to.
func (p *paper) do(d deed) bool {
	i := p.index(d.Was)
	if i < 0 && d.Op != "note" {
		return false
	}
	switch d.Op {
	case "note":
		p.extra = append(p.extra, "program: "+bare(d.Is))
	case "comment":
		p.extra = append(p.extra, fmt.Sprintf("comment on %d: %s", p.paras[i].block, d.Is))
	case "insert":
		block := 0
		if i+1 < len(p.paras) && p.paras[i+1].block == p.paras[i].block {
			block = p.paras[i].block
		} else {
			p.extra = append(p.extra, fmt.Sprintf("inserted after %d: %s", p.paras[i].block, bare(d.Is)))
		}
		p.paras = slices.Insert(p.paras, i+1, sheet{block, bare(d.Is)})
	case "delete":
		p.paras = slices.Delete(p.paras, i, i+1)
	case "split":
		block := p.paras[i].block
		p.paras = slices.Replace(p.paras, i, i+1, sheet{block, bare(d.Is)}, sheet{block, bare(d.Rest)})
	case "join":
		p.paras = slices.Replace(p.paras, i, i+2, sheet{p.paras[i].block, p.paras[i].words + " " + p.paras[i+1].words})
	case "move":
		if p.paras[i].block != p.paras[i+1].block {
			p.extra = append(p.extra, fmt.Sprintf("moved: %d and %d", p.paras[i].block, p.paras[i+1].block))
		}
		p.paras[i], p.paras[i+1] = p.paras[i+1], p.paras[i]
	case "detail":
		p.paras[i].words = bare(d.Is)
		if n := p.paras[i].block; n > 0 {
			p.sources = append(p.sources, n)
		} else {
			p.extra = append(p.extra, "program: "+bare(d.Is))
		}
	default:
		p.paras[i].words = bare(d.Is)
		if p.paras[i].block == 0 {
			p.extra = append(p.extra, "program: "+bare(d.Is))
		}
	}
	return true
}

// told are the lines that are to be found.
func (p *paper) told(sent docx.Document) []string {
	all := slices.Clone(p.extra)
	was, is := newPaper(p.b, sent).blocks(), p.blocks()
	for n := 1; n <= len(p.b.Blocks); n++ {
		if was[n] == is[n] || p.b.Blocks[n-1].Kind == briefing.BlockContents {
			continue
		}
		if slices.Contains(p.sources, n) {
			all = append(all, "program: "+is[n])
			continue
		}
		if mark := portion.FindString(was[n]); p.b.Blocks[n-1].Portion != "" && is[n] != "" {
			if !strings.HasPrefix(is[n], mark) {
				all = append(all, "program: "+bare(mark))
			}
			is[n] = strings.TrimPrefix(is[n], mark)
			if is[n] == strings.TrimPrefix(was[n], mark) {
				continue
			}
		}
		switch bl := p.b.Blocks[n-1]; {
		case bl.Kind == briefing.BlockSources || bl.Kind == briefing.BlockDisclaimer:
			all = append(all, "program: "+is[n])
		case is[n] == "":
			all = append(all, fmt.Sprintf("block %d deleted", n))
		case bl.Kind == briefing.BlockQuotation && bl.Quotation.IsDirect():
			all = append(all, fmt.Sprintf("block %d altered", n))
		default:
			all = append(all, fmt.Sprintf("block %d reworded: %s", n, is[n]))
		}
	}
	return all
}

// portion is how the marking of a block is printed.
var portion = regexp.MustCompile(`^\([^()]+\) `)

// blocks are the words of each block.
func (p *paper) blocks() map[int]string {
	all := map[int]string{}
	for _, s := range p.paras {
		all[s.block] = strings.TrimSpace(all[s.block] + " " + s.words)
	}
	return all
}
