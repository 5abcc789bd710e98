package cli

import (
	"flag"
	"fmt"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// graded is what a source or an item is graded, as data.
type graded struct {
	ID          briefing.ID `json:"id"`
	Reliability string      `json:"reliability,omitempty"`
	Credibility int         `json:"credibility,omitempty"`
	Descriptor  string      `json:"descriptor,omitempty"`
}

func setupGrade(flags *flag.FlagSet) func(*call, []string) error {
	descriptor := flags.String("descriptor", "", "`WORDS` on how good the source of an article is; they are printed as they stand")
	return func(c *call, args []string) error {
		if len(args) == 1 && *descriptor == "" {
			return usageError{"usage: briefdesk grade ARTICLE A to F, or briefdesk grade PASSAGE 1 to 6"}
		}
		isGraded, grade := len(args) > 1, ""
		if isGraded && args[1] != "none" {
			grade = args[1]
		}
		return c.writing(func(s *session.Session, lib *library.Library) error {
			ref, err := lib.Resolve(c.ctx, args[0])
			if err != nil {
				return err
			}
			if err := c.grade(s, ref, isGraded, grade, *descriptor); err != nil {
				return err
			}
			return s.Flush(c.ctx)
		})
	}
}

// grade grades what ref stands for, and describes it where there are words.
func (c *call) grade(s *session.Session, ref library.Ref, isGraded bool, grade, descriptor string) error {
	switch ref.Kind {
	case library.KindArticle:
		return c.gradeSource(s, ref.ID, isGraded, grade, descriptor)
	case library.KindPassage:
		if descriptor != "" {
			return usageError{"--descriptor describes the source of an article; give the identifier of an article"}
		}
		if err := s.GradeItem(ref.ID, grade); err != nil {
			return usageError{err.Error()}
		}
		p, err := s.Passage(ref.ID)
		if err != nil {
			return err
		}
		return c.gradedAs(graded{ID: p.ID, Credibility: p.Credibility})
	}
	return usageError{fmt.Sprintf("%s is %s; give the identifier of an article or a passage", ref.ID, one(ref.Kind))}
}

func (c *call) gradeSource(s *session.Session, id briefing.ID, isGraded bool, grade, descriptor string) error {
	if isGraded {
		if err := s.GradeSource(id, grade); err != nil {
			return usageError{err.Error()}
		}
	}
	if descriptor != "" {
		if err := s.DescribeSource(id, descriptor); err != nil {
			return err
		}
	}
	a, err := s.Article(id)
	if err != nil {
		return err
	}
	return c.gradedAs(graded{ID: a.ID, Reliability: a.Grade, Descriptor: a.Descriptor})
}

func (c *call) gradedAs(g graded) error {
	if c.json {
		return c.line(g)
	}
	said := "not graded"
	for _, r := range briefing.Reliabilities() {
		if r.Key == g.Reliability {
			said = r.Key + ", " + r.Means
		}
	}
	if g.Credibility > 0 {
		i := briefing.Credibilities()[g.Credibility-1]
		said = i.Key + ", " + i.Means
	}
	c.say("%s  %s", g.ID.String()[:8], said)
	return nil
}

// noticeRow is a notice of an article, as data.
type noticeRow struct {
	Number int                  `json:"number"`
	Class  briefing.NoticeClass `json:"class"`
	State  string               `json:"state"` // confirmed, uncertain or dismissed
	Text   string               `json:"text"`
}

func setupNotices(flags *flag.FlagSet) func(*call, []string) error {
	confirm := flags.Int("confirm", 0, "the `NUMBER` of a notice that is one, and travels with what is quoted")
	dismiss := flags.Int("dismiss", 0, "the `NUMBER` of a notice that is none")
	return func(c *call, args []string) error {
		if *confirm == 0 && *dismiss == 0 {
			return c.reading(func(s *session.Session, lib *library.Library) error { return c.notices(s, lib, args[0]) })
		}
		return c.writing(func(s *session.Session, lib *library.Library) error {
			article, err := c.resolve(lib, args[0], library.KindArticle)
			if err != nil {
				return err
			}
			for _, settle := range []struct {
				n  int
				is bool
			}{{*confirm, true}, {*dismiss, false}} {
				if settle.n == 0 {
					continue
				}
				if err := s.SettleNotice(article, settle.n-1, settle.is); err != nil {
					return usageError{err.Error()}
				}
			}
			if err := s.Flush(c.ctx); err != nil {
				return err
			}
			return c.notices(s, lib, args[0])
		})
	}
}

// notices lists those of an article.
func (c *call) notices(s *session.Session, lib *library.Library, arg string) error {
	id, err := c.resolve(lib, arg, library.KindArticle)
	if err != nil {
		return err
	}
	a, err := s.Article(id)
	if err != nil {
		return err
	}
	rows := make([]noticeRow, len(a.Notices))
	for i, n := range a.Notices {
		rows[i] = noticeRow{i + 1, n.Class, "confirmed", n.Text}
		switch {
		case n.Dismissed:
			rows[i].State = "dismissed"
		case n.Uncertain:
			rows[i].State = "uncertain"
		}
	}
	if c.json {
		return c.document(rows)
	}
	for _, r := range rows {
		c.say("%d  %-11s  %-9s  %s", r.Number, r.Class, r.State, r.Text)
	}
	return nil
}
