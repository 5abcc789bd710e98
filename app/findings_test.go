package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/cli"
	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/marking"
)

// checked is a window on a note of these blocks, with its findings in sight.
func checked(t *testing.T, scale string, texts ...string) *desk {
	t.Helper()
	d := opened(t)
	b := briefing.Briefing{ID: briefing.NewID(), Title: "A note to be checked", Date: "2026-03-17", Profile: "none", Scale: scale}
	for _, text := range texts {
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: text})
	}
	if err := d.session.NewBriefing(b); err != nil {
		t.Fatal(err)
	}
	d.openNote(b.ID)
	d.do((*desk).hasNote, (*desk).showFindings)
	return d
}

// finding is the row of the pane about a rule.
func (d *desk) findingOf(t *testing.T, rule string) int {
	t.Helper()
	i := slices.IndexFunc(d.findings.rows, func(a advice) bool { return a.Rule == rule })
	if i < 0 {
		t.Fatalf("there is no finding %s in %v", rule, d.rules())
	}
	return i
}

func (d *desk) rules() []string {
	var all []string
	for _, a := range d.findings.rows {
		all = append(all, a.Rule)
	}
	return all
}

// takeRemedy takes what is offered about a rule.
func (d *desk) takeRemedy(t *testing.T, rule, label string) {
	t.Helper()
	a := d.findings.rows[d.findingOf(t, rule)]
	for _, r := range a.remedies {
		if r.label == label {
			d.take(r)
			return
		}
	}
	t.Fatalf("%s offers %v, not %q", rule, a.remedies, label)
}

func TestFindingsStandInThePlaceOfTheSources(t *testing.T) {
	d := checked(t, "phia", "It is possible that the talks fail.")
	if !d.findings.Visible() || d.frame.lists.Visible() {
		t.Fatal("the findings are not in sight")
	}
	said := says(d.findings)
	for _, want := range []string{"Findings", "To be looked at", "possible", "¶1", "Show"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %q", want, said)
		}
	}
	d.do(nil, (*desk).showSources)
	if d.findings.Visible() || !d.frame.lists.Visible() {
		t.Error("the sources are not in sight again")
	}
}

func TestAFixIsOneClickAndOneStepOfUndo(t *testing.T) {
	d := checked(t, "phia", "It is probably over, and the crossing is very likely to open.")
	i := d.findingOf(t, "mixed-scale")
	fix := d.findings.rows[i].remedies[0]
	if fix.aside == "" {
		t.Error("the range of the term is not said")
	}
	before := d.blocks()[0].Text
	d.findings.list.choose(i)
	d.findings.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if after := d.blocks()[0].Text; after == before || !strings.Contains(after, fix.label) {
		t.Fatalf("the text is %q; %s", after, d.said())
	}
	if slices.Contains(d.rules(), "mixed-scale") {
		t.Error("what was mended is still found")
	}
	d.undo()
	if d.blocks()[0].Text != before || !slices.Contains(d.rules(), "mixed-scale") {
		t.Errorf("undone, the text is %q and the findings are %v", d.blocks()[0].Text, d.rules())
	}
}

// The words were typed over since they were found.
func TestAFixThatCameTooLateChangesNothing(t *testing.T) {
	d := checked(t, "phia", "The crossing is very likely to open.")
	late := d.findings.rows[d.findingOf(t, "mixed-scale")].remedies[0]
	d.typeText(0, "The crossing opens.")
	d.take(late)
	if got := d.blocks()[0].Text; got != "The crossing opens." || !strings.Contains(d.said(), "no longer there") {
		t.Errorf("the text is %q, and it is said: %s", got, d.said())
	}
}

func TestFindingsWaitForAPauseInTyping(t *testing.T) {
	d := checked(t, "phia", "The talks fail.")
	d.typeText(0, "It is possible that the talks fail.")
	if slices.Contains(d.rules(), "hedge") {
		t.Error("a finding came while words were typed")
	}
	d.pause()
	d.findingOf(t, "hedge")
}

func TestShowLeadsToTheWords(t *testing.T) {
	d := checked(t, "phia", "Nothing is said here.", "Nobody knows. **It** is possible that the talks fail.")
	d.goToFinding(d.findings.rows[d.findingOf(t, "hedge")].Finding)
	if d.outline.Editing() != 1 {
		t.Fatalf("block %d is edited, want 1", d.outline.Editing())
	}
	entry, ok := d.win.Canvas().Focused().(textEntry)
	if !ok || entry.SelectedText() != "possible" {
		t.Errorf("%v has the keyboard", d.win.Canvas().Focused())
	}
}

func TestKeysGoThroughTheFindings(t *testing.T) {
	d := checked(t, "phia", "It is possible that the talks fail.", "The date is TBD.")
	d.findings.put(false)
	next, back := stepping(1), stepping(-1)
	next(d)
	first, _ := d.findings.selected()
	if !d.findings.Visible() || d.outline.Selected() != first.Block-1 {
		t.Fatalf("the first key shows block %d, want %d", d.outline.Selected(), first.Block-1)
	}
	next(d)
	second, _ := d.findings.selected()
	if second.Message == first.Message || d.outline.Selected() != second.Block-1 {
		t.Errorf("the second key shows %q at block %d", second.Message, d.outline.Selected())
	}
	back(d)
	if now, _ := d.findings.selected(); now.Message != first.Message {
		t.Errorf("back again is %q", now.Message)
	}
}

func TestAScaleIsDeclaredFromItsFinding(t *testing.T) {
	d := checked(t, "", "It is likely that the talks fail.")
	d.takeRemedy(t, "no-scale", "Use UK probability yardstick")
	if d.briefing.Scale != "phia" || slices.Contains(d.rules(), "no-scale") {
		t.Errorf("the scale is %q, the findings are %v", d.briefing.Scale, d.rules())
	}
	d.undo()
	if d.briefing.Scale != "" {
		t.Errorf("undone, the scale is %q", d.briefing.Scale)
	}
}

func TestADisclaimerAllowsBothRows(t *testing.T) {
	d := checked(t, "icd203", "It is likely that the talks fail, and unlikely that they go on. It is improbable that nobody sees it.")
	d.takeRemedy(t, "mixed-scale", "Add the disclaimer")
	if slices.Contains(d.rules(), "mixed-scale") || len(d.briefing.Blocks) != 2 {
		t.Errorf("%d blocks, findings %v", len(d.briefing.Blocks), d.rules())
	}
}

func TestANoticeIsSettledFromItsFinding(t *testing.T) {
	d := opened(t)
	id := d.article
	if err := d.session.EditArticle(id, func(a *briefing.Article) {
		a.Notices = append(a.Notices, briefing.Notice{Class: briefing.NoticeViews, Text: "Nobody here speaks for anybody.", Uncertain: true})
	}); err != nil {
		t.Fatal(err)
	}
	d.showFindings()
	d.takeRemedy(t, manuscript.RuleNoticeUnconfirmed, "It is a disclaimer")
	if slices.Contains(d.rules(), manuscript.RuleNoticeUnconfirmed) {
		t.Error("a notice that is settled is still asked about")
	}
	a := must(d.session.Article(id))
	if n := a.Notices[len(a.Notices)-1]; n.Uncertain || n.Dismissed {
		t.Errorf("the notice is %+v", n)
	}
	d.undo()
	d.findingOf(t, manuscript.RuleNoticeUnconfirmed)
}

func TestChecksAreSwitchedOffAndOn(t *testing.T) {
	d := checked(t, "phia", "It is possible that the talks fail. The date is TBD.")
	d.findings.list.choose(d.findingOf(t, "hedge"))
	d.findings.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if got := d.rules(); slices.Contains(got, "hedge") || !slices.Contains(got, "placeholder") {
		t.Fatalf("with one check off the findings are %v", got)
	}
	if said := says(d.findings); !strings.Contains(said, "1 switched off") {
		t.Errorf("the pane says %q", said)
	}
	d.do((*desk).hasNote, (*desk).askChecks)
	if said := d.overlayTexts(); !slices.Contains(said, "Off") {
		t.Errorf("the dialog says %q", said)
	}
	d.pressButton(t, "Switch All On")
	d.findingOf(t, "hedge")
}

// The window and “briefdesk lint” say the same of one note.
func TestTheWindowAndTheCommandLineFindTheSame(t *testing.T) {
	dir := t.TempDir()
	path, file := filepath.Join(dir, "library"), filepath.Join(dir, "note.md")
	note := "---\ntitle: \"A note\"\ndate: 2026-03-17\ntemplate: uk-submission\nprofile: us\nscale: icd203\n---\n\n# Issue\n\nIt is possible, and probable, that 340 vehicles crossed. The BLA was told by TBD.\n\n# Recommendation\n\n(S) We judge with high confidence that it is unlikely.\n"
	if err := os.WriteFile(file, []byte(note), 0o600); err != nil {
		t.Fatal(err)
	}
	command := func(args ...string) []byte {
		var out, errs bytes.Buffer
		cli.Run(t.Context(), append(args, "--library", path), cli.Streams{In: strings.NewReader(""), Out: &out, Err: &errs})
		if errs.Len() > 0 && out.Len() == 0 {
			t.Fatalf("briefdesk %v: %s", args, errs.String())
		}
		return out.Bytes()
	}
	command("new", file)
	lib := must(library.Open(path))
	stopped := func(time.Duration, func()) func() { return func() {} }
	d := must(newDesk(t.Context(), test.NewTempApp(t), lib, inline(), stopped))
	d.app.Preferences().SetBool(prefStarted, true)
	d.win.Resize(fyne.NewSize(1440, 900))
	d.open(nil)
	window, id := d.prepared.Findings, d.note
	if err := errors.Join(d.session.Close(context.Background()), lib.Close()); err != nil {
		t.Fatal(err)
	}

	var said struct{ Findings []briefing.Finding }
	if err := json.Unmarshal(command("lint", id.String(), "--json"), &said); err != nil {
		t.Fatal(err)
	}
	if len(said.Findings) < 8 || !reflect.DeepEqual(said.Findings, window) || len(d.findings.rows) != len(window) {
		t.Errorf("the command line says\n%+v\nthe window, in %d rows,\n%+v", said.Findings, len(d.findings.rows), window)
	}
}

func TestABlockWithoutAMarkingIsSaidOnce(t *testing.T) {
	d := checked(t, "phia", "Nothing is said here.")
	d.setMarking("us", "")
	if err := d.session.EditBriefing("Template", d.note, func(b *briefing.Briefing) error { b.Template = "us-action-memo"; return nil }); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, a := range d.findings.rows {
		if a.Block == 1 && slices.ContainsFunc(a.remedies, func(r remedy) bool { return r.label == "Mark the block…" }) {
			n++
		}
	}
	if n != 1 {
		t.Errorf("it is said %d times: %v", n, d.rules())
	}
}

// A finding about a marking leads to where it is set.
func TestFindingsLeadToTheDialogsThatMendThem(t *testing.T) {
	d := checked(t, "", "Nothing is said here.")
	d.editNote("Mark", func(b *briefing.Briefing) {
		b.Profile, b.Marking, b.Blocks[0].Portion = "tlp", "TLP:RED", "TLP:CLEAR"
	})
	i := slices.IndexFunc(d.findings.rows, func(a advice) bool { return a.Rule == marking.RuleOverMarked })
	if i < 0 {
		t.Fatalf("the findings are %v", d.rules())
	}
	d.findings.list.choose(i)
	d.findings.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !d.modal() {
		t.Error("no dialog is open")
	}
}

// What stands under the pointer is what is done.
func TestAClickTakesWhatItIsOn(t *testing.T) {
	d := checked(t, "phia", "It is possible that the talks fail.")
	i := d.findingOf(t, "hedge")
	l := d.findings.laid[d.findings.rows[i].key()]
	if len(l.pills) == 0 {
		t.Fatalf("nothing is offered in %q", says(d.findings))
	}
	click := func(x, y float32) {
		at := fyne.NewPos(x, d.findings.list.tops[i]+y)
		e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary}
		d.findings.list.MouseDown(e)
		d.findings.list.MouseUp(e)
	}
	click(l.pills[0].x+4, l.pills[0].y)
	if slices.Contains(d.rules(), "hedge") {
		t.Fatalf("the hedge is still found: %s", d.said())
	}
	d.undo()
	click(findingsText, l.top+findingsPad+4)
	if d.outline.Editing() != 0 {
		t.Error("a click on the words does not lead to their block")
	}
	width := d.findings.width
	click(width-findingsRight-look.Width("Show", look.MetaMedium)-12-4, l.meta)
	if slices.Contains(d.rules(), "hedge") || !slices.Contains(d.checksOff(), "hedge") {
		t.Error("the check is not switched off")
	}
}
