package importer

import (
	"encoding/xml"
	"strconv"
	"strings"

	"briefdesk/briefing/opc"
	"briefdesk/briefing/pattern"
)

// Styles say what a paragraph is: by its outline level, by the level of a list,
// by the built-in name of its style or of one it is based on. Names are
// compared without regard to case; those of Word's built-in styles are the
// same in every language (ECMA-376 part 1, 17.7.4.9).

// tri is a property that may be left to something else to say.
type tri int8

const (
	unset tri = iota
	off
	on
)

func (t tri) or(u tri) tri {
	if t == unset {
		return u
	}
	return t
}

// runStyle is how a run of text is set.
type runStyle struct {
	bold, italic, hidden tri
	size                 int    // half-points, or 0
	font                 string // of symbols, or empty
}

func (r runStyle) over(under runStyle) runStyle {
	over := runStyle{r.bold.or(under.bold), r.italic.or(under.italic), r.hidden.or(under.hidden), r.size, r.font}
	if over.size == 0 {
		over.size = under.size
	}
	if over.font == "" {
		over.font = under.font
	}
	return over
}

// listPlace is a list and the level in it, as a paragraph names them.
type listPlace struct {
	id, level string // empty is not said
}

// paraStyle is how a paragraph is set.
type paraStyle struct {
	style    string // its identifier
	outline  int    // from 1, 10 for running text; 0 is not said
	list     listPlace
	centred  tri
	dropCap  bool
	run      runStyle // of the whole paragraph
	mark     runStyle // of its end
	markGone bool     // the end was deleted: the next paragraph goes on with this one
}

func (p paraStyle) over(under paraStyle) paraStyle {
	over := p
	if over.outline == 0 {
		over.outline = under.outline
	}
	if over.list.id == "" {
		over.list.id = under.list.id
	}
	if over.list.level == "" {
		over.list.level = under.list.level
	}
	over.centred = p.centred.or(under.centred)
	over.run = p.run.over(under.run)
	return over
}

// namedStyle is one of the document's styles.
type namedStyle struct {
	name, base string
	para       paraStyle // with what the styles it is based on say
	role       role
}

// role is what a paragraph is for, as its style's name says.
type role int

const (
	roleNone role = iota
	roleTitle
	roleSubtitle
	roleAuthor
	roleDate
	roleContents
	roleQuote
	roleCaption
	roleCode
)

var roleNames = []struct {
	role role
	re   *pattern.Pattern
}{
	{roleTitle, pattern.New(`^(title|document title|book title page)$`)},
	{roleSubtitle, pattern.New(`^(subtitle|standfirst|deck)$`)},
	{roleAuthor, pattern.New(`^(author|authors|byline|by-?line)$`)},
	{roleDate, pattern.New(`^(date|dateline|publication date)$`)},
	{roleContents, pattern.New(`^(toc \d|toc heading|contents \d|contents heading|table of (figures|contents|authorities)|index \d|index heading)$`)},
	{roleQuote, pattern.New(`^(quote|intense quote|block text|block quotation|block quote|quotations?)$`)},
	{roleCaption, pattern.New(`^(caption|image caption|table caption|figure caption|illustration|figure|drawing)$`)},
	{roleCode, pattern.New(`^(html preformatted|preformatted text|source code|code|macro text)$`)},
}

func roleNamed(name string) role {
	name = strings.ToLower(name)
	for _, r := range roleNames {
		if r.re.MatchString(name) {
			return r.role
		}
	}
	return roleNone
}

var headingName = pattern.New(`(?i)^heading ?([1-9])$`)

// docxStyles are the styles of a document, resolved as they are asked for.
type docxStyles struct {
	byID     map[string]*namedStyle
	resolved map[string]*namedStyle
	defaults runStyle
	normal   string // the style of paragraphs that name none
}

// readStyles reads the part of styles. What is damaged ends the list.
func readStyles(data []byte) docxStyles {
	s := docxStyles{byID: map[string]*namedStyle{}, resolved: map[string]*namedStyle{}}
	x := opc.NewElements(data)
	descend(x, map[string]func(xml.StartElement) error{
		"rPrDefault/rPr": func(xml.StartElement) error {
			r, err := readRunStyle(x)
			s.defaults = r
			return err
		},
		"style": func(el xml.StartElement) error {
			st, err := readStyle(x)
			if id := wordAttr(el, "styleId"); id != "" && s.byID[id] == nil {
				s.byID[id] = st
				if wordAttr(el, "type") == "paragraph" && isOn(wordAttr(el, "default")) && s.normal == "" {
					s.normal = id
				}
			}
			return err
		},
	})
	return s
}

// descend goes through everything and hands over the elements of the given
// names, or of a name within another: “parent/child”.
func descend(x *opc.Elements, handlers map[string]func(xml.StartElement) error) error {
	var within func(parent string) error
	within = func(parent string) error {
		return x.Each(func(el xml.StartElement) error {
			for _, path := range []string{el.Name.Local, parent + "/" + el.Name.Local} {
				if h := handlers[path]; h != nil {
					return h(el)
				}
			}
			return within(el.Name.Local)
		})
	}
	return within("")
}

func readStyle(x *opc.Elements) (*namedStyle, error) {
	st := &namedStyle{}
	err := x.Each(func(el xml.StartElement) error {
		var err error
		switch el.Name.Local {
		case "name":
			st.name = wordAttr(el, "val")
		case "basedOn":
			st.base = wordAttr(el, "val")
		case "pPr":
			run := st.para.run
			st.para, err = readParaStyle(x)
			st.para.run = run
		case "rPr":
			st.para.run, err = readRunStyle(x)
		}
		return err
	})
	st.role = roleNamed(st.name)
	if m := headingName.FindStringSubmatch(st.name); m != nil && st.para.outline == 0 {
		st.para.outline, _ = strconv.Atoi(m[1])
	}
	return st, err
}

// look is a style with all that it inherits. One that is not there is told by
// its identifier, which programs derive from the name.
func (s *docxStyles) look(id string) *namedStyle {
	if st := s.resolved[id]; st != nil {
		return st
	}
	st := &namedStyle{}
	s.resolved[id] = st // ends circles
	own := s.byID[id]
	if own == nil {
		st.name = id
		st.role = roleNamed(id)
		if m := headingName.FindStringSubmatch(id); m != nil {
			st.para.outline, _ = strconv.Atoi(m[1])
		}
		return st
	}
	*st = *own
	if own.base == "" {
		return st
	}
	base := s.look(own.base)
	st.para = own.para.over(base.para)
	if st.role == roleNone && own.para.outline == 0 {
		st.role = base.role
	}
	return st
}

// characters is how a style of characters sets them; nothing if there is none.
func (s *docxStyles) characters(id string) runStyle {
	if s.byID[id] == nil {
		return runStyle{}
	}
	return s.look(id).para.run
}

// readParaStyle reads the properties of a paragraph, or of a style of paragraphs.
func readParaStyle(x *opc.Elements) (paraStyle, error) {
	var p paraStyle
	err := x.Each(func(el xml.StartElement) error {
		var err error
		switch el.Name.Local {
		case "pStyle":
			p.style = wordAttr(el, "val")
		case "outlineLvl":
			if n, err := strconv.Atoi(wordAttr(el, "val")); err == nil && 0 <= n && n <= 9 {
				p.outline = n + 1
			}
		case "jc":
			p.centred = off
			if wordAttr(el, "val") == "center" {
				p.centred = on
			}
		case "framePr":
			p.dropCap = wordAttr(el, "dropCap") != "" && wordAttr(el, "dropCap") != "none"
		case "numPr":
			err = x.Each(func(el xml.StartElement) error {
				switch el.Name.Local {
				case "ilvl":
					p.list.level = wordAttr(el, "val")
				case "numId":
					p.list.id = wordAttr(el, "val")
				}
				return nil
			})
		case "rPr":
			p.mark, p.markGone, err = readMark(x)
		}
		return err
	})
	return p, err
}

// readMark reads how the end of a paragraph is set, and whether it was deleted.
func readMark(x *opc.Elements) (r runStyle, gone bool, err error) {
	err = x.Each(func(el xml.StartElement) error {
		gone = gone || el.Name.Local == "del" || el.Name.Local == "moveFrom"
		r.set(el)
		return nil
	})
	return r, gone, err
}

func readRunStyle(x *opc.Elements) (runStyle, error) {
	var r runStyle
	err := x.Each(func(el xml.StartElement) error {
		r.set(el)
		return nil
	})
	return r, err
}

// set takes one property of a run.
func (r *runStyle) set(el xml.StartElement) {
	switch el.Name.Local {
	case "b":
		r.bold = triOf(el)
	case "i":
		r.italic = triOf(el)
	case "vanish":
		r.hidden = triOf(el)
	case "sz":
		r.size, _ = strconv.Atoi(wordAttr(el, "val"))
	case "rFonts":
		r.font = strings.ToLower(wordAttr(el, "ascii"))
	}
}

func triOf(el xml.StartElement) tri {
	if isOn(wordAttr(el, "val")) || !hasWordAttr(el, "val") {
		return on
	}
	return off
}

func isOn(val string) bool { return val == "1" || val == "true" || val == "on" }

// wordAttr is an attribute in the namespace of its element, or in none.
func wordAttr(el xml.StartElement, name string) string {
	for _, a := range el.Attr {
		if a.Name.Local == name && (a.Name.Space == el.Name.Space || a.Name.Space == "") {
			return a.Value
		}
	}
	return ""
}

func hasWordAttr(el xml.StartElement, name string) bool {
	for _, a := range el.Attr {
		if a.Name.Local == name && (a.Name.Space == el.Name.Space || a.Name.Space == "") {
			return true
		}
	}
	return false
}

// docxLists are the lists of a document: which of their levels show a number or
// a bullet.
type docxLists struct {
	levels map[string]map[string]bool // by list and level: whether an item is marked
	styled map[string]string          // by style: the level that the list gives its paragraphs
}

// readLists reads the part of numbering.
func readLists(data []byte) docxLists {
	l := docxLists{levels: map[string]map[string]bool{}, styled: map[string]string{}}
	abstract := map[string]map[string]bool{}
	x := opc.NewElements(data)
	descend(x, map[string]func(xml.StartElement) error{
		"abstractNum": func(el xml.StartElement) error {
			levels, err := l.readLevels(x)
			abstract[wordAttr(el, "abstractNumId")] = levels
			return err
		},
		"num": func(el xml.StartElement) error {
			id := wordAttr(el, "numId")
			return x.Each(func(el xml.StartElement) error {
				if el.Name.Local == "abstractNumId" {
					l.levels[id] = abstract[wordAttr(el, "val")]
				}
				return nil
			})
		},
	})
	return l
}

func (l *docxLists) readLevels(x *opc.Elements) (map[string]bool, error) {
	levels := map[string]bool{}
	err := x.Each(func(el xml.StartElement) error {
		if el.Name.Local != "lvl" {
			return nil
		}
		level, format, text := wordAttr(el, "ilvl"), "", ""
		err := x.Each(func(el xml.StartElement) error {
			switch val := wordAttr(el, "val"); el.Name.Local {
			case "numFmt":
				format = val
			case "lvlText":
				text = val
			case "pStyle":
				l.styled[val] = level
			}
			return nil
		})
		levels[level] = format != "none" || strings.TrimSpace(text) != ""
		return err
	})
	return levels, err
}

// depth is how deeply in its list a paragraph stands, from 1; 0 is in none.
func (l *docxLists) depth(p paraStyle) int {
	if p.list.id == "" || p.list.id == "0" {
		return 0
	}
	level := p.list.level
	if level == "" {
		level = l.styled[p.style]
	}
	if level == "" {
		level = "0"
	}
	if levels, known := l.levels[p.list.id]; known && len(levels) > 0 && !levels[level] {
		return 0
	}
	n, err := strconv.Atoi(level)
	if err != nil || n < 0 || n > 8 {
		return 0
	}
	return n + 1
}
