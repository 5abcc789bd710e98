package export

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/quote"
)

const sourceText = "The committee met twice in May. It decided nothing, and said so.\n" +
	"The harbour is deep enough for two ships of the heaviest class, which come in for counter-terrorism exercises each spring.\n" +
	"Nobody else had been asked."

// proved is a note of two quotations, set in pages, with their sources: one
// over two paragraphs and with edits, one bare.
func proved(t testing.TB) (manuscript.Manuscript, layout.Document, briefing.Sources) {
	t.Helper()
	var article briefing.Builder
	for line := range strings.SplitSeq(sourceText, "\n") {
		article.Add(briefing.TextParagraph, 0, line, nil, nil)
	}
	snap, err := article.Snapshot(briefing.Hash{})
	if err != nil {
		t.Fatal(err)
	}
	sources := briefing.Sources{}
	var b briefing.Briefing
	for i, q := range []struct {
		from, to string
		edits    []briefing.Edit
	}{
		{"It decided", "each spring.", []briefing.Edit{
			{Kind: briefing.EditCase, Range: briefing.Range{Start: 0, End: 1}},
			{Kind: briefing.EditOmit, Range: briefing.Range{Start: 18, End: 32}},
		}},
		{"The committee", "in May.", nil},
	} {
		start := briefing.Length(sourceText[:strings.Index(sourceText, q.from)])
		end := briefing.Length(sourceText[:strings.Index(sourceText, q.to)+len(q.to)])
		anchor, err := quote.Anchor(snap, briefing.Range{Start: start, End: end})
		if err != nil {
			t.Fatal(err)
		}
		id := briefing.ID{byte(i + 1)}
		sources[id] = briefing.Source{Passage: briefing.Passage{ID: id, Anchor: anchor}, Snapshot: snap}
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: id, Edits: q.edits}})
	}
	m, _, err := manuscript.Build(b, sources, briefing.Profiles{"none": {Name: "none"}})
	if err != nil {
		t.Fatal(err)
	}
	doc, _, err := layout.NewSetter(assets.Fonts(), assets.Hyphenation()).Pages(m, layout.Size{W: 250, H: 400}) // narrow, to have many lines
	if err != nil {
		t.Fatal(err)
	}
	return m, doc, sources
}

func prove(doc layout.Document, m manuscript.Manuscript, sources briefing.Sources) (Report, []briefing.Finding) {
	var r Report
	err := r.prove(doc, m, sources)
	if unproved, ok := errors.AsType[*UnprovedError](err); ok {
		return r, unproved.Findings
	}
	return r, nil
}

func TestUntouchedPagesAreProved(t *testing.T) {
	m, doc, sources := proved(t)
	if r, failed := prove(doc, m, sources); failed != nil || r.Verified != 2 || r.Checked != 2 {
		t.Errorf("%d of %d verified: %v", r.Verified, r.Checked, failed)
	}
	want := "[i]t decided nothing […] The harbour is deep enough for two ships of the heaviest class, which come in for counter-terrorism exercises each spring."
	if got := quote.Fold(wordsOnPages(doc, 2)[0]); got != want {
		t.Errorf("the first quotation prints %q, want %q", got, want)
	}
}

// mutated changes one letter of s that r picks: another in its place, one more
// or one less. Letters are no harmless difference.
func mutated(r *rand.Rand, s string) string {
	text := []rune(s)
	for {
		i := r.IntN(len(text))
		if !unicode.IsLetter(text[i]) {
			continue
		}
		switch r.IntN(3) {
		case 0:
			text[i] = 'a' + (text[i]+1)%26
			if string(text) == s {
				continue
			}
		case 1:
			text = slices.Insert(text, i, 'ß')
		default:
			text = slices.Delete(text, i, i+1)
		}
		return string(text)
	}
}

// TestEveryChangedLetterIsRefused: a thousand changes of one letter, in the
// stored text, in the words of a passage, in what was typed beside it, or on
// the page, each found by the right rule and only where it was made.
func TestEveryChangedLetterIsRefused(t *testing.T) {
	m, doc, sources := proved(t)
	r := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		n := r.IntN(len(m.Quotations))
		id := m.Quotations[n].Quotation.Passage
		src := sources[id]
		want, where := quote.RuleAltered, ""
		changed, page, altered := briefing.Sources{}, doc, m
		for k, v := range sources {
			changed[k] = v
		}
		switch where = []string{"snapshot", "passage", "typed", "page"}[r.IntN(4)]; where {
		case "snapshot":
			want = quote.RuleCorrupt
			src.Snapshot.Text = mutated(r, src.Snapshot.Text)
		case "passage":
			src.Passage.Exact = mutated(r, src.Passage.Exact)
		case "typed":
			altered.Quotations = slices.Clone(m.Quotations)
			pieces, err := quote.Printed(src.Passage.Exact, m.Quotations[n].Quotation.Edits)
			if err != nil {
				t.Fatal(err)
			}
			altered.Quotations[n].Quotation.Words = mutated(r, quote.Join(pieces))
		case "page":
			page = withText(r, doc, n+1, mutated)
		}
		changed[id] = src
		report, failed := prove(page, altered, changed)
		if len(failed) != 1 || failed[0].Rule != want || failed[0].Block != m.Quotations[n].Block || report.Verified != 1 {
			t.Fatalf("quotation %d, changed in the %s: %d verified, findings %v", n+1, where, report.Verified, failed)
		}
	}
}

// withText is doc with change applied to a text of quotation n that r picks.
func withText(r *rand.Rand, doc layout.Document, n int, change func(*rand.Rand, string) string) layout.Document {
	type place struct{ page, item int }
	var places []place
	for i, p := range doc.Pages {
		for j, it := range p.Items {
			if text, ok := it.(layout.Text); ok && text.Quotation == n && strings.ContainsFunc(text.Words, unicode.IsLetter) {
				places = append(places, place{i, j})
			}
		}
	}
	at := places[r.IntN(len(places))]
	doc.Pages = slices.Clone(doc.Pages)
	doc.Pages[at.page].Items = slices.Clone(doc.Pages[at.page].Items)
	text := doc.Pages[at.page].Items[at.item].(layout.Text)
	text.Words = change(r, text.Words)
	doc.Pages[at.page].Items[at.item] = text
	return doc
}

// TestWordsLostOnTheWayAreFound, wherever between manuscript and page it was.
func TestWordsLostOnTheWayAreFound(t *testing.T) {
	m, doc, sources := proved(t)
	r := rand.New(rand.NewPCG(3, 4))
	for name, page := range map[string]layout.Document{
		"a line lost":         withText(r, doc, 1, func(*rand.Rand, string) string { return "" }),
		"a line twice":        withText(r, doc, 1, func(_ *rand.Rand, s string) string { return s + s }),
		"a hard hyphen added": withText(r, doc, 1, func(_ *rand.Rand, s string) string { return strings.TrimRight(s, " ") + "- " }),
		"a page lost":         {Pages: doc.Pages[:0]},
	} {
		if _, failed := prove(page, m, sources); len(failed) == 0 || failed[0].Rule != quote.RuleAltered || failed[0].Block != 1 {
			t.Errorf("%s: findings %v", name, failed)
		}
	}
	soft := withText(r, doc, 1, func(_ *rand.Rand, s string) string { return s[:1] + "\u00ad" + s[1:] })
	if _, failed := prove(soft, m, sources); failed != nil {
		t.Errorf("the hyphen of a line break is held against the quotation: %v", failed)
	}
}

// TestForgedSourceIsRefused: a snapshot that was altered and hashed anew.
func TestForgedSourceIsRefused(t *testing.T) {
	m, doc, sources := proved(t)
	id := m.Quotations[1].Quotation.Passage
	forged := sources[id]
	snap, err := briefing.NewSnapshot(strings.Replace(sourceText, "twice", "never", 1), forged.Snapshot.Blocks, nil, briefing.Hash{})
	if err != nil {
		t.Fatal(err)
	}
	forged.Snapshot = snap
	sources[id] = forged
	if _, failed := prove(doc, m, sources); len(failed) != 1 || failed[0].Rule != quote.RuleCorrupt {
		t.Errorf("the passage was marked in another snapshot: findings %v", failed)
	}
	forged.Passage.Snapshot = snap.Hash
	sources[id] = forged
	if _, failed := prove(doc, m, sources); len(failed) != 1 || failed[0].Rule != quote.RuleAltered {
		t.Errorf("the passage says so, too: findings %v", failed)
	}
	delete(sources, id)
	if _, failed := prove(doc, m, sources); len(failed) != 1 || failed[0].Rule != quote.RuleMissing {
		t.Errorf("there is no such passage: findings %v", failed)
	}
}

// TestProofReplacesWhatTheManuscriptSaid about the same quotation, and nothing else.
func TestProofReplacesWhatTheManuscriptSaid(t *testing.T) {
	m, doc, sources := proved(t)
	delete(sources, m.Quotations[1].Quotation.Passage)
	other := briefing.Finding{Rule: "html-as-text", Block: 2}
	elsewhere := briefing.Finding{Rule: quote.RuleMissing, Block: 3}
	r := Report{Findings: []briefing.Finding{{Rule: quote.RuleMissing, Block: 2}, other, elsewhere}}
	if err := r.prove(doc, m, sources); err == nil {
		t.Fatal("a quotation without its source is proved")
	}
	if len(r.Findings) != 3 || r.Findings[0].Message == "" || r.Findings[1] != other || r.Findings[2] != elsewhere {
		t.Errorf("findings %v", r.Findings)
	}
}

func TestWordsLostInAFlowingFileAreFound(t *testing.T) {
	m, doc, _ := proved(t)
	p := Prepared{Manuscript: m, Document: doc}
	for name, c := range map[string]struct {
		file  string
		marks string
	}{
		".txt": {plainText(m), ""},
		".md":  {readerMarkdown(m), `>*\`},
	} {
		if err := p.proveFlowing(c.file, c.marks); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, word := range []string{"harbour", "twice", "[i]"} {
			if name == ".md" {
				word = escape(word)
			}
			lost := strings.Replace(c.file, word, "", 1)
			if lost == c.file {
				t.Fatalf("%s has no %s:\n%s", name, word, c.file)
			}
			if err := p.proveFlowing(lost, c.marks); err == nil {
				t.Errorf("%s without %s is proved", name, word)
			}
		}
	}
}
