package reader

import (
	"strconv"
	"strings"
	"time"

	"briefdesk/briefing"
)

var genreNames = map[string]string{
	briefing.GenreNews:      "News",
	briefing.GenreOpinion:   "Opinion",
	briefing.GenreEditorial: "Editorial",
	briefing.GenreReport:    "Report",
	briefing.GenreRelease:   "Press release",
	briefing.GenreOther:     "Article",
}

// kindOf names what sort of article a is.
func kindOf(a briefing.Article) string {
	if name, ok := genreNames[a.Genre.Value]; ok {
		return name
	}
	return "Article"
}

// particulars are the facts under the title, the most telling first. What is
// not known is said.
func particulars(a briefing.Article, words int) []string {
	known := func(f briefing.Field, missing string) string {
		if f.Value == "" {
			return missing
		}
		return f.Value
	}
	published := a.Published
	published.Value = dateText(published.Value, "")
	list := []string{
		known(a.Byline, "No byline in the file"),
		known(a.Publisher, "No publisher in the file"),
		known(published, "No date in the file"),
	}
	if a.Accessed.Value != "" {
		list = append(list, "read "+dateText(a.Accessed.Value, a.Published.Value))
	}
	if words == 1 {
		return append(list, "1 word")
	}
	return append(list, thousands(words)+" words")
}

// dateText writes YYYY, YYYY-MM or YYYY-MM-DD as a person would: without the
// year where it is that of beside. What is no date stays as it is.
func dateText(date, beside string) string {
	year, _, _ := strings.Cut(date, "-")
	withYear := " 2006"
	if strings.HasPrefix(beside, year) {
		withYear = ""
	}
	if t, err := time.Parse("2006-01-02", date); err == nil {
		return t.Format("2 January" + withYear)
	}
	if t, err := time.Parse("2006-01", date); err == nil {
		return t.Format("January" + withYear)
	}
	return date
}

// thousands writes n with a comma before each group of three figures.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// noticeNames say what a notice of a class is, and may be.
var noticeNames = map[briefing.NoticeClass]struct{ is, maybe string }{
	briefing.NoticeViews:       {"Disclaimer", "Perhaps a disclaimer"},
	briefing.NoticeLiability:   {"Liability", "Perhaps a notice of liability"},
	briefing.NoticeProvenance:  {"Where it first appeared", "Perhaps where it first appeared"},
	briefing.NoticeTranslation: {"Translation", "Perhaps a note on the translation"},
	briefing.NoticeMaps:        {"Maps", "Perhaps a notice on maps"},
	briefing.NoticeAffiliate:   {"Who pays", "Perhaps a note on who pays"},
}

// NoticeName says what n is, or may be.
func NoticeName(n briefing.Notice) string {
	name, ok := noticeNames[n.Class]
	switch {
	case n.Dismissed:
		return "Not a notice of this article"
	case !ok && n.Uncertain:
		return "Perhaps a notice"
	case !ok:
		return "Notice"
	case n.Uncertain:
		return name.maybe
	}
	return name.is
}

// noticeParts are the notices of an article, two parts each: its label and its
// words.
func noticeParts(notices []briefing.Notice) []sheetPart {
	var parts []sheetPart
	for _, n := range notices {
		label := sheetPart{roleLabel, NoticeName(n)}
		if n.Uncertain {
			label.role = roleQuestion
		}
		parts = append(parts, label, sheetPart{roleNotice, n.Text})
	}
	return parts
}

// Unconfirmed names those of the fields that an article is cited by of which the
// import was not certain.
func Unconfirmed(a briefing.Article) []string {
	var names []string
	for _, f := range []struct {
		name  string
		field briefing.Field
	}{{"title", a.Title}, {"byline", a.Byline}, {"publisher", a.Publisher}, {"date", a.Published}} {
		if f.field.Value != "" && f.field.Confidence != briefing.ConfidenceHigh {
			names = append(names, f.name)
		}
	}
	return names
}
