package session_test

import (
	"strings"
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing"
)

// TestGradesAreOneStepEach, given and taken back, and what is no grade changes
// nothing.
func TestGradesAreOneStepEach(t *testing.T) {
	s := start(t)
	a, p := shelved(t, s)
	must(t, s.GradeSource(a, "b"))
	must(t, s.GradeItem(p, "2"))
	must(t, s.DescribeSource(a, "Close to the ministry."))
	for _, err := range []error{s.GradeSource(a, "G"), s.GradeItem(p, "7"), s.GradeItem(p, "B")} {
		if err == nil || !strings.Contains(err.Error(), "is no grade of") {
			t.Errorf("what is no grade: %v", err)
		}
	}
	hold := func(grade string, credibility int, descriptor string) {
		t.Helper()
		article, err := s.Article(a)
		must(t, err)
		passage, err := s.Passage(p)
		must(t, err)
		if article.Grade != grade || passage.Credibility != credibility || article.Descriptor != descriptor {
			t.Errorf("the grades are %q and %d, described %q; want %q, %d, %q", article.Grade, passage.Credibility, article.Descriptor, grade, credibility, descriptor)
		}
	}
	hold("B", 2, "Close to the ministry.")
	for range 3 {
		s.Undo()
	}
	hold("", 0, "")
	must(t, s.GradeSource(a, ""))
}

func TestSettleNotice(t *testing.T) {
	s := start(t)
	a, _ := shelved(t, s)
	must(t, s.EditArticle(a, func(a *briefing.Article) {
		a.Notices = []briefing.Notice{{Class: briefing.NoticeViews, Text: "Views are the author’s.", Uncertain: true}}
	}))
	for _, is := range []bool{true, false} {
		must(t, s.SettleNotice(a, 0, is))
		article, err := s.Article(a)
		must(t, err)
		if n := article.Notices[0]; n.Uncertain || n.Dismissed == is || (len(article.Disclaimers()) == 1) != is {
			t.Errorf("settled as %v: %+v", is, n)
		}
	}
	if err := s.SettleNotice(a, 1, true); err == nil || !strings.Contains(err.Error(), "has 1 notices, and none with the number 2") {
		t.Errorf("a notice there is none of: %v", err)
	}
}

// shelved are an article and a passage of it.
func shelved(t *testing.T, s *session.Session) (article, passage briefing.ID) {
	t.Helper()
	a, _, p := shelve(t, s)
	return a.ID, p.ID
}
