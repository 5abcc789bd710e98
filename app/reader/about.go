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

var noticeLabels = map[briefing.NoticeClass]string{
	briefing.NoticeViews:       "Disclaimer",
	briefing.NoticeLiability:   "Liability",
	briefing.NoticeProvenance:  "Where it first appeared",
	briefing.NoticeTranslation: "Translation",
	briefing.NoticeMaps:        "Maps",
	briefing.NoticeAffiliate:   "Who pays",
}

// noticeParts are the notices of an article, each under its label, which says
// so where one is uncertain.
func noticeParts(notices []briefing.Notice) []sheetPart {
	var parts []sheetPart
	for _, n := range notices {
		label, ok := noticeLabels[n.Class]
		if !ok {
			label = "Notice"
		}
		if n.Uncertain {
			label += ", to be confirmed"
		}
		parts = append(parts, sheetPart{roleLabel, label}, sheetPart{roleNotice, n.Text})
	}
	return parts
}
