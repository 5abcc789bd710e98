package export_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/quote"
)

// spoilt is the rich note with a quotation altered, one whose passage is
// missing, and a citation of that.
func spoilt(t testing.TB) (briefing.Briefing, briefing.Sources) {
	t.Helper()
	b, sources := rich(t)
	gone := briefing.ID{0xee}
	b.Blocks = slices.Clone(b.Blocks)
	n := 0
	for i := range b.Blocks {
		bl := &b.Blocks[i]
		if bl.Kind != briefing.BlockQuotation || !bl.Quotation.IsCheckable() {
			continue
		}
		switch n++; n {
		case 1:
			bl.Quotation.Words = "The committee met thrice."
		case 2:
			bl.Quotation = briefing.Quotation{Passage: gone, Words: "Nobody came."}
		}
	}
	b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: "As said [@" + gone.String() + "]."})
	return b, sources
}

// TestUnprovedIsRefused: quotations and citations alike, in every format, each
// finding with its place.
func TestUnprovedIsRefused(t *testing.T) {
	b, sources := spoilt(t)
	e := newExporter(t)
	for _, f := range export.Formats() {
		report, err := e.Export(b, sources, "out"+f.Ext, export.Options{Receipt: export.Sidecar})
		unproved, ok := errors.AsType[*export.UnprovedError](err)
		if !ok || len(unproved.Findings) != 3 || report.Files != nil {
			t.Fatalf("%s: %v, %d files", f.Ext, err, len(report.Files))
		}
		last := unproved.Findings[2]
		if unproved.Findings[0].Quotation != 1 || unproved.Findings[1].Quotation != 2 || last.Quotation != 0 || last.Block != len(b.Blocks) || last.Rule != quote.RuleMissing {
			t.Errorf("%s: findings %+v", f.Ext, unproved.Findings)
		}
		if want := "3 quotations and citations are not verified, the first in block "; !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v", f.Ext, err)
		}
	}
}

// TestUnprovedIsStamped on the quotation, on the citation, and at the head and
// foot of every page; what is proved is not.
func TestUnprovedIsStamped(t *testing.T) {
	b, sources := spoilt(t)
	e := newExporter(t)
	for _, f := range export.Formats() {
		report, err := e.Export(b, sources, "out"+f.Ext, export.Options{Unverified: export.Stamp})
		must(t, err)
		if report.Verified != 2 || report.Checked != 4 || report.Quoted != 5 || len(report.Files) == 0 {
			t.Errorf("%s: %d of %d verified, %d files", f.Ext, report.Verified, report.Checked, len(report.Files))
		}
		errs := slices.DeleteFunc(slices.Clone(report.Findings), func(f briefing.Finding) bool { return f.Severity != briefing.SeverityError })
		if len(errs) != 3 {
			t.Errorf("%s: findings %+v", f.Ext, errs)
		}
		for _, file := range report.Files {
			data := inflated(file.Data)
			for id := range sources {
				if bytes.Contains(data, []byte(id.String())) || bytes.Contains(data, wide(id.String())) {
					t.Errorf("%s names the passage %v", f.Ext, id)
				}
			}
		}
		text := string(report.Files[0].Data)
		if f.Ext != ".md" && f.Ext != ".txt" {
			continue
		}
		golden(t, "testdata/stamped"+f.Ext, text)
	}
	p, err := e.Prepare(b, sources, export.Options{Unverified: export.Stamp})
	must(t, err)
	if p.Manuscript.Stamp != manuscript.Unverified {
		t.Errorf("the preview is stamped %q", p.Manuscript.Stamp)
	}
	for i, page := range p.Document.Pages {
		head, foot, inText := 0, 0, 0
		for _, it := range page.Items {
			text, ok := it.(layout.Text)
			switch {
			case !ok || !strings.Contains(text.Words, manuscript.Unverified):
			case text.Y < 70:
				head++
			case text.Y > page.H-40:
				foot++
			default:
				inText++
			}
		}
		if head != 1 || foot != 1 || i == 0 && inText == 0 {
			t.Errorf("page %d has the stamp %d times at its head, %d at its foot, %d within", i+1, head, foot, inText)
		}
	}
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

// TestNothingIsStampedThatIsProved: the setting alone changes no byte.
func TestNothingIsStampedThatIsProved(t *testing.T) {
	b, sources := rich(t)
	e := newExporter(t)
	for _, f := range export.Formats() {
		plain, err := e.Export(b, sources, "out"+f.Ext, export.Options{})
		must(t, err)
		same, err := e.Export(b, sources, "out"+f.Ext, export.Options{Unverified: export.Stamp})
		must(t, err)
		if !bytes.Equal(plain.Files[0].Data, same.Files[0].Data) {
			t.Errorf("%s is another file", f.Ext)
		}
	}
}

// TestCharacterThatNoFontHas is no word on the page: Markdown has it.
func TestCharacterThatNoFontHas(t *testing.T) {
	var article briefing.Builder
	article.Add(briefing.TextParagraph, 0, "He wrote 𓀀 and left.", nil, nil)
	snap, err := article.Snapshot(briefing.Hash{})
	must(t, err)
	r, err := quote.Find(snap, snap.Text)
	must(t, err)
	anchor, err := quote.Anchor(snap, r)
	must(t, err)
	p := briefing.Passage{ID: briefing.ID{1}, Anchor: anchor}
	sources := briefing.Sources{p.ID: {Passage: p, Snapshot: snap}}
	b := briefing.Briefing{Title: "Signs", Blocks: []briefing.Block{{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: p.ID}}}}
	_, err = newExporter(t).Export(b, sources, "out.pdf", export.Options{})
	if err == nil || !strings.Contains(err.Error(), "the page shows boxes for them; omit those words, or export Markdown or text") {
		t.Errorf("as PDF: %v", err)
	}
	if _, err := newExporter(t).Export(b, sources, "out.md", export.Options{}); err != nil {
		t.Errorf("as Markdown: %v", err)
	}
}

func TestReceiptBesideTheNote(t *testing.T) {
	b, sources := spoilt(t)
	opts := export.Options{Unverified: export.Stamp, Receipt: export.Sidecar}
	report, err := newExporter(t).Export(b, sources, filepath.Join("out", "note.md"), opts)
	must(t, err)
	if len(report.Files) != 2 || report.Files[1].Name != filepath.Join("out", "note.md.receipt.json") {
		t.Fatalf("the files are %d", len(report.Files))
	}
	receipt := report.Files[1].Data
	var tree any
	must(t, json.Unmarshal(receipt, &tree))
	canonical, err := briefing.CanonicalJSON(tree)
	must(t, err)
	if !bytes.Equal(append(canonical, '\n'), receipt) {
		t.Error("the receipt is not canonical")
	}
	var indented bytes.Buffer
	must(t, json.Indent(&indented, withoutRules(t, receipt), "", "  "))
	golden(t, "testdata/receipt.json", indented.String())

	var r struct {
		Files      []struct{ SHA256 briefing.Hash }
		Quotations []struct{ Exact, Printed, Snapshot briefing.Hash }
	}
	must(t, json.Unmarshal(receipt, &r))
	if r.Files[0].SHA256 != sha256.Sum256(report.Files[0].Data) {
		t.Error("the receipt lies beside another file")
	}
	for _, src := range sources {
		if !bytes.Contains(receipt, []byte(src.Article.Title.Value)) || bytes.Contains(receipt, []byte(src.Passage.ID.String())) ||
			bytes.Contains(receipt, []byte(src.Article.ID.String())) {
			t.Errorf("the receipt of %v", src.Passage.ID)
		}
	}
}

// withoutRules leaves out what changes with the versions of the rules.
func withoutRules(t *testing.T, receipt []byte) []byte {
	t.Helper()
	var tree map[string]any
	must(t, json.Unmarshal(receipt, &tree))
	delete(tree, "rules")
	data, err := briefing.CanonicalJSON(tree)
	must(t, err)
	return data
}

// TestReceiptsAgree: paged or flowing, a quotation has the same hashes, since
// line ends and hyphens are no words.
func TestReceiptsAgree(t *testing.T) {
	b, sources := rich(t)
	e := newExporter(t)
	var first any
	for _, f := range export.Formats() {
		report, err := e.Export(b, sources, "out"+f.Ext, export.Options{Receipt: export.Sidecar})
		must(t, err)
		var tree map[string]any
		must(t, json.Unmarshal(report.Files[len(report.Files)-1].Data, &tree))
		quotations, err := briefing.CanonicalJSON(tree["quotations"])
		must(t, err)
		if first == nil {
			first = string(quotations)
		}
		if string(quotations) != first {
			t.Errorf("%s: %s, want %s", f.Ext, quotations, first)
		}
	}
}

func TestReceiptAsAnnex(t *testing.T) {
	b, sources := spoilt(t)
	e := newExporter(t)
	opts := export.Options{Unverified: export.Stamp, Receipt: export.Annex}
	report, err := e.Export(b, sources, "note.txt", opts)
	must(t, err)
	_, annex, _ := strings.Cut(string(report.Files[0].Data), "\nVerification receipt\n")
	annex = strings.Replace(annex, fmt.Sprintf("version %d)", quote.FoldVersion), "version N)", 1)
	golden(t, "testdata/annex.txt", "Verification receipt\n"+annex)

	p, err := e.Prepare(b, sources, opts)
	must(t, err)
	bare, err := e.Prepare(b, sources, export.Options{Unverified: export.Stamp})
	must(t, err)
	if p.Pages != bare.Pages+1 || len(p.Manuscript.Annex) == 0 || p.Verified != bare.Verified {
		t.Errorf("it takes %d pages, without %d", p.Pages, bare.Pages)
	}
}
