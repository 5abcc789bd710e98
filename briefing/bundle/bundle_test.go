package bundle_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/bundle"
	"briefdesk/briefing/quote"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

const (
	talks  = "The committee met twice in May. It decided nothing, and said so.\nNobody else had been asked: “not even the 😀 clerk”."
	guests = "The harbour is deep enough for two ships.\nThey come each spring."
)

// note is a bundle of three quotations, one of them with edits, an inline
// citation and two articles, one with its original.
func note(t testing.TB) bundle.Bundle {
	t.Helper()
	sources := briefing.Sources{}
	var blocks []briefing.Block
	originals := map[briefing.Hash][]byte{}
	for i, c := range []struct {
		article byte
		text    string
		words   string
		edits   []briefing.Edit
	}{
		{0xa1, talks, "The committee met twice in May.", nil},
		{0xa1, talks, "not even the 😀 clerk", []briefing.Edit{{Kind: briefing.EditOmit, Range: briefing.Range{Start: 4, End: 8}}}},
		{0xa2, guests, "two ships.\nThey come", nil},
	} {
		original := []byte("<p>" + c.text + "</p>")
		hash := briefing.Hash{c.article}
		if c.article == 0xa1 {
			hash = sum(original)
			originals[hash] = original
		}
		snap := snapshot(t, c.text, hash)
		r, err := quote.Find(snap, c.words)
		must(t, err)
		anchor, err := quote.Anchor(snap, r)
		must(t, err)
		p := briefing.Passage{
			ID: briefing.ID{0xb0, byte(i)}, Article: briefing.ID{c.article}, Anchor: anchor, Kind: briefing.PassageDirect,
			Colour: "yellow", Tags: []string{"port & talks", "<b>"}, Note: "ask again",
		}
		a := briefing.Article{
			ID: p.Article, Title: briefing.Field{Value: fmt.Sprintf("Article %x", c.article), Source: "text"},
			Notices:   []briefing.Notice{{Class: briefing.NoticeViews, Text: "The author’s own."}},
			Snapshots: []briefing.Hash{{0xff}, snap.Hash}, // the first does not travel
		}
		sources[p.ID] = briefing.Source{Passage: p, Article: a, Snapshot: snap}
		blocks = append(blocks, briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: p.ID, Edits: c.edits}})
	}
	blocks = append(blocks,
		briefing.Block{Kind: briefing.BlockText, Text: "As said [@" + briefing.ID{0xb0, 0}.String() + "].", Portion: "TLP:GREEN"},
		briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Words: "So what?", Attribution: "A clerk"}})
	b := bundle.New(briefing.Briefing{ID: briefing.ID{0xc0}, Title: "The “port”", Date: "2026-11-22", Blocks: blocks}, sources)
	b.Originals = originals
	return b
}

func snapshot(t testing.TB, text string, original briefing.Hash) briefing.Snapshot {
	t.Helper()
	var b briefing.Builder
	for line := range strings.SplitSeq(text, "\n") {
		b.Add(briefing.TextParagraph, 0, line, nil, []briefing.Span{{Kind: briefing.SpanBold, Range: briefing.Range{Start: 0, End: 3}}})
	}
	s, err := b.Snapshot(original)
	must(t, err)
	return s
}

func encode(t testing.TB, b bundle.Bundle) []byte {
	t.Helper()
	file, err := b.Encode()
	must(t, err)
	return file
}

func verify(file []byte) (bundle.Report, error) {
	return bundle.Verify(bytes.NewReader(file), int64(len(file)))
}

func TestBundleProvesItself(t *testing.T) {
	file := encode(t, note(t))
	report, err := verify(file)
	must(t, err)
	if report.Verified != 3 || report.Checked != 3 || report.Quoted != 4 || report.Title != "The “port”" {
		t.Errorf("the report is %+v", report)
	}
	for _, f := range report.Findings {
		if f.Severity != briefing.SeverityInfo || f.Block != 5 || f.Quotation != 4 {
			t.Errorf("finding %+v", f)
		}
	}
	if !bundle.Is(file) || !bundle.Is(file[:64]) || bundle.Is(file[:20]) || bundle.Is([]byte("PK\x03\x04")) || bundle.Is(nil) {
		t.Error("Is does not know a bundle")
	}
}

func TestReadGivesWhatWasEncoded(t *testing.T) {
	want := note(t)
	file := encode(t, want)
	got, err := bundle.Read(bytes.NewReader(file), int64(len(file)))
	must(t, err)
	if len(got.Articles) != 2 || len(got.Passages) != 3 || len(got.Snapshots) != 2 || len(got.Originals) != 1 || len(got.Briefing.Blocks) != 5 {
		t.Fatalf("it has %+v", got)
	}
	for i, p := range got.Passages {
		if w := want.Passages[i]; p.Anchor != w.Anchor || p.ID != w.ID || !slices.Equal(p.Tags, w.Tags) || p.Note != w.Note || p.Colour != w.Colour {
			t.Errorf("passage %d is %+v, want %+v", i, p, w)
		}
	}
	if again := encode(t, got); !bytes.Equal(again, file) {
		t.Error("encoded again it is another file")
	}
	if got.Articles[0].Snapshots[0] != want.Passages[0].Snapshot || len(got.Articles[0].Snapshots) != 1 {
		t.Errorf("the article has the snapshots %v", got.Articles[0].Snapshots)
	}
}

// TestMembers holds their form, as FORMAT.md describes it.
func TestMembers(t *testing.T) {
	file := encode(t, note(t))
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	must(t, err)
	var listing strings.Builder
	for _, f := range r.File {
		data := readAll(t, f)
		if f.Method != zip.Store || f.Mode() != 0o644 {
			t.Errorf("%s: method %d, mode %v", f.Name, f.Method, f.Mode())
		}
		if f.Name != "manifest.json" { // which changes with the versions of the rules
			fmt.Fprintf(&listing, "-- %s --\n%s\n", f.Name, data)
		}
	}
	golden(t, "testdata/members.txt", listing.String())
}

func readAll(t testing.TB, f *zip.File) []byte {
	t.Helper()
	r, err := f.Open()
	must(t, err)
	data, err := io.ReadAll(r)
	must(t, err)
	return data
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		must(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	must(t, err)
	if got != string(want) {
		t.Errorf("%s differs (go test -update rewrites it)\n got:\n%s\nwant:\n%s", file, got, want)
	}
}

// TestPositionsCountCodePoints: the text of a snapshot, cut where an annotation
// says, is what it quotes; so it is by UTF-16 units only as far as the first
// character beyond the basic plane.
func TestPositionsCountCodePoints(t *testing.T) {
	file := encode(t, note(t))
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	must(t, err)
	members := map[string][]byte{}
	for _, f := range r.File {
		members[f.Name] = readAll(t, f)
	}
	for name, data := range members {
		if !strings.HasPrefix(name, "passages/") {
			continue
		}
		var a struct {
			Target struct {
				Source   string
				Selector []struct {
					Start, End int
					Exact      string
				}
			}
		}
		must(t, json.Unmarshal(data, &a))
		text := []rune(string(members[a.Target.Source]))
		at, words := a.Target.Selector[0], a.Target.Selector[1].Exact
		if got := string(text[at.Start:at.End]); got != words {
			t.Errorf("%s: the text has %q there, not %q", name, got, words)
		}
	}
}

func TestUnprovedQuotationsAreFindings(t *testing.T) {
	b := note(t)
	b.Briefing.Blocks[0].Quotation.Edits = []briefing.Edit{{Kind: briefing.EditSic, Range: briefing.Range{Start: 90, End: 91}}}
	b.Briefing.Blocks[1].Quotation.Passage = briefing.ID{0xee}
	b.Briefing.Blocks[2].Quotation.Words = "two boats. They come"
	b.Briefing.Blocks[3].Text = "As said [@" + briefing.ID{0xee}.String() + "]."
	b.Passages[0].Exact = "The committee met never in May."
	report, err := verify(encode(t, b))
	must(t, err)
	var got []string
	for _, f := range report.Findings {
		got = append(got, fmt.Sprintf("%d %d %s", f.Block, f.Quotation, f.Rule))
	}
	want := []string{"1 1 quotation-altered", "2 2 passage-missing", "3 3 quotation-altered", "4 0 passage-missing", "5 4 quotation-uncheckable"}
	if !slices.Equal(got, want) || report.Verified != 0 || report.Checked != 3 {
		t.Errorf("%d of %d verified, findings %q, want %q", report.Verified, report.Checked, got, want)
	}
}

// TestParaphrasesAreNoQuotations: they are not counted, but what they stand for
// must be there, and be sound.
func TestParaphrasesAreNoQuotations(t *testing.T) {
	b := note(t)
	for i, q := range []briefing.Quotation{
		{Passage: b.Passages[0].ID, Kind: briefing.PassageParaphrase, Words: "It met."},
		{Passage: briefing.ID{0xee}, Kind: briefing.PassageSummary, Words: "It did not."},
		{Passage: b.Passages[2].ID, Kind: briefing.PassageParaphrase, Words: "Ships."},
	} {
		b.Briefing.Blocks[i].Quotation = q
	}
	b.Passages[2].Exact = "three ships"
	report, err := verify(encode(t, b))
	must(t, err)
	var got []string
	for _, f := range report.Findings {
		got = append(got, fmt.Sprintf("%d %d %s", f.Block, f.Quotation, f.Rule))
	}
	if want := []string{"2 0 passage-missing", "3 0 quotation-altered", "5 1 quotation-uncheckable"}; !slices.Equal(got, want) || report.Checked != 0 {
		t.Errorf("%d checked, findings %q, want %q", report.Checked, got, want)
	}
}

func TestEncodeRefusesWhatDoesNotFit(t *testing.T) {
	for _, c := range []struct {
		name, want string
		change     func(*bundle.Bundle)
	}{
		{"no identifier", "the briefing has no identifier", func(b *bundle.Bundle) { b.Briefing.ID = briefing.ID{} }},
		{"a forged text", "does not match its hash", func(b *bundle.Bundle) {
			b.Snapshots[0].Text = strings.Replace(b.Snapshots[0].Text, "e", "a", 1)
		}},
		{"hidden characters", "such as hidden ones", func(b *bundle.Bundle) {
			text := strings.Replace(b.Snapshots[0].Text, " ", "\u202e", 1)
			s, err := briefing.NewSnapshot(text, b.Snapshots[0].Blocks, nil, b.Snapshots[0].Original)
			must(t, err)
			b.Snapshots[0] = s
		}},
		{"an escape sequence", "briefing.json: there is a control character in it", func(b *bundle.Bundle) { b.Briefing.Reference = "BN\x1b[2J" }},
		{"a backspace", "control character", func(b *bundle.Bundle) { b.Passages[0].Note = "\b" }},
		{"a control of eight bits", "control character", func(b *bundle.Bundle) { b.Articles[0].Byline.Value = "\u009b" }},
		{"a snapshot twice", "twice", func(b *bundle.Bundle) {
			b.Articles[0].Snapshots = append(b.Articles[0].Snapshots, b.Articles[0].Snapshots...)
		}},
		{"no snapshot", "lacks its snapshot", func(b *bundle.Bundle) { b.Snapshots = b.Snapshots[:1] }},
		{"a snapshot too many", "no article has", func(b *bundle.Bundle) { b.Articles[0].Snapshots = nil }},
		{"no article", "no article has", func(b *bundle.Bundle) { b.Articles = b.Articles[:1] }},
		{"another article's", "lacks its article or snapshot", func(b *bundle.Bundle) { b.Passages[0].Article = b.Passages[2].Article }},
		{"a foreign original", "is not what a snapshot was made from", func(b *bundle.Bundle) { b.Originals[sum([]byte("x"))] = []byte("x") }},
		{"another original", "is not what a snapshot was made from", func(b *bundle.Bundle) {
			for hash := range b.Originals {
				b.Originals[hash] = []byte("x")
			}
		}},
	} {
		b := note(t)
		c.change(&b)
		if _, err := b.Encode(); err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "bundle “The “port””: ") {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestEndsOfLinesAndTabsAreNoControls(t *testing.T) {
	b := note(t)
	b.Briefing.Blocks[3].Text = "one\r\n\ttwo \\u0007 \\b \"x\" \\\\"
	if report, err := verify(encode(t, b)); err != nil || report.Verified != 3 {
		t.Errorf("%d verified, %v", report.Verified, err)
	}
}

// TestSameBundleSameBytes: order of maps and of what New is given does not matter.
func TestSameBundleSameBytes(t *testing.T) {
	want := encode(t, note(t))
	for range 10 {
		if !bytes.Equal(encode(t, note(t)), want) {
			t.Fatal("the same bundle has other bytes")
		}
	}
}

// TestEveryChangedByteIsFound, anywhere in the file: a thousand of them.
func TestEveryChangedByteIsFound(t *testing.T) {
	file := encode(t, note(t))
	r := rand.New(rand.NewPCG(5, 6))
	for range 1000 {
		changed := slices.Clone(file)
		at := r.IntN(len(file))
		changed[at] ^= byte(1 + r.IntN(255))
		if _, err := verify(changed); err == nil {
			t.Fatalf("byte %d was %#x and is %#x, and nothing is said", at, file[at], changed[at])
		}
	}
	for n := range len(file) {
		if _, err := verify(file[:n]); err == nil {
			t.Fatalf("cut to %d of %d bytes nothing is said", n, len(file))
		}
	}
}

// TestEveryChangedMemberIsFound: a thousand changes of a byte of a member, in a
// container that is otherwise sound, and a manifest that is not or is made anew.
func TestEveryChangedMemberIsFound(t *testing.T) {
	members := unzipped(t, encode(t, note(t)))
	r := rand.New(rand.NewPCG(7, 8))
	for i := range 1000 {
		changed := slices.Clone(members)
		n := r.IntN(len(changed))
		m := changed[n]
		m.data = slices.Clone(m.data)
		at := r.IntN(len(m.data))
		m.data[at] ^= byte(1 + r.IntN(255))
		changed[n] = m
		if i%2 == 0 && (strings.HasPrefix(m.name, "snapshots/") || strings.HasPrefix(m.name, "originals/")) {
			changed[0].data = manifestOf(t, changed[1:])
		}
		if _, err := verify(zipped(changed)); err == nil {
			t.Fatalf("byte %d of %s is changed, and nothing is said", at, m.name)
		}
	}
}

// TestForgedBundleIsFound: words changed in the text of a snapshot, and every
// hash made anew, so that the file is sound. The quotation is not.
func TestForgedBundleIsFound(t *testing.T) {
	b := note(t)
	s := b.Snapshots[0]
	forged, err := briefing.NewSnapshot(strings.NewReplacer("twice", "never", "two ships", "ten ships").Replace(s.Text), s.Blocks, s.Pages, s.Original)
	must(t, err)
	b.Snapshots[0] = forged
	for i := range b.Articles {
		for j, hash := range b.Articles[i].Snapshots {
			if hash == s.Hash {
				b.Articles[i].Snapshots[j] = forged.Hash
			}
		}
	}
	for i := range b.Passages {
		if b.Passages[i].Snapshot == s.Hash {
			b.Passages[i].Snapshot = forged.Hash
		}
	}
	sound, err := verify(encode(t, note(t)))
	must(t, err)
	report, err := verify(encode(t, b))
	must(t, err)
	if report.Verified == 3 || report.Seal == sound.Seal {
		t.Errorf("%d of %d verified, seal %v", report.Verified, report.Checked, report.Seal)
	}
}

func TestReadErrors(t *testing.T) {
	broken := errors.New("the disk is gone")
	if _, err := bundle.Read(failing{broken}, 100); !errors.Is(err, broken) {
		t.Errorf("Read says %v", err)
	}
	if _, err := bundle.Read(bytes.NewReader(nil), 1<<40); err == nil || !strings.Contains(err.Error(), "none has more than 512") {
		t.Errorf("a terabyte: %v", err)
	}
}

type failing struct{ error }

func (f failing) ReadAt([]byte, int64) (int, error) { return 0, f.error }

// BenchmarkVerify is of ten thousand quotations from a hundred articles of two
// thousand words.
func BenchmarkVerify(b *testing.B) {
	sources := briefing.Sources{}
	var blocks []briefing.Block
	for i := range 100 {
		var words strings.Builder
		for j := range 2000 {
			fmt.Fprintf(&words, "word%d ", (i+1)*(j+7)%4001)
		}
		snap := snapshot(b, strings.TrimSpace(words.String()), briefing.Hash{byte(i)})
		a := briefing.Article{ID: briefing.ID{1, byte(i)}, Snapshots: []briefing.Hash{snap.Hash}}
		for j := range 100 {
			start := briefing.Offset(120 * j)
			anchor, err := quote.Anchor(snap, briefing.Range{Start: start, End: start + 100})
			must(b, err)
			p := briefing.Passage{ID: briefing.ID{2, byte(i), byte(j)}, Article: a.ID, Anchor: anchor, Kind: briefing.PassageDirect}
			sources[p.ID] = briefing.Source{Passage: p, Article: a, Snapshot: snap}
			blocks = append(blocks, briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: p.ID}})
		}
	}
	file := encode(b, bundle.New(briefing.Briefing{ID: briefing.ID{3}, Blocks: blocks}, sources))
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		report, err := verify(file)
		if err != nil || report.Verified != 10_000 {
			b.Fatalf("%d verified, %v", report.Verified, err)
		}
	}
}
