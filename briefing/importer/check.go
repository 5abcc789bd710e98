package importer

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// check is the parent's look at what a worker made of the file whose bytes have
// the hash original: an item that passes breaks no promise of its types.
func check(it Item, original briefing.Hash) error {
	s, a := it.Snapshot, it.Article
	if !slices.ContainsFunc(formats, func(f Format) bool { return f.Name == it.Format }) {
		return fmt.Errorf("there is no format %q", it.Format)
	}
	if err := s.Verify(); err != nil {
		return err
	}
	switch {
	case it.Index < 0 || it.Index > maxItems:
		return fmt.Errorf("there is no article %d in a file", it.Index)
	case s.Original != original:
		return errors.New("the snapshot is of another file")
	case s.Norm != briefing.NormVersion || briefing.Normalize(s.Text) != s.Text:
		return errors.New("the snapshot's text is not normalised")
	case len(a.Snapshots) != 1 || a.Snapshots[0] != s.Hash:
		return errors.New("the article is not of its snapshot")
	case !a.ID.IsZero() || a.Accessed.Value != "" || a.Grade != "" || a.Descriptor != "":
		return errors.New("the article claims what only its owner can know")
	}
	return errors.Join(checkBlocks(s.Blocks), checkPages(s.Pages), checkArticle(a), checkWarnings(it.Warnings))
}

func checkPages(pages []briefing.PageMark) error {
	const longest = 40 // code points of a label
	for _, p := range pages {
		if p.Label == "" || oneLine(p.Label) != p.Label || briefing.Length(p.Label) > longest {
			return fmt.Errorf("the label %.40q of a page is not as labels are", p.Label)
		}
	}
	return nil
}

var textKinds = []briefing.TextKind{
	briefing.TextParagraph, briefing.TextHeading, briefing.TextListItem, briefing.TextQuote, briefing.TextPullQuote,
	briefing.TextTable, briefing.TextCaption, briefing.TextFootnote, briefing.TextCode,
}

func checkBlocks(blocks []briefing.TextBlock) error {
	if len(blocks) == 0 || len(blocks) > maxBlocks {
		return fmt.Errorf("the snapshot has %d blocks", len(blocks))
	}
	for i, b := range blocks {
		if !slices.Contains(textKinds, b.Kind) || b.Level < 0 || b.Len() == 0 {
			return fmt.Errorf("block %d is of kind %q, level %d, length %d", i+1, b.Kind, b.Level, b.Len())
		}
		for _, sp := range b.Spans {
			isLink := sp.Kind == briefing.SpanLink
			if !isLink && sp.Kind != briefing.SpanBold && sp.Kind != briefing.SpanItalic || isLink != (sp.URL != "") || isLink && safeURL(sp.URL) != sp.URL {
				return fmt.Errorf("block %d has a span of kind %q to %q", i+1, sp.Kind, sp.URL)
			}
		}
	}
	return nil
}

var (
	datePattern     = pattern.New(`^\d{4}(-\d{2}(-\d{2})?)?$`)
	languagePattern = pattern.New(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)
	genres          = []string{
		briefing.GenreNews, briefing.GenreOpinion, briefing.GenreEditorial, briefing.GenreReport, briefing.GenreRelease, briefing.GenreOther,
	}
	noticeClasses = []briefing.NoticeClass{
		briefing.NoticeViews, briefing.NoticeLiability, briefing.NoticeProvenance,
		briefing.NoticeTranslation, briefing.NoticeMaps, briefing.NoticeAffiliate,
	}
)

func checkArticle(a briefing.Article) error {
	fields := []briefing.Field{a.Title, a.Subtitle, a.Byline, a.Publisher, a.Published, a.URL, a.Language, a.Genre, a.Licence}
	for _, f := range fields {
		if f.Value != "" && field(f.Value, f.Source, f.Confidence) != f {
			return fmt.Errorf("the field %.40q is not as fields are", f.Value)
		}
	}
	switch {
	case a.Published.Value != "" && !datePattern.MatchString(a.Published.Value):
		return fmt.Errorf("%q is no date", a.Published.Value)
	case a.Language.Value != "" && !languagePattern.MatchString(a.Language.Value):
		return fmt.Errorf("%q is no language", a.Language.Value)
	case a.Genre.Value != "" && !slices.Contains(genres, a.Genre.Value):
		return fmt.Errorf("%q is no genre", a.Genre.Value)
	case a.URL.Value != "" && !strings.HasPrefix(safeURL(a.URL.Value), "http"):
		return fmt.Errorf("%q is no address of an article", a.URL.Value)
	}
	for _, n := range a.Notices {
		if !slices.Contains(noticeClasses, n.Class) || n.Text == "" || oneLine(n.Text) != n.Text {
			return fmt.Errorf("a notice of class %q is not as notices are", n.Class)
		}
	}
	return nil
}

func checkWarnings(warnings []string) error {
	for _, w := range warnings {
		if oneLine(w) != w || briefing.Length(w) > longestField {
			return errors.New("a warning is not as warnings are")
		}
	}
	return nil
}

// longestURL is the most bytes of an address that is kept.
const longestURL = 2048

// safeURL returns s if it is an address that may be opened from a document,
// in the form in which it is kept; else it is empty.
func safeURL(s string) string {
	if len(s) > longestURL {
		return ""
	}
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Opaque == "" && u.Host == "" {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" || u.User != nil {
			return ""
		}
	case "mailto":
	default:
		return ""
	}
	kept := u.String()
	if oneLine(kept) != kept || len(kept) > longestURL {
		return ""
	}
	return kept
}
