package importer

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"briefdesk/briefing/pattern"
)

// Sites name the boxes around an article for what they are: share bars, boxes
// for newsletters and related stories, comments, banners about cookies. Those
// names are taken at their word only where they cannot do much harm, since
// sites also hang such words on the whole article (“has-comments”): a box that
// holds the main heading, a quotation or more than its share of the page's
// prose is left alone.

// boxNames are words in the class or id of furniture, and how much of the
// page's prose a box of that name may hold: one part in so many.
var boxNames = []struct {
	part  int
	words *pattern.Pattern
}{
	{2, boxName(`newsletters?`, `share ?(bar|this|tools?|buttons?|links?)`, `comments? (area|list|section|form|thread)`, `disqus`, `outbrain`, `taboola`, `zergnet`,
		`revcontent`, `cookies? ?(bar|banner|notice|consent)?`, `gdpr`, `jp relatedposts`, `author (bio|box|info|card|profile|about|description)`, `breadcrumbs?`)},
	{8, boxName(`shar(e|ing)`, `social (bar|share|links?|media|icons?|tools?)`, `addthis`, `addtoany`, `sharedaddy`, `related`, `recirc(ulation)?`,
		`recommended|recommendations?`, `trending`, `most (read|popular|viewed)`, `popular posts`, `read (more|next|also)`, `more (from|stories|on|news)`,
		`see also`, `also (read|like)`, `you may`, `comments?`, `respond`, `consent`, `paywall`, `subscribe|subscriptions?`, `sign ?up`, `mailing list`,
		`about (the )?author`, `bio( box)?`, `post (tags|navigation|nav|meta|footer)`, `entry (meta|footer|utility)`, `tags`, `tag (list|cloud|links)`, `topics`,
		`pagination|pager`, `skip link`, `advert(isement|ising|orial)?s?`, `ad (container|wrapper|slot|unit|block|label)`, `sponsored`, `promo(s|tion|ted)?`,
		`sidebar`, `cta`, `donate|donation|appeal`, `toolbar`, `player overlay`)},
}

// boxName matches names that have one of words, standing alone.
func boxName(words ...string) *pattern.Pattern {
	return pattern.New(`(^|[ -])(` + strings.Join(words, "|") + `)($|[ -])`)
}

// nameRule matches names of elements that have one of its words, standing
// alone. Names without any of its cues cannot match; most have none.
type nameRule struct {
	cues []string
	re   *pattern.Pattern
}

func naming(cues, words string) nameRule { return nameRule{strings.Split(cues, "|"), boxName(words)} }

func (r nameRule) matches(called string) bool {
	return slices.ContainsFunc(r.cues, func(cue string) bool { return strings.Contains(called, cue) }) && r.re.MatchString(called)
}

// names are the words of the class and id of n, in lower case; “ - ” parts names.
func names(n *html.Node) string {
	class, id := attr(n, "class"), attr(n, "id")
	if class == "" && id == "" {
		return ""
	}
	var b strings.Builder
	b.Grow(len(class) + len(id) + 16)
	last := ' '
	for _, r := range class + " " + id {
		switch {
		case r == '_' || r == '-':
			b.WriteByte(' ')
		case unicode.IsSpace(r):
			b.WriteString(" - ")
		case unicode.IsUpper(r) && unicode.IsLower(last):
			b.WriteByte(' ')
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteRune(unicode.ToLower(r))
		}
		last = r
	}
	return b.String()
}

// dropBoxes removes the boxes that are named as furniture.
func dropBoxes(doc *html.Node) {
	for n := range boxesOf(doc) {
		n.Parent.RemoveChild(n)
	}
}

// boxesOf are the boxes within n that are named as furniture.
func boxesOf(n *html.Node) map[*html.Node]bool {
	p := pruner{prose: proseSize(n), boxes: map[*html.Node]bool{}, parts: map[string]int{}}
	p.visit(n)
	delete(p.boxes, n)
	return p.boxes
}

// proseSize is how many bytes of running text n shows.
func proseSize(n *html.Node) int {
	if n.Type == html.TextNode {
		return proseLen(n.Data)
	}
	size := 0
	if !isUnseen(n) && n.DataAtom != atom.A {
		for c := range n.ChildNodes() {
			size += proseSize(c)
		}
	}
	return size
}

// proseLen is the length of text if it goes on for more than a line.
func proseLen(text string) int {
	const shortest = 60
	if n := len(strings.TrimSpace(text)); n >= shortest {
		return n
	}
	return 0
}

type pruner struct {
	prose int            // of the whole page
	parts map[string]int // what boxPart said of names
	boxes map[*html.Node]bool
}

// visit returns how much prose stands in n, and whether n must stay.
func (p *pruner) visit(n *html.Node) (size int, stays bool) {
	if n.Type == html.TextNode {
		return proseLen(n.Data), false
	}
	if isUnseen(n) || n.DataAtom == atom.A {
		return 0, false
	}
	stays = n.DataAtom == atom.H1 || n.DataAtom == atom.Blockquote
	for c := range n.ChildNodes() {
		s, h := p.visit(c)
		size, stays = size+s, stays || h
	}
	if !stays && p.isBox(n, size) {
		p.boxes[n] = true
	}
	return size, stays
}

// boxes are the elements that sites make boxes of.
var boxes = []atom.Atom{
	atom.Div, atom.Section, atom.Aside, atom.Ul, atom.Ol, atom.Nav, atom.Form, atom.Footer, atom.P, atom.Span, atom.Li, atom.H2, atom.H3, atom.H4, atom.Dl,
}

func (p *pruner) isBox(n *html.Node, size int) bool {
	if n.Type != html.ElementNode || !slices.Contains(boxes, n.DataAtom) {
		return false
	}
	called := names(n)
	part, known := p.parts[called]
	if !known {
		part = boxPart(called)
		p.parts[called] = part
	}
	return part > 0 && size*part <= p.prose
}

// boxPart is the part of the page's prose that a box called so may hold, one
// in so many, or 0 for what is no box.
func boxPart(called string) int {
	for _, b := range boxNames {
		if called != "" && b.words.MatchString(called) {
			return b.part
		}
	}
	return 0
}
