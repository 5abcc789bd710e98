package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// reimported is a window in which the sample's web page was quoted thrice and then
// imported again, with one passage altered and one taken out.
func reimported(t *testing.T) *desk {
	t.Helper()
	d := opened(t)
	path := filepath.Join(t.TempDir(), "page.html")
	page := func(body string) {
		html := "<html><head><title>A Title of Its Own</title><link rel=canonical href='https://example.org/a'></head><body><article><h1>A Title of Its Own</h1>" + body + "</article></body></html>"
		if err := os.WriteFile(path, []byte(html), 0o600); err != nil {
			t.Fatal(err)
		}
		d.importFiles([]string{path})
	}
	const (
		stays = "<p>The ministers met twice in the capital this week, and they agreed on a joint statement about the crossing.</p>"
		rest  = "<p>Nobody said when the talks would go on, though several of those present named the coming month as likely.</p>"
	)
	page(stays + "<p>The delegation left the building before midnight without a word to the press.</p><p>An adviser who was asked called the whole affair a remarkable waste of everybody's time.</p>" + rest)
	for _, words := range []string{"agreed on a joint statement", "The delegation left the building before midnight without a word to the press.", "An adviser who was asked called the whole affair a remarkable waste of everybody's time."} {
		id, ok := d.highlight(d.words(t, words), "amber")
		if !ok {
			t.Fatal(d.said())
		}
		d.quotePassage(id, -1)
	}
	page(stays + "<p>The delegation left the building after midnight without a word to the press.</p>" + rest)
	return d
}

func TestASilentEditIsSaidAndReviewed(t *testing.T) {
	d := reimported(t)
	if !strings.Contains(d.said(), "1 of 3 passages unchanged, 1 altered, 1 not found") {
		t.Fatalf("the import says %q", d.said())
	}
	drifts := must(d.drifts())
	if len(drifts) != 2 || !strings.Contains(drifts[0].quoted, titleOf(d.briefing)) {
		t.Fatalf("the drifts are %+v", drifts)
	}
	d.reviewPassages()
	if !d.modal() {
		t.Fatal("there is no dialog")
	}
	for range drifts {
		if accept := buttonOn(t, d.win.Canvas().Overlays().Top(), "Use the New Words"); accept.Disabled() {
			d.pressButton(t, "Keep the Old Words")
		} else {
			accept.Tapped(nil)
		}
	}
	if d.modal() {
		t.Error("all is settled, but the dialog stays")
	}
	var words []string
	for _, p := range must(d.session.Passages(t.Context(), d.article)) {
		if p.State != briefing.PassageCurrent {
			t.Errorf("%q is %s", p.Exact, p.State)
		}
		words = append(words, p.Exact)
	}
	if all := strings.Join(words, "\n"); !strings.Contains(all, "after midnight") || strings.Contains(all, "before midnight") || !strings.Contains(all, "adviser") {
		t.Errorf("the passages are\n%s", all)
	}
	if d.prepared.Verified != d.prepared.Checked {
		t.Errorf("%d of %d verified: %v", d.prepared.Verified, d.prepared.Checked, d.prepared.Findings)
	}
}

// What is not found is listed where the passages are, until it is decided on.
func TestOrphansStandInThePane(t *testing.T) {
	d := reimported(t)
	d.showPassages()
	if said := says(d.passages); !strings.Contains(said, "Changed at the source (2)") || !strings.Contains(said, "Not found") {
		t.Errorf("the pane says %q", said)
	}
}

func TestAPullQuoteThatRewordsIsSaid(t *testing.T) {
	d := opened(t)
	for _, block := range d.snapshot.Blocks {
		if block.Kind != briefing.TextPullQuote {
			continue
		}
		d.reader.Select(block.Range)
		d.comparePullQuote(block.Range)
		want := quote.InBody(d.snapshot, block.Range).Status == quote.Altered
		if got := strings.Contains(d.said(), "The pull quote is not what the article says"); got != want {
			t.Errorf("it is said %v, want %v: %s", got, want, d.said())
		}
		return
	}
	t.Fatal("the sample has no pull quote")
}

func TestTheProofNamesTheShareOfEachSource(t *testing.T) {
	d := opened(t)
	d.showProof()
	said := says(d.win.Canvas().Overlays().Top())
	for _, want := range []string{"4 of 4 quotations verified", "Pakistan US Counterterrorism Alliance", " %"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %q", want, said)
		}
	}
}
