package app

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// shownPalette is the palette that is open.
func (d *desk) shownPalette(t *testing.T) *palette {
	t.Helper()
	top := d.win.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("no palette is open")
	}
	for _, o := range test.LaidOutObjects(top) {
		if p, ok := o.(*palette); ok {
			return p
		}
	}
	t.Fatal("the dialog is no palette")
	return nil
}

// offered are the groups and texts of a palette.
func (p *palette) offered() []string {
	var all []string
	for _, r := range p.rows {
		all = append(all, r.group+": "+r.text)
	}
	return all
}

func TestPaletteGoesAnywhereAndRunsCommands(t *testing.T) {
	d := searchable(t)
	d.do(nil, (*desk).goTo)
	p := d.shownPalette(t)
	p.input.SetText("dialog")
	got := strings.Join(p.offered(), "\n")
	for _, want := range []string{"Passages: The Counterterrorism Dialogue", "Passages: The dialogue"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not offered:\n%s", want, got)
		}
	}
	p.input.SetText("aliance")
	if got := strings.Join(p.offered(), "\n"); !strings.Contains(got, "Articles and tags: Pakistan US Counterterrorism Alliance") {
		t.Errorf("the article is not offered:\n%s", got)
	}
	p.input.SetText("> light")
	if got := p.offered(); len(got) == 0 || got[0] != "Commands: Light Theme" {
		t.Errorf("> offers %q", got)
	}
	if slices.ContainsFunc(p.rows, func(r choosable) bool { return r.group != "Commands" }) {
		t.Errorf("> offers %q", p.offered())
	}
	if key := p.input; key.OnKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) {
		t.Error("the palette keeps Enter to itself")
	}
	p.input.OnSubmitted("")
	if d.modal() || d.app.Preferences().Int(prefTheme) != int(look.Light) {
		t.Error("the command did not run")
	}
	d.goTo()
	if got := d.shownPalette(t).offered(); len(got) == 0 || got[0] != "Recent: Light Theme" {
		t.Errorf("what was chosen last is not first: %q", got)
	}
}

func TestPaletteShowsEightRowsAtMostAndKeysMove(t *testing.T) {
	d := searchable(t)
	d.goTo()
	p := d.shownPalette(t)
	p.input.SetText(">e")
	if len(p.rows) != mostChoices {
		t.Fatalf("%d rows", len(p.rows))
	}
	for _, step := range []struct {
		key  fyne.KeyName
		want int
	}{{fyne.KeyDown, 1}, {fyne.KeyUp, 0}, {fyne.KeyUp, 0}, {fyne.KeyPageDown, 7}, {fyne.KeyDown, 7}, {fyne.KeyPageUp, 0}} {
		if p.input.TypedKey(&fyne.KeyEvent{Name: step.key}); p.at != step.want {
			t.Errorf("%s leads to row %d, want %d", step.key, p.at, step.want)
		}
	}
	p.input.SetText("qqqqqq")
	if len(p.rows) != 0 {
		t.Errorf("offered %q", p.offered())
	}
	p.input.OnSubmitted("")
	p.input.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.modal() {
		t.Error("Escape leaves it open")
	}
}

func TestQuickOpenOffersBriefingsAndHeadings(t *testing.T) {
	d := searchable(t)
	note, heading := d.note, ""
	for i, b := range d.briefing.Blocks {
		if b.Kind == briefing.BlockHeading && i > 0 {
			heading = b.Text
		}
	}
	d.closeNote()
	d.quickOpen()
	p := d.shownPalette(t)
	if got := p.offered(); len(got) < 2 || !strings.HasPrefix(got[0], "Briefings: ") || !strings.HasPrefix(got[1], "Newest articles: ") {
		t.Fatalf("offered are %q", got)
	}
	p.choose(0)
	if d.note != note {
		t.Fatal("the briefing is not open")
	}
	d.quickOpen()
	p = d.shownPalette(t)
	p.input.SetText(heading)
	i := slices.Index(p.offered(), "This briefing: "+heading)
	if i < 0 {
		t.Fatalf("%q is not among %q", heading, p.offered())
	}
	p.choose(i)
	if d.briefing.Blocks[d.block].Text != heading {
		t.Errorf("block %d is selected", d.block)
	}
}

func TestATagLeadsToItsPassages(t *testing.T) {
	d := searchable(t)
	d.goTo()
	p := d.shownPalette(t)
	p.input.SetText("counter-t")
	i := slices.IndexFunc(p.rows, func(r choosable) bool { return r.icon == look.IconTag })
	if i < 0 {
		t.Fatalf("no tag among %q", p.offered())
	}
	p.choose(i)
	if d.passages.Query() != "tag:counter-terrorism" || len(d.finding.rows) != 4 {
		t.Errorf("%q finds %q", d.passages.Query(), d.found())
	}
}

func TestLongWordsAreShownAroundTheMatch(t *testing.T) {
	text := "Both parties discussed how the emerging technologies are being abused by terror networks."
	at := briefing.Offset(strings.Index(text, "abused"))
	got, letters := around(text, []briefing.Range{{Start: at, End: at + 6}})
	if want := "…technologies are being abused by terror networks."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if marked := briefing.Slice(got, letters[0]); marked != "abused" {
		t.Errorf("%q is marked", marked)
	}
}

func TestStretchesAreTheWholeText(t *testing.T) {
	got := fmt.Sprint(stretches("convergence", []briefing.Range{{Start: 0, End: 3}, {Start: 5, End: 6}}))
	if want := "[{con true} {ve false} {r true} {gence false}]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestTagsAreCompleted(t *testing.T) {
	d := searchable(t)
	d.passage = d.rows[0].ID
	in := look.NewTextField("")
	c := newCompletions(in)
	for _, tag := range d.index.Tags() {
		c.all = append(c.all, tagOffered(tag))
	}
	c.complete("border, cntr")
	if len(c.offered) != 1 {
		t.Fatalf("offered are %v", c.offered)
	}
	in.SetText("border, cntr")
	if c.take() {
		t.Error("a tag was taken that nobody has chosen")
	}
	c.key(&fyne.KeyEvent{Name: fyne.KeyDown})
	if !c.take() || in.Text() != "border, counter-terrorism, " {
		t.Errorf("the field holds %q", in.Text())
	}
	if c.complete(in.Text()); len(c.offered) != 0 {
		t.Error("a tag is offered that is there already")
	}
	d.do((*desk).hasPassage, (*desk).askTags)
	if !d.modal() {
		t.Error("no dialog")
	}
}
