package app

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"briefdesk/briefing"
	"briefdesk/briefing/marking"
)

// portions asks for the marking of a block of the sample, in a profile.
func portions(t *testing.T, profile string, block int) (*desk, *portionSheet) {
	t.Helper()
	d := opened(t)
	if profile != "" {
		d.setMarking(profile, "")
	}
	s := d.newPortionSheet(d.exporter.Profiles[d.briefing.Profile], block)
	s.open()
	return d, s
}

func TestABlockIsMarkedWithALevelAndControls(t *testing.T) {
	d, s := portions(t, "us", 1)
	secret := slices.IndexFunc(s.rows, func(r markRow) bool { return r.level == 2 })
	noforn := slices.IndexFunc(s.rows, func(r markRow) bool { return r.control.Mark == "NOFORN" })
	orcon := slices.IndexFunc(s.rows, func(r markRow) bool { return r.control.Mark == "ORCON" })
	for _, row := range []int{secret, noforn, orcon} {
		s.list.choose(row)
		s.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	}
	if got := s.in.Text(); got != "S//OC/NF" {
		t.Errorf("the marking is %q", got)
	}
	if !strings.Contains(s.says.text, "NOFORN: not releasable to foreign nationals.") {
		t.Errorf("it is explained as %q", s.says.text)
	}
	test.Tap(s.mark)
	if got := d.briefing.Blocks[1].Portion; got != "S//OC/NF" {
		t.Errorf("the block is marked %q", got)
	}
	d.undo()
	if got := d.briefing.Blocks[1].Portion; got != "" {
		t.Errorf("undone, the block is marked %q", got)
	}
}

func TestWhatAProfileForbidsIsNotMarked(t *testing.T) {
	_, s := portions(t, "us", 1)
	s.in.SetText("S//NF/REL TO USA, GBR")
	if !s.mark.Disabled() || !strings.Contains(s.says.text, "exclude each other (rule 00033)") {
		t.Errorf("of what is forbidden the sheet says %q", s.says.text)
	}
	s.in.SetText("S//REL TO USA, GBR")
	if s.mark.Disabled() || len(s.parts.Controls[0].List) != 2 {
		t.Errorf("recipients are read as %v", s.parts)
	}
}

func TestTheNearestMarkingIsTakenWithEnter(t *testing.T) {
	d, s := portions(t, "us", 1)
	s.in.SetText("S//NOFRN")
	if !s.mark.Disabled() || !strings.Contains(s.says.text, "NOFORN. Enter takes that.") {
		t.Fatalf("of an unknown marking the sheet says %q", s.says.text)
	}
	s.in.OnSubmit("")
	s.in.OnSubmit("")
	if got := d.briefing.Blocks[1].Portion; got != "S//NF" {
		t.Errorf("the block is marked %q", got)
	}
}

func TestAProfileOfLevelsAloneTakesOneKey(t *testing.T) {
	d, s := portions(t, "", 1)
	s.list.choose(3)
	s.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := d.briefing.Blocks[1].Portion; got != "TLP:AMBER+STRICT" || d.modal() {
		t.Errorf("the block is marked %q", got)
	}
}

func TestManyControlsAreLookedFor(t *testing.T) {
	_, s := portions(t, "cui-isoo", 1)
	all := len(s.rows)
	s.find.SetText("privacy")
	if n := len(s.rows); n >= all || n <= len(s.profile.Levels) {
		t.Errorf("%d of %d rows are listed", n, all)
	}
}

func TestTheBannerSaysWhyAndLeadsThere(t *testing.T) {
	d := opened(t)
	s := d.newMarkingSheet()
	s.open()
	at := slices.IndexFunc(s.rows, func(r whyRow) bool { return r.place })
	if at < 1 || !strings.Contains(strings.Join(s.rows[at-1].text, " "), "TLP:AMBER: it is the highest level of block") {
		t.Fatalf("the banner is explained by %+v", s.rows)
	}
	s.show(at)
	if d.modal() || d.block != s.rows[at].at {
		t.Errorf("block %d is selected, want %d", d.block, s.rows[at].at)
	}
}

func TestTheMarkingSheetShowsAProfileBeforeItIsSaved(t *testing.T) {
	d := opened(t)
	s := d.newMarkingSheet()
	s.open()
	s.profile.SetText(d.exporter.Profiles["uk"].Title)
	if !strings.Contains(strings.Join(s.rows[0].text, " "), "Markings of another profile go from") || d.briefing.Profile != "tlp" {
		t.Errorf("before it is saved the sheet says %q, and the profile is %s", s.rows[0].text, d.briefing.Profile)
	}
	s.declared.SetText("SECRT")
	if !s.save.Disabled() || !strings.Contains(s.says.text, "SECRET") {
		t.Errorf("of SECRT it says %q", s.says.text)
	}
	s.declared.SetText("SECRET")
	test.Tap(s.save)
	if got := d.prepared.Manuscript.Banner.Mark; got != "SECRET" || d.briefing.Profile != "uk" {
		t.Errorf("the banner is %s in %s", got, d.briefing.Profile)
	}
}

func TestWhatIsMarkedTooHighIsSaid(t *testing.T) {
	d := opened(t)
	d.editNote("Mark", func(b *briefing.Briefing) {
		for i := range b.Blocks {
			b.Blocks[i].Portion = "TLP:GREEN"
		}
	})
	s := d.newMarkingSheet()
	s.declared.SetText("TLP:RED")
	warned := slices.ContainsFunc(s.rows, func(r whyRow) bool {
		return r.warning && strings.Contains(strings.Join(r.text, " "), "no part of it is TLP:RED")
	})
	if !warned {
		t.Errorf("nothing is said of a marking that no part has: %+v", s.rows)
	}
}

// A house's profiles are chosen like the others.
func TestProfilesOfTheHouseAreOffered(t *testing.T) {
	d := opened(t)
	d.exporter.Profiles["ours"] = marking.Profile{Name: "ours", Title: "Our house", Levels: []marking.Level{{Mark: "OPEN"}, {Mark: "SHUT"}}}
	s := d.newMarkingSheet()
	s.open()
	s.profile.SetText("Our house")
	s.declared.SetText("SHUT")
	s.submit()
	if got := d.prepared.Manuscript.Banner.Mark; got != "SHUT" {
		t.Errorf("the banner is %q", got)
	}
}
