package importer

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"briefdesk/briefing/pattern"
)

// Text that a page holds but does not show must never become words of a source:
// it may be left over, meant for machines, or planted. A saved page no longer
// knows how it was drawn, so hiding is told from attributes, from styles on the
// element, and from what the page's own style sheets say of single classes.
//
// Some of these signs are also worn by whole pages that were saved at an
// unlucky moment: behind a dialogue (aria-hidden) or before they faded in
// (opacity). Such a sign does not hide more than half of a page's text.

// hider finds what is hidden in one page.
type hider struct {
	sheet map[string]bool // simple selectors, such as .x and #y, that hide
	limit int             // bytes of text that a weak sign may hide
}

// dropHidden removes from doc what its readers do not see.
func dropHidden(doc *html.Node) {
	h := hider{sheet: hidingSelectors(doc), limit: textSize(doc) / 2}
	var gone []*html.Node
	h.visit(doc, &gone)
	for _, n := range gone {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// visit gathers what is hidden within n, and returns how much text is not.
func (h *hider) visit(n *html.Node, gone *[]*html.Node) int {
	if n.Type == html.TextNode {
		return len(n.Data)
	}
	if isUnseen(n) {
		return 0
	}
	if h.isHidden(n) {
		*gone = append(*gone, n)
		return 0
	}
	size := 0
	for c := range n.ChildNodes() {
		size += h.visit(c, gone)
	}
	if h.isFaint(n) {
		if size <= h.limit {
			*gone = append(*gone, n)
			return 0
		}
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "aria-hidden" || a.Key == "style" })
	}
	return size
}

// isUnseen reports whether n is an element that never shows its text.
func isUnseen(n *html.Node) bool {
	return n.Type == html.ElementNode && slices.Contains(unseen, n.DataAtom)
}

// textSize is how many bytes of text n shows, hidden ones included.
func textSize(n *html.Node) int {
	if n.Type == html.TextNode {
		return len(n.Data)
	}
	size := 0
	if !isUnseen(n) {
		for c := range n.ChildNodes() {
			size += textSize(c)
		}
	}
	return size
}

var (
	hidingStyle = pattern.New(`(?i)(display\s*:\s*none|font-size\s*:\s*0+(\.0+)?\s*(;|!|$|px|r?em|pt|%)|text-indent\s*:\s*-\d{3,}|(left|top|right|bottom|margin-left|margin-top)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01](px)?[\s,]+[01](px)?[\s,]+[01](px)?[\s,]+[01](px)?\s*\)|clip-path\s*:\s*inset\(\s*(50|100)%|(^|[;\s])color\s*:\s*transparent|(^|[;\s])color\s*:\s*(rgba|hsla)\([^)]*,\s*0(\.0+)?\s*\))`)
	faintStyle  = pattern.New(`(?i)(visibility\s*:\s*(hidden|collapse)|opacity\s*:\s*(0+(\.0+)?|\.0+)\s*(;|!|$))`)
	sizedStyle  = pattern.New(`(?i)font-size\s*:\s*[1-9]`)
	hidingClass = pattern.New(`(?i)(^|\s)(sr-only|visually-?hidden|u-visually-?hidden|is-visually-hidden|screen-?reader(-text|-only|s)?|screenreader-only|element-invisible|a11y-hidden|offscreen|off-screen|assistive-text|clip-text)(\s|$)`)
)

func (h *hider) isHidden(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Head, 0:
		return false
	case atom.Dialog:
		return !has(n, "open")
	}
	if has(n, "hidden") && attr(n, "hidden") != "until-found" {
		return true
	}
	style := attr(n, "style")
	if style == "" {
		return false
	}
	if hidingStyle.MatchString(style) {
		return !strings.Contains(strings.ToLower(style), "font-size") || strings.Contains(style, "none") || !holdsSized(n)
	}
	return isOwnColour(n, style)
}

// holdsSized reports whether something in n has a font size of its own: a size
// of nothing on what surrounds it only closes the gaps between boxes.
func holdsSized(n *html.Node) bool {
	for c := range n.Descendants() {
		if sizedStyle.MatchString(attr(c, "style")) {
			return true
		}
	}
	return false
}

// isFaint reports whether n bears a weak sign of being hidden.
func (h *hider) isFaint(n *html.Node) bool {
	if n.Type != html.ElementNode || n.DataAtom == atom.Html || n.DataAtom == atom.Body {
		return false
	}
	if attr(n, "aria-hidden") == "true" || faintStyle.MatchString(attr(n, "style")) {
		return true
	}
	class := attr(n, "class")
	if class != "" && hidingClass.MatchString(class) {
		return true
	}
	if len(h.sheet) == 0 {
		return false
	}
	if id := attr(n, "id"); id != "" && h.sheet["#"+id] {
		return true
	}
	return slices.ContainsFunc(strings.Fields(class), func(c string) bool { return h.sheet["."+c] })
}

var (
	ownColour  = pattern.New(`(?i)(?:^|[;\s])color\s*:\s*([^;!]+)`)
	background = pattern.New(`(?i)background(?:-color)?\s*:\s*([^;!]+)`)
)

// isOwnColour reports whether n is written in the colour of what is behind it.
// White is the colour of a page of which nothing else is known.
func isOwnColour(n *html.Node, style string) bool {
	m := ownColour.FindStringSubmatch(style)
	if m == nil {
		return false
	}
	ink := colour(m[1])
	for p := n; p != nil && p.Type == html.ElementNode; p = p.Parent {
		if m := background.FindStringSubmatch(attr(p, "style")); m != nil {
			return colour(m[1]) == ink
		}
		if c := attr(p, "bgcolor"); c != "" {
			return colour(c) == ink
		}
		isPage := p.DataAtom == atom.Body || p.DataAtom == atom.Html
		if !isPage && (has(p, "class") || has(p, "id")) {
			return false
		}
	}
	return ink == "ffffff"
}

// colour brings the usual ways to write one to six hexadecimal digits.
func colour(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), ""))
	if hex, ok := strings.CutPrefix(s, "#"); ok {
		if len(hex) == 3 {
			return strings.Repeat(hex[:1], 2) + strings.Repeat(hex[1:2], 2) + strings.Repeat(hex[2:], 2)
		}
		return hex
	}
	switch s {
	case "white", "rgb(255,255,255)":
		return "ffffff"
	case "black", "rgb(0,0,0)":
		return "000000"
	}
	return s
}

var (
	cssComment = pattern.New(`(?s)/\*.*?\*/`)
	cssDisplay = pattern.New(`(?i)(?:^|[;\s])display\s*:\s*([\w-]+)`)
	cssSimple  = pattern.New(`^(?:[a-z]+\d?)?([.#][\w-]+)$`)
	cssClass   = pattern.New(`[.#][\w-]+`)
)

// hidingSelectors are the classes and names that the style sheets in the page
// hide, and that no rule of theirs shows under any circumstances.
func hidingSelectors(doc *html.Node) map[string]bool {
	hides, shows := map[string]bool{}, map[string]bool{}
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Style && n.FirstChild != nil {
			readSheet(cssComment.ReplaceAllString(n.FirstChild.Data, ""), hides, shows)
		}
	}
	for s := range shows {
		delete(hides, s)
	}
	return hides
}

// readSheet notes what the rules of a style sheet hide and show. Rules within
// others, such as those for some screens only, can show but not hide.
func readSheet(css string, hides, shows map[string]bool) {
	depth := 0
	for css != "" {
		end := strings.IndexAny(css, "{}")
		if end < 0 {
			return
		}
		selector, opens := css[:end], css[end] == '{'
		css = css[end+1:]
		if !opens {
			depth = max(depth-1, 0)
			continue
		}
		if strings.HasPrefix(strings.TrimSpace(selector), "@") {
			depth++
			continue
		}
		end = strings.IndexByte(css, '}')
		if end < 0 {
			return
		}
		if strings.Contains(css[:end], "display") {
			if m := cssDisplay.FindStringSubmatch(css[:end]); m != nil {
				noteSelectors(selector, strings.EqualFold(m[1], "none"), depth > 0, hides, shows)
			}
		}
		css = css[end+1:]
	}
}

func noteSelectors(list string, isNone, isNested bool, hides, shows map[string]bool) {
	for s := range strings.SplitSeq(list, ",") {
		parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" >+~\n\t\r", r) })
		switch {
		case len(parts) == 0:
		case !isNone:
			for _, c := range cssClass.FindAllString(parts[len(parts)-1], -1) {
				shows[c] = true
			}
		case len(parts) == 1 && !isNested:
			if m := cssSimple.FindStringSubmatch(parts[0]); m != nil {
				hides[m[1]] = true
			}
		}
	}
}
