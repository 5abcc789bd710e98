package session

import (
	"fmt"

	"briefdesk/briefing"
)

// Sources and items are graded by people alone: no import and no check gives a
// grade or changes one.

// GradeSource sets how reliable the source of an article is, A to F; empty takes
// the grade away.
func (s *Session) GradeSource(article briefing.ID, reliability string) error {
	grade, err := briefing.ParseReliability(reliability)
	if err != nil {
		return err
	}
	return s.editArticle("Grade source", article, func(a *briefing.Article) { a.Grade = grade })
}

// GradeItem sets how credible what a passage says is, 1 to 6; empty takes the
// grade away.
func (s *Session) GradeItem(passage briefing.ID, credibility string) error {
	grade, err := briefing.ParseCredibility(credibility)
	if err != nil {
		return err
	}
	return s.EditPassage("Grade item", passage, func(p *briefing.Passage) { p.Credibility = grade })
}

// DescribeSource sets what the descriptor of an article's source says.
func (s *Session) DescribeSource(article briefing.ID, descriptor string) error {
	return s.editArticle("Describe source", article, func(a *briefing.Article) { a.Descriptor = descriptor })
}

// SettleNotice says of notice n of an article, counted from 0, whether it is one:
// one that is confirmed travels with what is quoted, one that is not never does.
func (s *Session) SettleNotice(article briefing.ID, n int, is bool) error {
	name := "Confirm notice"
	if !is {
		name = "Dismiss notice"
	}
	return s.Do(name, func(tx *Tx) error {
		a, err := tx.Article(article)
		if err != nil {
			return err
		}
		if n < 0 || n >= len(a.Notices) {
			return fmt.Errorf("“%s” has %d notices, and none with the number %d", a.Title.Value, len(a.Notices), n+1)
		}
		a.Notices[n].Uncertain, a.Notices[n].Dismissed = false, !is
		return tx.PutArticle(a)
	})
}
