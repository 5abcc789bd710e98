package importer

import (
	"strings"
	"time"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// A plain text has no marks, so its parts are known by their place and shape:
//
//	title       the first line, if it is short and no sentence, or comes twice
//	header      up to five lines after it: byline, date, subtitle
//	body        a paragraph a line, or lines joined where they were wrapped
//	tail        the notices (notice.go)
//
// Within the body a short line without a stop before a long one is a heading,
// and a line that is one quotation, among lines that do not quote, is a pull
// quote. What looks cut short stays a paragraph, with a warning.

// parseText reads a plain text.
func parseText(src source) (draft, error) {
	paras := paragraphs(briefing.Normalize(src.text))
	var d draft
	paras = d.takeTitle(paras)
	paras = d.takeHeader(paras)
	for _, p := range paras[:min(len(paras), maxBlocks+1)] {
		d.blocks = append(d.blocks, block{kind: briefing.TextParagraph, text: p})
	}
	d.takeNotices()
	d.classify()
	return d, nil
}

// paragraphs splits a normalised text, without its empty lines.
func paragraphs(text string) []string {
	var lines []string
	for l := range strings.SplitSeq(text, "\n") {
		lines = append(lines, strings.Join(strings.Fields(l), " "))
	}
	if isWrapped(lines) {
		lines = unwrap(lines)
	}
	var paras []string
	for _, l := range lines {
		if l != "" {
			paras = append(paras, l)
		}
	}
	return paras
}

// isWrapped reports whether lines were broken to a width, as mails are: most
// lines that go on are 50 to 90 characters long and none is longer than 100.
func isWrapped(lines []string) bool {
	const fewest, narrow, wide, widest = 8, 50, 90, 100
	inner, typical := 0, 0
	for i, l := range lines {
		n := briefing.Length(l)
		if n > widest {
			return false
		}
		if i+1 < len(lines) && l != "" && lines[i+1] != "" {
			inner++
			if narrow <= n && n <= wide {
				typical++
			}
		}
	}
	return inner >= fewest && typical*10 >= inner*6
}

// unwrap joins the lines between empty ones. A hyphen at the end of a line is
// the wrapping's if a small letter stands on either side.
func unwrap(lines []string) []string {
	var paras []string
	var para []byte
	last := ""
	for _, l := range append(lines, "") {
		switch {
		case l == "" && last != "":
			paras = append(paras, string(para))
			para = para[:0]
		case last == "":
			para = append(para, l...)
		case hyphenated.MatchString(last) && startsSmall.MatchString(l):
			para = append(para[:len(para)-1], l...)
		default:
			para = append(append(para, ' '), l...)
		}
		last = l
	}
	return paras
}

var (
	hyphenated  = pattern.New(`\p{Ll}-$`)
	startsSmall = pattern.New(`^\p{Ll}`)
)

// takeTitle takes the title off paras, and every repetition of it that follows.
func (d *draft) takeTitle(paras []string) []string {
	const longest = 25
	if len(paras) < 2 || words(paras[0]) > longest || letters(paras[0]) == "" || !fits(paras[0]) {
		return paras
	}
	title := paras[0]
	rest := paras[1:]
	for len(rest) > 0 && letters(rest[0]) == letters(title) {
		rest = rest[1:]
	}
	isRepeated := len(rest) < len(paras)-1
	if !isRepeated && (ends(title, fullStops) || isLabel(title)) || len(rest) == 0 {
		return paras
	}
	d.article.Title = field(title, fromText, briefing.ConfidenceMedium)
	return rest
}

// takeHeader takes the lines between title and body off paras.
func (d *draft) takeHeader(paras []string) []string {
	const most = 5
	a := &d.article
	for range most {
		if a.Title.Value == "" || len(paras) < 2 || !fits(paras[0]) {
			break
		}
		line := paras[0]
		if by, when, ok := cutDate(line); ok && a.Published.Value == "" && (byline.MatchString(by) || isName(by)) {
			line = by
			a.Published = field(when, fromText, briefing.ConfidenceMedium)
		}
		date := parseDate(line)
		switch {
		case a.Byline.Value == "" && byline.MatchString(line) && words(line) <= 12 && !ends(line, fullStops):
			a.Byline = field(byline.ReplaceAllString(line, ""), fromText, briefing.ConfidenceMedium)
		case a.Byline.Value == "" && isName(line) && (words(paras[1]) > 12 || parseDate(paras[1]) != ""):
			a.Byline = field(line, fromText, briefing.ConfidenceLow)
		case a.Published.Value == "" && date != "":
			a.Published = field(date, fromText, briefing.ConfidenceMedium)
		case a.Subtitle.Value == "" && isSubtitle(line, paras[1:]):
			a.Subtitle = field(line, fromText, briefing.ConfidenceMedium)
		default:
			return paras
		}
		paras = paras[1:]
	}
	return paras
}

// cutDate parts a line such as “By A. Reed | 12 August 2025”.
func cutDate(line string) (by, date string, ok bool) {
	m := lastPart.FindStringSubmatch(line)
	if m == nil {
		return line, "", false
	}
	date = parseDate(m[2])
	return m[1], date, date != ""
}

// lastPart is what follows the last mark between parts of a line.
var lastPart = pattern.New(`^(.+?)\s*(?:[|•·—–]|,|\s-\s)\s*([^|•·—–]+)$`)

var byline = pattern.New(`^(?i:written by|words by|by|author:|von|par)\s+`)

// isName reports whether a line could be the name of a person and nothing else.
func isName(line string) bool {
	const fewest, most = 2, 4 // words
	n := words(line)
	return fewest <= n && n <= most && personName.MatchString(line) && !sectionName.MatchString(line)
}

var (
	personName  = pattern.New(`^\p{Lu}[\p{L}'’.-]*( (?:\p{Lu}[\p{L}'’.-]*|al|bin|bint|da|de|del|den|der|di|du|ibn|la|ul|ur|van|von))* \p{Lu}[\p{L}'’-]+\.?$`)
	sectionName = pattern.New(`(?i)\b(abstract|analysis|background|briefing|commentary|context|editorial|findings|introduction|key|notes?|opinion|overview|points|preface|recommendations?|report|review|statement|summary|takeaways|the|update)\b`)
)

// isSubtitle reports whether line is one: short, no sentence, no quotation,
// and soon followed by longer text.
func isSubtitle(line string, rest []string) bool {
	const longest = 28
	if words(line) > longest || ends(line, fullStops) || isQuotation(line) || isLabel(line) || bullet.MatchString(line) {
		return false
	}
	for _, p := range rest[:min(len(rest), 3)] {
		if words(p) > words(line) && words(p) > 10 {
			return true
		}
	}
	return false
}

var weekday = pattern.New(`(?i)^(published|updated|posted|date)?\s*(on|:)?\s*(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)?(day)?[,.]?\s*`)

// A date is kept as exactly as it is given.
var dateLayouts = []struct{ in, out string }{
	{"2006-01-02", time.DateOnly},
	{"2006/01/02", time.DateOnly},
	{"2.1.2006", time.DateOnly},
	{"2 January 2006", time.DateOnly},
	{"2 Jan 2006", time.DateOnly},
	{"2 January, 2006", time.DateOnly},
	{"January 2, 2006", time.DateOnly},
	{"Jan 2, 2006", time.DateOnly},
	{"Jan. 2, 2006", time.DateOnly},
	{"January 2 2006", time.DateOnly},
	{"January 2006", "2006-01"},
}

// parseDate reads a line that is nothing but a date, or returns "".
func parseDate(line string) string {
	if briefing.Length(line) > 40 {
		return ""
	}
	line = weekday.ReplaceAllString(line, "")
	for _, l := range dateLayouts {
		if t, err := time.Parse(l.in, line); err == nil {
			return t.Format(l.out)
		}
	}
	return ""
}

var bullet = pattern.New(`^[•‣▪◦*–-]\s+`)

// classify finds headings, pull quotes and list items among the paragraphs.
func (d *draft) classify() {
	var unfinished []string
	quoting := make([]bool, len(d.blocks))
	for i, b := range d.blocks {
		quoting[i] = strings.ContainsAny(b.text, "“”\"«»")
	}
	for i := range d.blocks {
		b := &d.blocks[i]
		next, hasNext := "", i+1 < len(d.blocks)
		if hasNext {
			next = d.blocks[i+1].text
		}
		switch {
		case isQuotation(b.text):
			among := i > 0 && quoting[i-1] || hasNext && quoting[i+1]
			if words(b.text) <= 45 && (!among || d.says(b.text, i)) {
				b.kind = briefing.TextPullQuote
			}
		case d.isListItem(i):
			b.kind, b.level = briefing.TextListItem, 1
			b.text = bullet.ReplaceAllString(b.text, "")
		case isHeading(b.text, next):
			b.kind, b.level = briefing.TextHeading, 2
		case hasNext && !ends(b.text, anyStops) && ends(next, anyStops) && words(b.text) > 10:
			unfinished = append(unfinished, b.text)
		}
	}
	d.warnUnfinished(unfinished)
}

// warnUnfinished says which paragraphs lack a full stop; in a text that has
// many it is the manner of the text.
func (d *draft) warnUnfinished(paras []string) {
	const many = 5
	if len(paras) > many {
		d.warn("%d paragraphs end without a full stop, “%s” first: lines of a list or a poem are read as paragraphs.", len(paras), excerpt(paras[0]))
		return
	}
	for _, p := range paras {
		d.warn("The paragraph “%s” ends without a full stop: it may be cut short, or a pull quote that lost its marks.", excerpt(p))
	}
}

// isListItem reports whether block i begins with a bullet, as does a neighbour.
func (d *draft) isListItem(i int) bool {
	is := func(i int) bool {
		return i >= 0 && i < len(d.blocks) && (d.blocks[i].kind == briefing.TextListItem || bullet.MatchString(d.blocks[i].text))
	}
	return is(i) && (is(i-1) || is(i+1))
}

// isHeading reports whether text heads next: a short line without a stop
// before a long one.
func isHeading(text, next string) bool {
	return words(text) <= 10 && words(next) > 12 && !ends(text, anyStops+",") && startsLikeTitle.MatchString(text) && !bullet.MatchString(text)
}

var startsLikeTitle = pattern.New(`^[^\p{Ll}\p{P}]`)

var quoteMarks = map[rune]rune{'“': '”', '"': '"', '«': '»', '„': '“', '‘': '’'}

// isQuotation reports whether text is one quotation from end to end, perhaps
// with the speaker after a dash.
func isQuotation(text string) bool {
	r := []rune(text)
	if len(r) < 3 {
		return false
	}
	closer, ok := quoteMarks[r[0]]
	if !ok {
		return false
	}
	for i, c := range r[1:] {
		if c == closer && !(closer == '’' && i+2 < len(r) && !isSpaceOrStop(r[i+2])) {
			rest := strings.TrimSpace(string(r[i+2:]))
			return rest == "" || speaker.MatchString(rest)
		}
	}
	return false
}

func isSpaceOrStop(r rune) bool { return strings.ContainsRune(" .,;:!?—–", r) }

var speaker = pattern.New(`^[—–-]\s?\p{Lu}[^.?!]{1,60}$`)

// says reports whether the words of a quotation also stand in a block other than i.
func (d *draft) says(quotation string, i int) bool {
	want := letters(speakerTail.ReplaceAllString(quotation, ""))
	for j, b := range d.blocks {
		if j != i && strings.Contains(letters(b.text), want) {
			return true
		}
	}
	return false
}

var speakerTail = pattern.New(`[”"»]\s*[—–-][^”"»]*$`)
