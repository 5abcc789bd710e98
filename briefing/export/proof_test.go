package export

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/marking"
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
	m, _, err := manuscript.Build(b, sources, manuscript.Rules{Profiles: marking.Profiles{"none": {Name: "none"}}})
	if err != nil {
		t.Fatal(err)
	}
	doc, _, err := layout.NewSetter(assets.Fonts(), assets.Hyphenation()).Pages(m, layout.Size{W: 250, H: 400}) // narrow, to have many lines
	if err != nil {
		t.Fatal(err)
	}
	return m, doc, sources
}

// proofOf is what the words on pages come to, and what is refused.
func proofOf(doc layout.Document, m manuscript.Manuscript, sources briefing.Sources) (Report, []briefing.Finding) {
	return settled(m, sources, wordsOnPages(doc, len(m.Quotations)))
}

func settled(m manuscript.Manuscript, sources briefing.Sources, words []shown) (Report, []briefing.Finding) {
	p := Prepared{Manuscript: m, proofs: prove(m, sources, words)}
	err := p.settle(job{})
	if unproved, ok := errors.AsType[*UnprovedError](err); ok {
		return p.Report, unproved.Findings
	}
	return p.Report, nil
}

func TestUntouchedPagesAreProved(t *testing.T) {
	m, doc, sources := proved(t)
	if r, failed := proofOf(doc, m, sources); failed != nil || r.Verified != 2 || r.Checked != 2 {
		t.Errorf("%d of %d verified: %v", r.Verified, r.Checked, failed)
	}
	want := "[i]t decided nothing […] The harbour is deep enough for two ships of the heaviest class, which come in for counter-terrorism exercises each spring."
	if got := quote.Fold(wordsOnPages(doc, 2)[0].text); got != want {
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
		report, failed := proofOf(page, altered, changed)
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
	text.Runs = runsOf(glyphsFor(text.Words))
	doc.Pages[at.page].Items[at.item] = text
	return doc
}

// runsOf is a text of one run.
func runsOf(glyphs []layout.Glyph) []layout.Run {
	return []layout.Run{{Shape: layout.NewShape(glyphs)}}
}

// glyphsFor shows each character of words.
func glyphsFor(words string) []layout.Glyph {
	glyphs := make([]layout.Glyph, len([]rune(words)))
	for i := range glyphs {
		glyphs[i] = layout.Glyph{ID: 1, Rune: uint16(i), Runes: 1}
	}
	return glyphs
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
		if _, failed := proofOf(page, m, sources); len(failed) == 0 || failed[0].Rule != quote.RuleAltered || failed[0].Block != 1 {
			t.Errorf("%s: findings %v", name, failed)
		}
	}
	soft := withText(r, doc, 1, func(_ *rand.Rand, s string) string { return s[:1] + "\u00ad" + s[1:] })
	if _, failed := proofOf(soft, m, sources); failed != nil {
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
	if _, failed := proofOf(doc, m, sources); len(failed) != 1 || failed[0].Rule != quote.RuleCorrupt {
		t.Errorf("the passage was marked in another snapshot: findings %v", failed)
	}
	forged.Passage.Snapshot = snap.Hash
	sources[id] = forged
	if _, failed := proofOf(doc, m, sources); len(failed) != 1 || failed[0].Rule != quote.RuleAltered {
		t.Errorf("the passage says so, too: findings %v", failed)
	}
	delete(sources, id)
	if _, failed := proofOf(doc, m, sources); len(failed) != 1 || failed[0].Rule != quote.RuleMissing {
		t.Errorf("there is no such passage: findings %v", failed)
	}
}

// TestProofReplacesWhatTheManuscriptSaid about the same quotation, and nothing else.
func TestProofReplacesWhatTheManuscriptSaid(t *testing.T) {
	m, doc, sources := proved(t)
	delete(sources, m.Quotations[1].Quotation.Passage)
	other := briefing.Finding{Rule: "html-as-text", Block: 2}
	elsewhere := briefing.Finding{Rule: quote.RuleMissing, Block: 3}
	p := Prepared{proofs: prove(m, sources, wordsOnPages(doc, 2))}
	p.Findings = []briefing.Finding{{Rule: quote.RuleMissing, Block: 2}, other, elsewhere}
	if err := p.settle(job{}); err == nil {
		t.Fatal("a quotation without its source is proved")
	}
	if len(p.Findings) != 3 || p.Findings[0].Message == "" || p.Findings[0].Quotation != 2 || p.Findings[1] != other || p.Findings[2] != elsewhere {
		t.Errorf("findings %v", p.Findings)
	}
}

// changed is doc with change applied to the texts of quotation n.
func changed(doc layout.Document, n int, change func(*layout.Text)) layout.Document {
	doc.Pages = slices.Clone(doc.Pages)
	for i := range doc.Pages {
		doc.Pages[i].Items = slices.Clone(doc.Pages[i].Items)
		for j, it := range doc.Pages[i].Items {
			if text, ok := it.(layout.Text); ok && text.Quotation == n {
				text.Runs = runsOf(slices.Collect(text.Glyphs()))
				change(&text)
				doc.Pages[i].Items[j] = text
			}
		}
	}
	return doc
}

// TestWordsThatNobodySeesAreNotThere: the page says them, but shows them as
// boxes, not at all or beyond its edge.
func TestWordsThatNobodySeesAreNotThere(t *testing.T) {
	m, doc, sources := proved(t)
	for name, page := range map[string]layout.Document{
		"boxes":            changed(doc, 2, func(t *layout.Text) { t.Runs[0].Glyphs[1].ID = 0 }),
		"no glyph":         changed(doc, 2, func(t *layout.Text) { t.Runs = runsOf(slices.Delete(t.Runs[0].Glyphs, 1, 2)) }),
		"beyond the right": changed(doc, 2, func(t *layout.Text) { t.X += 250 }),
		"left of the page": changed(doc, 2, func(t *layout.Text) { t.X = -5 }),
		"below the page":   changed(doc, 2, func(t *layout.Text) { t.Y += 400 }),
		"above the page":   changed(doc, 2, func(t *layout.Text) { t.Y = -1 }),
	} {
		_, failed := proofOf(page, m, sources)
		if len(failed) != 1 || failed[0].Rule != quote.RuleAltered || failed[0].Quotation != 2 || failed[0].Block != 2 {
			t.Errorf("%s: findings %v", name, failed)
		}
		if isBox := strings.Contains(failed[0].Message, "shows boxes"); isBox != (name == "boxes") {
			t.Errorf("%s: %s", name, failed[0].Message)
		}
	}
}

// TestOrderOnPages: quotations that change places, and one that stands within
// another.
func TestOrderOnPages(t *testing.T) {
	m, doc, sources := proved(t)
	swapped := doc
	swapped.Pages = slices.Clone(doc.Pages)
	slices.Reverse(swapped.Pages)
	var first, second []layout.Item
	for _, p := range doc.Pages {
		for _, it := range p.Items {
			if text, ok := it.(layout.Text); ok && text.Quotation == 1 {
				first = append(first, it)
			} else {
				second = append(second, it)
			}
		}
	}
	page := layout.Page{Size: doc.Pages[0].Size, Items: append(second, first...)}
	if _, failed := proofOf(layout.Document{Pages: []layout.Page{page}}, m, sources); len(failed) != 1 || failed[0].Quotation != 1 {
		t.Errorf("the first behind the second: findings %v", failed)
	}
}

// flows are the flowing formats with the text of a manuscript.
func flows(m manuscript.Manuscript) map[string]struct {
	text  string
	plain func(string) string
} {
	all := map[string]struct {
		text  string
		plain func(string) string
	}{}
	for _, f := range Formats() {
		for i, flow := range f.flows {
			all[fmt.Sprintf("%s %d", f.Ext, i)] = struct {
				text  string
				plain func(string) string
			}{flow.write(m), flow.plain}
		}
	}
	return all
}

// TestEveryChangedLetterOfAFlowingFileIsFound: a thousand of them, in the words
// of a quotation as the file has them.
func TestEveryChangedLetterOfAFlowingFileIsFound(t *testing.T) {
	m, _, sources := proved(t)
	r := rand.New(rand.NewPCG(9, 10))
	for ext, f := range flows(m) {
		for range 500 {
			n := 1 + r.IntN(2)
			from, to := stretchOf(f.text, n)
			from += len(fenceOpen) + 1 + len(fenceNumber)
			from, to = withoutTags(r, f.text, from, to)
			text := f.text[:from] + mutated(r, f.text[from:to]) + f.text[to:]
			if _, failed := settled(m, sources, wordsBetween(text, 2, f.plain)); len(failed) != 1 || failed[0].Quotation != n {
				t.Fatalf("%s, quotation %d: findings %v in\n%s", ext, n, failed, text)
			}
		}
	}
}

// withoutTags picks a part of a stretch between tags of HTML that has letters.
func withoutTags(r *rand.Rand, text string, from, to int) (int, int) {
	var parts [][2]int
	at := from
	for _, tag := range append(htmlTags.FindAllStringIndex(text[from:to], -1), []int{to - from, to - from}) {
		if strings.ContainsFunc(text[at:from+tag[0]], unicode.IsLetter) {
			parts = append(parts, [2]int{at, from + tag[0]})
		}
		at = from + tag[1]
	}
	part := parts[r.IntN(len(parts))]
	return part[0], part[1]
}

// TestFencesInOwnText prove nothing: whoever types them is refused.
func TestFencesInOwnText(t *testing.T) {
	_, _, sources := proved(t)
	b := briefing.Briefing{Blocks: []briefing.Block{
		{Kind: briefing.BlockText, Text: fenced(1, "The committee met twice in May.")},
		{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: briefing.ID{2}, Words: "The committee never met."}},
	}}
	m, _, err := manuscript.Build(b, sources, manuscript.Rules{Profiles: marking.Profiles{"none": {Name: "none"}}})
	if err != nil {
		t.Fatal(err)
	}
	for ext, f := range flows(m) {
		if _, failed := settled(m, sources, wordsBetween(f.text, 1, f.plain)); len(failed) != 1 {
			t.Errorf("%s: findings %v in\n%s", ext, failed, f.text)
		}
	}
}

// stretchOf are the offsets of a quotation in fenced text, its fences included.
func stretchOf(text string, n int) (from, to int) {
	from = strings.Index(text, fenceOpen+strconv.Itoa(n)+fenceNumber)
	last := strings.LastIndex(text, fenceOpen+strconv.Itoa(n)+fenceNumber)
	return from, last + strings.Index(text[last:], fenceClose) + len(fenceClose)
}

// TestFaultsOfAFlowingFileAreFound: whatever a writer may do wrong with the
// words of a quotation.
func TestFaultsOfAFlowingFileAreFound(t *testing.T) {
	m, _, sources := proved(t)
	for ext, f := range flows(m) {
		if r, failed := settled(m, sources, wordsBetween(f.text, 2, f.plain)); failed != nil || r.Verified != 2 {
			t.Fatalf("%s: %d verified, %v", ext, r.Verified, failed)
		}
		from, to := stretchOf(f.text, 1)
		from2, to2 := stretchOf(f.text, 2)
		one, two := f.text[from:to], f.text[from2:to2]
		between := f.text[to:from2]
		cut := func(s, words string) string {
			if !strings.Contains(s, words) {
				t.Fatalf("%s has no %s:\n%s", ext, words, s)
			}
			return strings.Replace(s, words, "", 1)
		}
		for name, text := range map[string]string{
			"not at all":                 f.text[:from] + f.text[to:],
			"twice":                      f.text[:to] + between + one + f.text[to:],
			"twice in a row":             f.text[:to] + one + f.text[to:],
			"in the wrong order":         f.text[:from] + two + between + one + f.text[to2:],
			"one in the other":           f.text[:from] + strings.Replace(one, "harbour", two+"harbour", 1) + between + f.text[to2:],
			"a word lost":                cut(f.text, "harbour"),
			"a word of the other":        cut(f.text, "twice"),
			"the space between words":    cut(f.text, " harbour"),
			"foreign words within":       strings.Replace(f.text, "harbour", fenceClose+"old "+fenceOpen+"1"+fenceNumber+"harbour", 1),
			"words in front":             strings.Replace(f.text, "The committee", "Now the committee", 1),
			"a paragraph lost":           f.text[:from] + one[strings.Index(one, "The harbour"):] + f.text[to:],
			"the number of another":      strings.ReplaceAll(f.text, fenceOpen+"2"+fenceNumber, fenceOpen+"1"+fenceNumber),
			"a number that none has":     strings.ReplaceAll(f.text, fenceOpen+"2"+fenceNumber, fenceOpen+"7"+fenceNumber),
			"a number that is none":      strings.ReplaceAll(f.text, fenceOpen+"2"+fenceNumber, fenceOpen+"99999999999999999999"+fenceNumber),
			"a fence that is not closed": strings.ReplaceAll(f.text, fenceClose, ""),
			"nothing but the end":        f.text[to2:],
		} {
			if _, failed := settled(m, sources, wordsBetween(text, 2, f.plain)); len(failed) == 0 || failed[0].Rule != quote.RuleAltered {
				t.Errorf("%s, %s: findings %v in\n%s", ext, name, failed, text)
			}
		}
		if file := unfenced(f.text); strings.ContainsAny(file, fenceOpen+fenceNumber+fenceClose) {
			t.Errorf("%s: fences are left:\n%s", ext, file)
		}
	}
}

// TestMarkupIsNotWords: what a reader of Markdown would take for markup, because
// no backslash stands before it, is not there.
func TestMarkupIsNotWords(t *testing.T) {
	for _, c := range []struct{ source, words string }{
		{`a\*b \[x\] \\ \# \&amp; 1\.`, `a*b [x] \ # &amp; 1.`},
		{"*teh* \\[sic\\] **b**", "teh [sic] b"},
		{"one\\\n> two\n>\n> > three", "one\ntwo\n\nthree"},
		{"a_b `c` <d> e&amp;f~ | #", "ab c d> ef | #"},
		{"a & b; AT&T \\> c", "a & b; AT&T > c"},
	} {
		if got := markdownWords(c.source); got != c.words {
			t.Errorf("%s shows %q, want %q", c.source, got, c.words)
		}
	}
}

// FuzzWordsBetween: fences that stand anyhow give words that stand in the text,
// and none is left in the file.
func FuzzWordsBetween(f *testing.F) {
	f.Add(fenced(1, "one")+" "+fenced(2, "two"), 2)
	f.Add(fenceClose+fenceOpen+"1"+fenceOpen+"1"+fenceNumber+"x", 1)
	f.Add(fenced(1, "> a\\\n> *b*"+fenced(2, "c")), 3)
	f.Fuzz(func(t *testing.T, text string, n int) {
		n = min(max(n, 0), 9)
		file := unfenced(text)
		if fences.MatchString(file) && utf8.ValidString(text) {
			t.Errorf("fences are left in %q", file)
		}
		for i, w := range wordsBetween(text, n, plainWords) {
			if len(w.text) > len(text) {
				t.Errorf("the words of %d are %q of %q", i+1, w.text, text)
			}
		}
		markdownWords(text)
	})
}
